package dev.pgassay.postgres.jdbc;

import dev.pgassay.failure.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the connection URLs that people have at hand: libpq's {@code
 * postgresql://user:password@host:port/database?sslmode=require} (also {@code postgres://}) and
 * JDBC's {@code jdbc:postgresql://host:port/database?user=...}. Characters that mean something in a
 * URL are percent-encoded, as libpq wants them; an {@code @} in a password is understood without.
 *
 * <p>Of the parameters only those are taken that say how to reach the server. One that would change
 * what is measured (such as {@code prepareThreshold}), load a class or write a file is refused, as
 * is one that is not known. No message repeats a part of the URL in which a password could stand.
 */
public final class JdbcUrl {
  private static final int DEFAULT_PORT = 5432;
  private static final String DEFAULT_HOST = "localhost";

  /** The parameters that are passed on, by their name in a URL, with the driver's name for them. */
  private static final Map<String, String> DRIVER_PARAMETERS =
      Map.ofEntries(
          Map.entry("ssl", "ssl"),
          Map.entry("sslmode", "sslmode"),
          Map.entry("sslcert", "sslcert"),
          Map.entry("sslkey", "sslkey"),
          Map.entry("sslrootcert", "sslrootcert"),
          Map.entry("sslnegotiation", "sslNegotiation"),
          Map.entry("sslNegotiation", "sslNegotiation"),
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("channelBinding", "channelBinding"),
          Map.entry("gssencmode", "gssEncMode"),
          Map.entry("gssEncMode", "gssEncMode"),
          Map.entry("connect_timeout", "connectTimeout"),
          Map.entry("connectTimeout", "connectTimeout"),
          Map.entry("options", "options"));

  private final Map<String, String> parameters = new TreeMap<>();
  private String host = "";
  private String port = "";
  private String database = "";
  private Optional<String> user = Optional.empty();
  private Optional<Secret> password = Optional.empty();

  private JdbcUrl() {}

  /**
   * Tells whether a text is meant as a connection URL.
   *
   * @param text what the user gave
   * @return whether it begins like one
   */
  public static boolean isUrl(String text) {
    return text.startsWith("jdbc:")
        || text.startsWith("postgresql:")
        || text.startsWith("postgres:");
  }

  /**
   * Reads a URL.
   *
   * @param url one of the forms above
   * @param defaults what fills the gaps: user and password
   * @return where and as whom to connect
   * @throws InvalidInput when the URL cannot be used as it stands
   */
  public static ConnectionTarget parse(String url, ConnectionDefaults defaults) {
    JdbcUrl parsed = new JdbcUrl();
    parsed.read(url);
    return parsed.target(defaults);
  }

  private void read(String url) {
    String rest = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    rest = withoutScheme(rest);
    int question = rest.indexOf('?');
    if (question >= 0) {
      readParameters(rest.substring(question + 1));
      rest = rest.substring(0, question);
    }
    int authorityStart = rest.startsWith("//") ? 2 : 0;
    int slash = rest.indexOf('/', authorityStart);
    if (authorityStart > 0) {
      readAuthority(rest.substring(2, slash < 0 ? rest.length() : slash));
    }
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    if (authorityStart == 0) {
      path = rest;
    }
    readDatabase(path);
  }

  private static String withoutScheme(String url) {
    for (String scheme : new String[] {"postgresql:", "postgres:"}) {
      if (url.startsWith(scheme)) {
        return url.substring(scheme.length());
      }
    }
    throw new InvalidInput(
        "database URL must begin with postgresql://, postgres:// or jdbc:postgresql://");
  }

  private void readAuthority(String authority) {
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String userInformation = authority.substring(0, at);
      int colon = userInformation.indexOf(':');
      String name = colon < 0 ? userInformation : userInformation.substring(0, colon);
      if (!name.isEmpty()) {
        user = Optional.of(decode("user", name));
      }
      if (colon >= 0) {
        password = Optional.of(Secret.of(decode("password", userInformation.substring(colon + 1))));
      }
    }
    readHostAndPort(authority.substring(at + 1));
  }

  private void readHostAndPort(String text) {
    if (text.contains(",")) {
      throw new InvalidInput("database URL names several hosts; give the one to be measured");
    }
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':', Math.max(0, bracket));
    host = decode("host", colon < 0 ? text : text.substring(0, colon));
    port = colon < 0 ? "" : text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
  }

  private void readDatabase(String path) {
    if (path.contains("/") || path.contains("@")) {
      throw new InvalidInput(
          "database URL has a / or @ after the host; in a user, password or database name write"
              + " %2F for / and %40 for @");
    }
    database = decode("database", path);
  }

  private void readParameters(String query) {
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new InvalidInput(
            "database URL has a parameter without a value; write name=value, and %3F for a ? in a"
                + " password");
      }
      String name = decode("parameter", pair.substring(0, equals));
      readParameter(name, decode("parameter " + name, pair.substring(equals + 1)));
    }
  }

  private void readParameter(String name, String value) {
    switch (name) {
      case "user" -> user = Optional.of(value);
      case "password" -> password = Optional.of(Secret.of(value));
      case "application_name", "ApplicationName" -> {
        // Sessions carry our own name, by which they are told from others.
      }
      default -> {
        String property = DRIVER_PARAMETERS.get(name);
        if (property == null) {
          throw new InvalidInput(
              "database URL has the parameter "
                  + shortened(name)
                  + ", which is not accepted; user, password, options, connect_timeout,"
                  + " channel_binding, gssencmode and the ssl ones are");
        }
        parameters.put(property, value);
      }
    }
  }

  /** Keeps a stray piece of a password, split at a question mark, out of the message. */
  private static String shortened(String name) {
    return name.matches("[A-Za-z_]{1,40}") ? name : "that is no name";
  }

  private ConnectionTarget target(ConnectionDefaults defaults) {
    String effectiveHost = host.isEmpty() ? DEFAULT_HOST : host;
    if (effectiveHost.startsWith("/")) {
      throw new InvalidInput("database URL names a Unix socket; only TCP can be measured");
    }
    int effectivePort = portNumber();
    String effectiveUser = user.orElseGet(defaults::user);
    String effectiveDatabase = database.isEmpty() ? effectiveUser : database;
    Optional<Secret> effectivePassword =
        password.isPresent()
            ? password
            : defaults.password(effectiveHost, effectivePort, effectiveDatabase, effectiveUser);
    return new ConnectionTarget(
        effectiveHost,
        effectivePort,
        effectiveDatabase,
        effectiveUser,
        effectivePassword,
        Optional.empty(),
        parameters);
  }

  private int portNumber() {
    if (port.isEmpty()) {
      return DEFAULT_PORT;
    }
    int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    if (number < 1 || number > 65_535) {
      throw new InvalidInput(
          "database URL has a port that is not a number from 1 to 65535; in a password write %3A"
              + " for :, %2F for / and %40 for @");
    }
    return number;
  }

  private static String decode(String part, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
          throw badEncoding(part);
        }
        decoded.put((byte) (high * 16 + low));
        i += 2;
      } else {
        decoded.put(bytes[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw badEncoding(part);
    }
  }

  private static InvalidInput badEncoding(String part) {
    return new InvalidInput(
        "database URL has a % that is not followed by two hexadecimal digits in its "
            + part
            + "; write %25 for %");
  }
}
