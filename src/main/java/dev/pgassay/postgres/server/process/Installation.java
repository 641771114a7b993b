package dev.pgassay.postgres.server.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL as it is installed on this machine: programs and shared files of one version.
 * Immutable.
 *
 * @param binFolder the folder of {@code postgres} and {@code initdb}
 * @param majorVersion such as 15
 * @param version such as {@code 15.14}
 * @param shareFolder the folder that contains {@code extension/}
 */
public record Installation(Path binFolder, int majorVersion, String version, Path shareFolder) {
  static final int OLDEST = 14;
  static final int NEWEST = 18;

  private static final Pattern VERSION =
      Pattern.compile("postgres \\(PostgreSQL\\) ((\\d+)[.\\w]*)");

  /**
   * Looks whether a folder contains an installation's programs.
   *
   * @return the installation; empty if the programs are missing or do not run
   */
  static Optional<Installation> in(Path binFolder) {
    if (!Files.isExecutable(binFolder.resolve("postgres"))
        || !Files.isExecutable(binFolder.resolve("initdb"))) {
      return Optional.empty();
    }
    Command.Outcome said = Command.run(List.of(binFolder.resolve("postgres").toString(), "-V"));
    Matcher version = VERSION.matcher(said.output());
    if (!said.succeeded() || !version.find()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(version.group(2));
    return shareFolder(binFolder, major)
        .map(share -> new Installation(binFolder, major, version.group(1), share));
  }

  /**
   * Names anything that is missing for our purpose.
   *
   * @return one reason; empty if it can serve
   */
  Optional<String> whyNot() {
    String name = "PostgreSQL " + version + " in " + binFolder;
    if (majorVersion < OLDEST || majorVersion > NEWEST) {
      return Optional.of(name + " is not of version " + OLDEST + " to " + NEWEST);
    }
    if (!offers("vector")) {
      return Optional.of(name + " has no pgvector");
    }
    return offers("uuid-ossp")
        ? Optional.empty()
        : Optional.of(name + " has no uuid-ossp (package postgresql-contrib)");
  }

  /** Tells whether an extension can be created. */
  boolean offers(String extension) {
    return Files.isRegularFile(shareFolder.resolve("extension").resolve(extension + ".control"));
  }

  public String program(String name) {
    return binFolder.resolve(name).toString();
  }

  /** The folder comes from pg_config or, without it, from the usual layouts. */
  private static Optional<Path> shareFolder(Path binFolder, int major) {
    Path config = binFolder.resolve("pg_config");
    if (Files.isExecutable(config)) {
      Command.Outcome said = Command.run(List.of(config.toString(), "--sharedir"));
      if (said.succeeded()) {
        return Optional.of(Path.of(said.output()));
      }
    }
    return List.of(
            // Debian: usr/lib/postgresql/15/bin and usr/share/postgresql/15
            binFolder.resolve("../../../../share/postgresql/" + major).normalize(),
            binFolder.resolveSibling("share/postgresql"),
            binFolder.resolveSibling("share/postgresql@" + major),
            binFolder.resolveSibling("share/pgsql"),
            binFolder.resolveSibling("share"))
        .stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("postgres.bki")))
        .findFirst();
  }
}
