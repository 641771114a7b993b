package dev.pgassay.postgres.address;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of a connection by libpq's keywords. Those that say how to reach the server are
 * taken. Those that have no effect here, such as the size of an application's pool, are only noted.
 * All others are refused: they change the measurement (such as {@code prepareThreshold}), load a
 * class, write a file, or demand a protection that the driver does not have. No message repeats a
 * value. Not thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq's keywords</a>
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">pgjdbc's properties</a>
 */
final class ConnectionParameters {
  private static final String DEFAULT_HOST = "localhost";
  private static final String DEFAULT_PORT = "5432";

  /** Keywords by the names that pgjdbc has for them. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "channelBinding", "channel_binding",
          "connectTimeout", "connect_timeout",
          "gssEncMode", "gssencmode",
          "kerberosServerName", "krbsrvname",
          "sslNegotiation", "sslnegotiation",
          "targetServerType", "target_session_attrs");

  /** The driver's properties by keyword. */
  private static final Map<String, String> DRIVER_PROPERTIES =
      Map.ofEntries(
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("connect_timeout", "connectTimeout"),
          Map.entry("currentSchema", "currentSchema"),
          Map.entry("gssencmode", "gssEncMode"),
          Map.entry("krbsrvname", "kerberosServerName"),
          Map.entry("options", "options"),
          Map.entry("ssl", "ssl"),
          Map.entry("sslcert", "sslcert"),
          Map.entry("sslkey", "sslkey"),
          Map.entry("sslmode", "sslmode"),
          Map.entry("sslnegotiation", "sslNegotiation"),
          Map.entry("sslrootcert", "sslrootcert"));

  /** Keywords that name the server and the role. */
  private static final Set<String> WHERE =
      Set.of(
          "dbname",
          "host",
          "passfile",
          "password",
          "port",
          "service",
          "target_session_attrs",
          "user");

  /** Sessions have our own name, which tells them from others; nobody needs a notice. */
  private static final Set<String> NAMES =
      Set.of("ApplicationName", "application_name", "fallback_application_name");

  /** Parameters of other clients, and those of libpq and pgjdbc for which pgassay has values. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          """
          adapter assumeMinServerVersion async_fallback autosave binary_parameters
          cancelSignalTimeout checkout_timeout client_encoding command_timeout conn_max_age
          connection_limit default_query_exec_mode description_cache_capacity
          disableColumnSanitiser encoding hostRecheckSeconds idleTimeoutMillis idle_timeout
          keepalives keepalives_count keepalives_idle keepalives_interval loadBalanceHosts
          load_balance_hosts loginTimeout max max_client_conn pgbouncer pool
          pool_health_check_period pool_max_conn_idle_time pool_max_conn_lifetime
          pool_max_conns pool_min_conns pool_mode pool_recycle pool_size pool_timeout
          prepared_statement_cache_size prepared_statements reWriteBatchedInserts
          reaping_frequency schema socketTimeout socket_timeout sslcompression sslsni
          statement_cache_capacity statement_cache_size stringtype tcpKeepAlive
          tcp_user_timeout uselibpqcompat
          """
              .strip()
              .split("\\s+"));

  private final String origin;
  private final Map<String, String> values = new TreeMap<>();
  private final Set<String> ignored = new TreeSet<>();

  /**
   * @param origin the source of the parameters, as messages name it
   */
  ConnectionParameters(String origin) {
    this.origin = origin;
  }

  /**
   * Takes a parameter; a later value replaces an earlier one.
   *
   * @throws InvalidInput if it is not accepted
   */
  void put(String name, String value) {
    String keyword = OTHER_NAMES.getOrDefault(name, name);
    if (keyword.equals("ssl") && !value.matches("|true|false")) {
      // SQLAlchemy and asyncpg have modes here, which the driver would take for "false".
      values.put("sslmode", value);
    } else if (WHERE.contains(keyword) || DRIVER_PROPERTIES.containsKey(keyword)) {
      values.put(keyword, value);
    } else if (WITHOUT_EFFECT.contains(name)) {
      ignored.add(name);
    } else if (!NAMES.contains(name)) {
      throw new InvalidInput(
          origin
              + " has the parameter "
              + shortened(name)
              + ", which is not accepted; those that are: "
              + accepted());
    }
  }

  private static String accepted() {
    Set<String> accepted = new TreeSet<>(WHERE);
    accepted.addAll(DRIVER_PROPERTIES.keySet());
    return String.join(", ", accepted);
  }

  /** Keeps a stray piece of a password, split at a question mark, out of the message. */
  private static String shortened(String name) {
    return name.matches("[A-Za-z_]{1,40}") ? name : "that is no name";
  }

  /** Fills in missing values from the defaults and from the named service, if there is one. */
  GivenServer server(ConnectionDefaults defaults) {
    Optional.ofNullable(values.remove("service"))
        .map(defaults::service)
        .ifPresent(
            service -> {
              service.values.forEach(values::putIfAbsent);
              ignored.addAll(service.ignored);
            });
    List<String> hosts = list("host", DEFAULT_HOST);
    List<String> ports = list("port", DEFAULT_PORT);
    if (ports.size() != 1 && ports.size() != hosts.size()) {
      throw new InvalidInput(
          origin + " has " + hosts.size() + " hosts and " + ports.size() + " ports; give one each");
    }
    Map<String, String> properties = driverProperties();
    List<ConnectionTarget> targets = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      int port = portNumber(ports.get(ports.size() == 1 ? 0 : i));
      targets.add(target(hosts.get(i), port, properties, defaults));
    }
    return new GivenServer(
        targets,
        GivenServer.Wanted.of(values.getOrDefault("target_session_attrs", "any")),
        ignored);
  }

  private List<String> list(String keyword, String inPlaceOfNothing) {
    return Arrays.stream(values.getOrDefault(keyword, "").split(",", -1))
        .map(it -> it.isEmpty() ? inPlaceOfNothing : it)
        .toList();
  }

  private ConnectionTarget target(
      String host, int port, Map<String, String> properties, ConnectionDefaults defaults) {
    String user = given("user").orElseGet(defaults::user);
    String database = given("dbname").orElse(user);
    Optional<Path> passwordFile = given("passfile").map(Path::of);
    Optional<Secret> password =
        Optional.ofNullable(values.get("password"))
            .map(Secret::of)
            .or(() -> defaults.password(host, port, database, user, passwordFile));
    return new ConnectionTarget(host, port, database, user, password, Optional.empty(), properties);
  }

  private Optional<String> given(String keyword) {
    return Optional.ofNullable(values.get(keyword)).filter(it -> !it.isEmpty());
  }

  /** Gives them the meaning that they have in libpq if the driver's is weaker. */
  private Map<String, String> driverProperties() {
    Map<String, String> properties = new TreeMap<>();
    values.forEach(
        (keyword, value) -> {
          if (DRIVER_PROPERTIES.containsKey(keyword)) {
            properties.put(DRIVER_PROPERTIES.get(keyword), value);
          }
        });
    given("sslkey").ifPresent(ConnectionParameters::refusePem);
    for (String file : List.of("sslcert", "sslkey", "sslrootcert")) {
      // Programs that pgassay starts work in other folders.
      properties.computeIfPresent(
          file, (name, it) -> it.equals("system") ? it : Path.of(it).toAbsolutePath().toString());
    }
    if (properties.containsKey("sslrootcert")) {
      // libpq checks the certificate whenever it is given a root certificate.
      properties.replace("sslmode", "require", "verify-ca");
    }
    return properties;
  }

  /** libpq reads a key in PEM, the driver in PKCS#8 or PKCS#12, and says only that it cannot. */
  private static void refusePem(String file) {
    try {
      byte[] key = InputLimit.SETTINGS.bytes(Path.of(file));
      if (new String(key, StandardCharsets.ISO_8859_1).startsWith("-----BEGIN")) {
        throw new InvalidInput(
            "sslkey %s is in PEM, which the JDBC driver cannot read; convert it: openssl pkcs8 -topk8 -nocrypt -in %s -outform DER -out %s.pk8"
                .formatted(file, file, file));
      }
    } catch (IOException e) {
      throw new InvalidInput("sslkey " + file + " cannot be read", e);
    }
  }

  private int portNumber(String port) {
    int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    if (number < 1 || number > 65_535) {
      throw new InvalidInput(
          origin
              + " has a port that is not a number from 1 to 65535; in a password write %3A for :,"
              + " %2F for / and %40 for @");
    }
    return number;
  }
}
