package dev.pgassay.postgres.server.workspace;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Secret;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of a private cluster: random, one for each role, in a file that its owner alone can
 * read. Immutable.
 */
public final class Passwords {
  /** Name of the superuser that {@code initdb} makes. */
  public static final String SUPERUSER = "pgassay";

  private static final int RANDOM_BYTES = 24;

  private final Properties byRole;

  private Passwords(Properties byRole) {
    this.byRole = byRole;
  }

  public static Passwords random(SecureRandom random) {
    Properties byRole = new Properties();
    byRole.setProperty(SUPERUSER, randomPassword(random));
    for (Role role : Role.values()) {
      byRole.setProperty(role.roleName(), randomPassword(random));
    }
    return new Passwords(byRole);
  }

  public static Passwords read(Path file) {
    Properties byRole = new Properties();
    try (Reader reader = InputLimit.SETTINGS.reader(file)) {
      byRole.load(reader);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + "; run as the user who made the cluster", e);
    }
    return new Passwords(byRole);
  }

  /** Writes the file, which must not be there yet, with mode 0600 from the first moment. */
  public void write(Path file) throws IOException {
    createPrivate(file);
    try (Writer writer = Files.newBufferedWriter(file)) {
      byRole.store(writer, "pgassay: passwords of this cluster's roles");
    }
  }

  /** Creates an empty file that its owner alone can read. */
  public static void createPrivate(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  public Secret superuser() {
    return of(SUPERUSER);
  }

  Secret of(Role role) {
    return of(role.roleName());
  }

  private Secret of(String name) {
    return Secret.of(byRole.getProperty(name, ""));
  }

  private static String randomPassword(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
