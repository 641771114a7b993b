package dev.pgassay.postgres.jdbc;

import dev.pgassay.failure.Failure;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.GT;

/** Says why a connection could not be opened, and what to do. */
final class ConnectionWords {
  /** Names the sources of the password; most refused ones were not encoded in a URL. */
  private static final String GIVE_PASSWORD =
      "in PGPASSWORD, a pgpass file or the URL, where @ is written %40 and % is written %25";

  private ConnectionWords() {}

  static Failure failure(ConnectionTarget target, SQLException cause) {
    String where = target.display();
    if (Thread.currentThread().isInterrupted()) {
      // The driver calls it "something unusual".
      return new Failure("interrupted while connecting to " + where, cause);
    }
    String words = words(target, cause);
    return words.isEmpty()
        ? DatabaseFailure.of("cannot connect to " + where, cause)
        : DatabaseFailure.because(words, cause);
  }

  static String pooler(ConnectionTarget target) {
    return target.display()
        + " is a connection pooler such as PgBouncer: settings and prepared statements do not"
        + " survive its transaction pooling, and figures would include the pooler; name the"
        + " PostgreSQL server itself in the URL";
  }

  /** Returns our own words; empty if those of the server or driver are clear enough. */
  private static String words(ConnectionTarget target, SQLException cause) {
    String where = target.display();
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof NoCleartextPassword.Refused) {
      return where
          + " asks for the password of user "
          + target.user()
          + " in clear text over a connection without TLS, and pgassay did not send it; give"
          + " sslmode=require in the URL, or let the server use scram-sha-256";
    }
    if (message.equals(GT.tr("The server does not support SSL."))) {
      return where
          + " offers no TLS, which sslmode="
          + target.driverProperties().getOrDefault("sslmode", SslMode.REQUIRE.value)
          + " asks for; switch ssl on at the server, or give sslmode=disable where the network is"
          + " trusted";
    }
    if (message.contains("hostnameverifier")) {
      return "the certificate of "
          + where
          + " is not for the name "
          + target.host()
          + "; name the server in the URL as its certificate does";
    }
    return switch (String.valueOf(cause.getSQLState())) {
      case "28P01" ->
          "password of user "
              + target.user()
              + " was refused by "
              + where
              + "; give the right one "
              + GIVE_PASSWORD;
      case "3D000" ->
          "no database "
              + target.database()
              + " on "
              + target.host()
              + ":"
              + target.port()
              + "; create it or name another in the URL";
      case "08001", "08006" -> unreachable(target, cause);
      case "28000" ->
          message.contains("client certificate")
              ? where
                  + " asks for a client certificate; name its files by sslcert and sslkey in the URL"
              : "";
      case "08004" ->
          target.password().isPresent()
              ? ""
              : "no password for user "
                  + target.user()
                  + " at "
                  + where
                  + "; give one "
                  + GIVE_PASSWORD;
      case "08P01" -> message.contains("unsupported startup parameter") ? pooler(target) : "";
      default -> "";
    };
  }

  private static String unreachable(ConnectionTarget target, SQLException cause) {
    String where = target.display();
    for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
      if (reason instanceof ConnectException) {
        return "connection refused by " + where + "; check that a PostgreSQL server listens there";
      }
      if (target.onUnixSocket() && reason instanceof SocketException) {
        return "no Unix socket in %s for port %d; name its folder and the server's port in the URL"
            .formatted(target.host(), target.port());
      }
      if (reason instanceof UnknownHostException) {
        return "no such host, cannot connect to " + where + "; check the name in the URL";
      }
      if (reason instanceof SocketTimeoutException) {
        return "no answer from " + where + " in time; check the address and the firewall";
      }
      if (reason instanceof SSLException refused) {
        return "TLS with "
            + where
            + " failed: "
            + refused.getMessage()
            + "; sslrootcert in the URL names the file of the authority that signed the server's"
            + " certificate, sslcert and sslkey those of the client";
      }
    }
    return "";
  }
}
