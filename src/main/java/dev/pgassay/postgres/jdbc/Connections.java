package dev.pgassay.postgres.jdbc;

import dev.pgassay.failure.Failure;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Opens connections: the one place that knows how a {@link ConnectionTarget} becomes a session.
 * Sessions are in autocommit mode, keep their TCP connection alive, name themselves {@code
 * pgassay}, and have taken on the role that the target asks for. A password is sent in clear text
 * over TLS or to this machine alone. None waits forever: connecting, logging in and each answer
 * have a timeout. Thread-safe.
 */
public final class Connections {
  /**
   * How long the answer to a statement may take, unless the caller knows better. It is longer than
   * any administrative statement of ours takes on a million rows; statements that may take longer,
   * such as an index build, say so ({@link LongStatement}).
   */
  static final Duration ANSWER_TIMEOUT = Duration.ofHours(1);

  private static final String LOGIN_TIMEOUT_SECONDS = "10";

  private Connections() {}

  /**
   * Opens a connection.
   *
   * @param target the database and the role
   * @return an open connection in autocommit mode, the caller's to close
   * @throws DatabaseFailure when the server cannot be reached or refuses, in words that say which
   */
  public static Connection open(ConnectionTarget target) {
    return open(target, Map.of());
  }

  /**
   * Opens a connection with further properties of the driver, such as {@code prepareThreshold}.
   *
   * @param target the database and the role
   * @param extraProperties properties that win over those of the target
   * @return an open connection in autocommit mode, the caller's to close
   * @throws DatabaseFailure when the server cannot be reached or refuses, in words that say which
   */
  public static Connection open(ConnectionTarget target, Map<String, String> extraProperties) {
    try {
      return connect(target, extraProperties);
    } catch (SQLException e) {
      throw ConnectionWords.failure(target, e);
    }
  }

  /**
   * Opens a connection and makes sure that the server itself answers. A pooler makes up the process
   * id that it gives a client, and lends it one session or another.
   *
   * @param target the database and the role
   * @return an open connection in autocommit mode, the caller's to close
   * @throws Failure if the server cannot be reached or refuses, or if a pooler answers
   */
  public static Connection openToServer(ConnectionTarget target) {
    Connection connection = open(target);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      if (connection.unwrap(PGConnection.class).getBackendPID() == row.getInt(1)) {
        return connection;
      }
      connection.close();
      throw new Failure(ConnectionWords.pooler(target));
    } catch (SQLException e) {
      throw ConnectionWords.failure(target, e);
    }
  }

  /**
   * Presents a target as a source of new connections, for a pool.
   *
   * @param target the database and the role
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
   * Logs in without ever sending the password itself in a form that others could read. A server
   * that asks for it gets it over TLS only, unless it is on this machine.
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
    // The socket factory knows the path of a Unix socket.
    String given = target.onUnixSocket() ? "localhost" : target.host();
    String host = given.contains(":") ? "[" + given + "]" : given;
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
    if (target.onUnixSocket()) {
      // Unix sockets do not use TLS, as in libpq.
      properties.remove("ssl");
      properties.setProperty("sslmode", SslMode.DISABLE.value);
      properties.setProperty("socketFactory", UnixSockets.class.getName());
      properties.setProperty("socketFactoryArg", target.host() + "/.s.PGSQL." + target.port());
    } else if ("system".equals(properties.get("sslrootcert"))) {
      properties.remove("sslrootcert");
      properties.setProperty("sslmode", SslMode.VERIFY_FULL.value);
      properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    }
    properties.setProperty("user", target.user());
    target.password().ifPresent(secret -> properties.setProperty("password", secret.reveal()));
    return properties;
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
