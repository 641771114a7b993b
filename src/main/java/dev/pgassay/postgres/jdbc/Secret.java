package dev.pgassay.postgres.jdbc;

import java.util.Objects;

/**
 * A password that prints as asterisks, so that no message, log or record shows it by accident.
 * Immutable.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /**
   * Wraps a password.
   *
   * @param value the password in clear text, any characters
   * @return the secret
   */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /**
   * Returns the password in clear text, for the driver and for files of mode 0600 only.
   *
   * @return the password
   */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "****";
  }
}
