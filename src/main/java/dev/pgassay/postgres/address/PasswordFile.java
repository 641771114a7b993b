package dev.pgassay.postgres.address;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.jdbc.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A password file of libpq: lines of {@code host:port:database:user:password}, where {@code *}
 * stands for any value and a backslash escapes a colon or a backslash.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">The Password File</a>
 */
final class PasswordFile {
  private static final int FIELDS = 5;
  private static final Set<PosixFilePermission> PERMISSIONS_OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Path file;

  PasswordFile(Path file) {
    this.file = file;
  }

  /** Returns the password of the first line that fits; empty if none does or no file is there. */
  Optional<Secret> find(String host, int port, String database, String user) {
    List<String> wanted = List.of(host, String.valueOf(port), database, user);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return lines().stream()
        .filter(line -> !line.startsWith("#"))
        .map(PasswordFile::fields)
        .filter(fields -> fits(fields, wanted))
        .map(fields -> Secret.of(fields.get(FIELDS - 1)))
        .findFirst();
  }

  private List<String> lines() {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(PERMISSIONS_OF_OTHERS::contains)) {
        throw new InvalidInput(
            "password file " + file + " can be read by others; chmod 0600 it or set PGPASSWORD");
      }
      return InputLimit.SETTINGS.lines(file);
    } catch (IOException e) {
      throw new InvalidInput(
          "password file " + file + " cannot be read; set PGPASSWORD instead", e);
    }
  }

  private static boolean fits(List<String> fields, List<String> wanted) {
    boolean fits = fields.size() == FIELDS;
    for (int i = 0; fits && i < wanted.size(); i++) {
      fits = fields.get(i).equals("*") || fields.get(i).equals(wanted.get(i));
    }
    return fits;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character == '\\' && i + 1 < line.length()) {
        i++;
        field.append(line.charAt(i));
      } else if (character == ':' && fields.size() < FIELDS - 1) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
