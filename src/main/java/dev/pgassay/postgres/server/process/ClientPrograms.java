package dev.pgassay.postgres.server.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own programs for clients as they are installed on this machine: {@code pg_dump} and
 * {@code pg_restore} of one version. Immutable.
 *
 * @param folder the folder of both
 * @param majorVersion such as 15
 */
public record ClientPrograms(Path folder, int majorVersion) {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /**
   * Finds them in the folders that packages use, and in those of PATH.
   *
   * @param searchPath the value of PATH; empty for none
   * @return all installed versions
   */
  public static List<ClientPrograms> installed(String searchPath) {
    List<Path> searched =
        Stream.of(searchPath.split(":")).filter(it -> it.startsWith("/")).map(Path::of).toList();
    Set<Path> folders = new LinkedHashSet<>(Installations.programFolders(Path.of("/"), searched));
    folders.addAll(searched);
    return folders.stream().flatMap(folder -> in(folder).stream()).toList();
  }

  /**
   * Chooses those that can dump a server: pg_dump refuses a server that is newer than it is.
   *
   * @param serverMajorVersion such as 15
   * @param installed to choose from
   * @return the oldest ones that can, whose dumps most servers can read; empty if none can
   */
  public static Optional<ClientPrograms> forServer(
      int serverMajorVersion, List<ClientPrograms> installed) {
    return installed.stream()
        .filter(programs -> programs.majorVersion() >= serverMajorVersion)
        .min(Comparator.comparingInt(ClientPrograms::majorVersion));
  }

  static Optional<ClientPrograms> in(Path folder) {
    if (!Files.isExecutable(folder.resolve("pg_dump"))
        || !Files.isExecutable(folder.resolve("pg_restore"))) {
      return Optional.empty();
    }
    Command.Outcome said = Command.run(List.of(folder.resolve("pg_dump").toString(), "--version"));
    Matcher version = VERSION.matcher(said.output());
    return said.succeeded() && version.find()
        ? Optional.of(new ClientPrograms(folder, Integer.parseInt(version.group(1))))
        : Optional.empty();
  }
}
