package dev.pgassay.postgres.address;

import dev.pgassay.failure.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the connection URLs that people have at hand: libpq's {@code
 * postgresql://user:password@host:port,host2:port2/database?sslmode=require} (also {@code
 * postgres://}) and JDBC's {@code jdbc:postgresql://host:port/database?user=...}. Characters that
 * mean something in a URL are percent-encoded, as libpq wants them; an {@code @} in a password need
 * not be encoded. No message repeats a part of the URL that could contain a password.
 */
public final class JdbcUrl {
  private static final String ORIGIN = "database URL";

  private final ConnectionParameters parameters = new ConnectionParameters(ORIGIN);

  private JdbcUrl() {}

  /**
   * Tells whether a text is meant as a connection URL.
   *
   * @param text the user's text
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
   * @param defaults the defaults for missing parts: user, password and service
   * @return the server and the role for connecting
   * @throws InvalidInput if the URL cannot be used as it is
   */
  public static GivenServer parse(String url, ConnectionDefaults defaults) {
    JdbcUrl parsed = new JdbcUrl();
    parsed.read(url);
    return parsed.parameters.server(defaults);
  }

  private void read(String url) {
    String rest = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    rest = withoutScheme(rest);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    rest = question < 0 ? rest : rest.substring(0, question);
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      readAuthority(rest.substring(2, slash < 0 ? rest.length() : slash));
      readDatabase(slash < 0 ? "" : rest.substring(slash + 1));
    } else {
      readDatabase(rest);
    }
    if (!query.isEmpty()) {
      readParameters(query);
    }
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
      put("user", name);
      if (colon >= 0) {
        parameters.put("password", decode("password", userInformation.substring(colon + 1)));
      }
    }
    readHosts(authority.substring(at + 1));
  }

  private void readHosts(String text) {
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      int bracket = one.lastIndexOf(']');
      int colon = one.indexOf(':', Math.max(0, bracket));
      String host = decode("host", colon < 0 ? one : one.substring(0, colon));
      boolean brackets = host.startsWith("[") && host.endsWith("]");
      hosts.add(brackets ? host.substring(1, host.length() - 1) : host);
      ports.add(colon < 0 ? "" : one.substring(colon + 1));
    }
    if (!text.isEmpty()) {
      parameters.put("host", String.join(",", hosts));
      parameters.put("port", String.join(",", ports));
    }
  }

  private void readDatabase(String path) {
    if (path.contains("/") || path.contains("@")) {
      throw new InvalidInput(
          "database URL has a / or @ after the host; in a user, password or database name write"
              + " %2F for / and %40 for @");
    }
    put("dbname", path);
  }

  /** Takes a part of the URL; one that is empty leaves its place to a service or a default. */
  private void put(String keyword, String part) {
    if (!part.isEmpty()) {
      parameters.put(keyword, decode(keyword, part));
    }
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
      parameters.put(name, decode("parameter " + name, pair.substring(equals + 1)));
    }
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
