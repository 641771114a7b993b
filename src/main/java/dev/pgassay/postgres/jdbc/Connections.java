package dev.pgassay.postgres.jdbc;

import dev.pgassay.failure.Failure;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.jdbc.SslMode;

/**
 * Opens connections: the one place that knows how a {@link ConnectionTarget} becomes a session.
 * Sessions are in autocommit mode, keep their TCP connection alive, name themselves {@code
 * pgassay}, and have taken on the role that the target asks for. A password is sent in clear text
 * over TLS or to this machine alone. None waits for ever: connecting, logging in and each answer
 * have a timeout. Thread-safe.
 */
public final class Connections {
  /**
   * How long the answer to a statement may take, unless the caller knows better. Longer than
   * anything that an administrative statement of ours does to a million rows; what may take longer,
   * such as an index build, says so ({@link LongStatement}).
   */
  static final Duration ANSWER_TIMEOUT = Duration.ofHours(1);

  private static final String LOGIN_TIMEOUT_SECONDS = "10";

  private Connections() {}

  /**
   * Opens a connection.
   *
   * @param target where and as whom
   * @return an open connection in autocommit mode, the caller's to close
   * @throws DatabaseFailure when the server cannot be reached or refuses, in words that say which
   */
  public static Connection open(ConnectionTarget target) {
    return open(target, Map.of());
  }

  /**
   * Opens a connection with further properties of the driver, such as {@code prepareThreshold}.
   *
   * @param target where and as whom
   * @param extraProperties properties that win over those of the target
   * @return an open connection in autocommit mode, the caller's to close
   * @throws DatabaseFailure when the server cannot be reached or refuses, in words that say which
   */
  public static Connection open(ConnectionTarget target, Map<String, String> extraProperties) {
    try {
      return connect(target, extraProperties);
    } catch (SQLException e) {
      throw failure(target, e);
    }
  }

  /**
   * Presents a target as a source of new connections, for a pool.
   *
   * @param target where and as whom
   * @param extraProperties properties that win over those of the target
   * @return a data source that opens a connection at each call
   */
  public static DataSource dataSource(
      ConnectionTarget target, Map<String, String> extraProperties) {
    return new TargetDataSource(target, Map.copyOf(extraProperties));
  }

  private static Connection connect(ConnectionTarget target, Map<String, String> extraProperties)
      throws SQLException {
    Connection connection = logIn(target, properties(target, extraProperties));
    if (target.assumedRole().isPresent()) {
      assume(connection, target.assumedRole().get());
    }
    return connection;
  }

  /**
   * Logs in without ever sending the password itself where others could read it. A server that asks
   * for it gets it over TLS alone, unless it is on this machine.
   */
  private static Connection logIn(ConnectionTarget target, Properties properties)
      throws SQLException {
    SslMode mode = SslMode.of(properties);
    if (mode.requireEncryption() || target.onLoopback()) {
      return new Driver().connect(url(target), properties);
    }
    try {
      Properties guarded = new Properties();
      guarded.putAll(properties);
      guarded.setProperty("authenticationPluginClassName", NoCleartextPassword.class.getName());
      return new Driver().connect(url(target), guarded);
    } catch (NoCleartextPassword.Refused refused) {
      if (mode == SslMode.DISABLE) {
        throw refused;
      }
      return logInOverTls(target, properties, refused);
    }
  }

  private static Connection logInOverTls(
      ConnectionTarget target, Properties properties, NoCleartextPassword.Refused refused)
      throws SQLException {
    Properties encrypted = new Properties();
    encrypted.putAll(properties);
    encrypted.setProperty("sslmode", SslMode.REQUIRE.value);
    try {
      return new Driver().connect(url(target), encrypted);
    } catch (SQLException e) {
      boolean noTls = NoCleartextPassword.REJECTED.equals(e.getSQLState());
      throw noTls ? refused : e;
    }
  }

  private static void assume(Connection connection, String role) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + Identifier.quote(role));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static String url(ConnectionTarget target) {
    String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
    String database = URLEncoder.encode(target.database(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://" + host + ":" + target.port() + "/" + database;
  }

  private static Properties properties(
      ConnectionTarget target, Map<String, String> extraProperties) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "pgassay");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", KeepAliveSockets.class.getName());
    properties.setProperty("socketTimeout", Long.toString(ANSWER_TIMEOUT.toSeconds()));
    properties.setProperty("loginTimeout", LOGIN_TIMEOUT_SECONDS);
    properties.setProperty("connectTimeout", LOGIN_TIMEOUT_SECONDS);
    properties.putAll(target.driverProperties());
    properties.putAll(extraProperties);
    properties.setProperty("user", target.user());
    target.password().ifPresent(secret -> properties.setProperty("password", secret.reveal()));
    return properties;
  }

  private static Failure failure(ConnectionTarget target, SQLException cause) {
    String where = target.display();
    if (Thread.currentThread().isInterrupted()) {
      // The driver calls it "something unusual".
      return new Failure("interrupted while connecting to " + where, cause);
    }
    if (cause instanceof NoCleartextPassword.Refused) {
      return DatabaseFailure.because(
          where
              + " asks for the password of user "
              + target.user()
              + " in clear text over a connection without TLS, and pgassay did not send it; give"
              + " sslmode=require in the URL, or let the server use scram-sha-256",
          cause);
    }
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return switch (state) {
      case "28P01" ->
          DatabaseFailure.because(
              "password of user "
                  + target.user()
                  + " was refused by "
                  + where
                  + "; give the right one in PGPASSWORD, a pgpass file or the URL",
              cause);
      case "3D000" ->
          DatabaseFailure.because(
              "no database "
                  + target.database()
                  + " on "
                  + target.host()
                  + ":"
                  + target.port()
                  + "; create it or name another in the URL",
              cause);
      case "08001", "08006" -> unreachable(where, cause);
      case "08004" ->
          DatabaseFailure.because(
              "no usable password for user " + target.user() + " at " + where + noPassword(target),
              cause);
      default -> DatabaseFailure.of("cannot connect to " + where, cause);
    };
  }

  private static String noPassword(ConnectionTarget target) {
    return target.password().isPresent()
        ? "; the server asks for another way of authentication"
        : "; give one in PGPASSWORD, a pgpass file or the URL";
  }

  private static Failure unreachable(String where, SQLException cause) {
    for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
      if (reason instanceof ConnectException) {
        return DatabaseFailure.because(
            "connection refused by " + where + "; check that a PostgreSQL server listens there",
            cause);
      }
      if (reason instanceof UnknownHostException) {
        return DatabaseFailure.because(
            "no such host, cannot connect to " + where + "; check the name in the URL", cause);
      }
      if (reason instanceof SocketTimeoutException) {
        return DatabaseFailure.because(
            "no answer from " + where + " in time; check the address and the firewall", cause);
      }
    }
    return DatabaseFailure.of("cannot connect to " + where, cause);
  }

  /** The least that a pool needs of a data source. */
  private record TargetDataSource(ConnectionTarget target, Map<String, String> extraProperties)
      implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return connect(target, extraProperties);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException("the target says as whom to connect");
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
      // The driver logs through java.util.logging.
    }

    @Override
    public void setLoginTimeout(int seconds) {
      // Fixed by the properties of the connection.
    }

    @Override
    public int getLoginTimeout() {
      return Integer.parseInt(LOGIN_TIMEOUT_SECONDS);
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getLogger("org.postgresql");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLFeatureNotSupportedException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
