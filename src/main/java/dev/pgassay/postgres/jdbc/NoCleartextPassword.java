package dev.pgassay.postgres.jdbc;

import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Gives the driver the password for every way of authentication but one: a server that asks for the
 * password itself does not get it. SCRAM and MD5 send a proof of the password, not the password.
 * Made by the driver, for each connection that may be without TLS.
 */
public final class NoCleartextPassword implements AuthenticationPlugin {
  /**
   * Not 28000: the driver would take that for a reason to try again without TLS. The driver also
   * rejects a server without TLS with this state if TLS is required.
   */
  static final String REJECTED = PSQLState.CONNECTION_REJECTED.getState();

  private final Properties properties;

  /**
   * Makes the plugin; called by the driver.
   *
   * @param properties of the connection, the password among them
   */
  public NoCleartextPassword(Properties properties) {
    this.properties = properties;
  }

  @Override
  public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
    if (type == AuthenticationRequestType.CLEARTEXT_PASSWORD) {
      throw new Refused();
    }
    String password = PGProperty.PASSWORD.getOrDefault(properties);
    return password == null ? null : password.toCharArray();
  }

  /** The server asked for the password itself. */
  static final class Refused extends PSQLException {
    private static final long serialVersionUID = 1L;

    private Refused() {
      super("the server asks for the password in clear text", PSQLState.CONNECTION_REJECTED);
    }
  }
}
