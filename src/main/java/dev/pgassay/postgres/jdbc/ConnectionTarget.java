package dev.pgassay.postgres.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The address of a database and the role that logs in to it. It keeps the password apart from
 * everything that is printed or recorded. Immutable.
 *
 * @param host name or address, without brackets; the folder of a Unix socket if it begins with a
 *     slash
 * @param port TCP port, 1 to 65535; also part of the name of a Unix socket
 * @param database name of the database
 * @param user the role that logs in
 * @param password of that role; empty if the server or a pgpass file answers for it
 * @param assumedRole the role that the session takes on after logging in ({@code SET ROLE}); empty
 *     to stay the one that logged in
 * @param driverProperties further properties of the JDBC driver, such as {@code sslmode}; never a
 *     password
 */
public record ConnectionTarget(
    String host,
    int port,
    String database,
    String user,
    Optional<Secret> password,
    Optional<String> assumedRole,
    Map<String, String> driverProperties) {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|::1|(0{1,4}:){7}0{0,3}1");

  public ConnectionTarget {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(assumedRole, "assumedRole");
    driverProperties = Map.copyOf(driverProperties);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 1 and 65535: " + port);
    }
  }

  /** Returns the same target without an assumed role, for work that only the login role may do. */
  public ConnectionTarget withoutAssumedRole() {
    return new ConnectionTarget(
        host, port, database, user, password, Optional.empty(), driverProperties);
  }

  /**
   * Returns another database of the same server, entered as the same role.
   *
   * @param name of the database, without quotes
   */
  public ConnectionTarget withDatabase(String name) {
    return new ConnectionTarget(host, port, name, user, password, assumedRole, driverProperties);
  }

  /**
   * Returns the same target with more command-line options of the session.
   *
   * @param options such as {@code -c jit=off}; they follow those that the target has
   */
  public ConnectionTarget withOptions(String options) {
    Map<String, String> properties = new TreeMap<>(driverProperties);
    properties.merge("options", options, (given, more) -> given + " " + more);
    return new ConnectionTarget(host, port, database, user, password, assumedRole, properties);
  }

  /**
   * Names the target by a URL, for a command that a message recommends: with the user, without the
   * password and without other parameters.
   *
   * @return {@code postgresql://user@host:port/database}
   */
  public String url() {
    String address = host.contains(":") ? "[" + host + "]" : encoded(host);
    return "postgresql://%s@%s:%d/%s".formatted(encoded(user), address, port, encoded(database));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Tells whether the server is on this machine, by its address alone: the meaning of any other
   * name depends on name resolution.
   *
   * @return whether the host is {@code localhost}, a loopback address or the folder of a Unix
   *     socket
   */
  public boolean onLoopback() {
    return onUnixSocket() || LOOPBACK.matcher(host).matches();
  }

  boolean onUnixSocket() {
    return host.startsWith("/");
  }

  /**
   * Names the target for messages and results: no user, no password.
   *
   * @return {@code host:port/database}
   */
  public String display() {
    return host + ":" + port + "/" + database;
  }
}
