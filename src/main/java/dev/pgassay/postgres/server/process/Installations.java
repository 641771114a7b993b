package dev.pgassay.postgres.server.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds PostgreSQL in the folders that packages use, and through PATH. */
public final class Installations {
  /** Folder and name pattern below it; the programs are in {@code bin} of each match. */
  private static final List<List<String>> LAYOUTS =
      List.of(
          // Debian, Ubuntu
          List.of("usr/lib/postgresql", "*"),
          // PGDG packages of Fedora and RHEL
          List.of("usr", "pgsql-*"),
          // Fedora's own packages
          List.of("", "usr"),
          // Homebrew on Apple silicon, on Intel
          List.of("opt/homebrew/opt", "postgresql@*"),
          List.of("usr/local/opt", "postgresql@*"),
          // built from source with the default prefix
          List.of("usr/local", "pgsql"));

  private final List<Installation> found;

  private Installations(List<Installation> found) {
    this.found = found;
  }

  /**
   * Looks for installations.
   *
   * @param root the root of the file system
   * @param searchFolders the folders of PATH, of which one may hold {@code pg_config}
   */
  public static Installations find(Path root, Collection<Path> searchFolders) {
    return new Installations(
        programFolders(root, searchFolders).stream()
            .flatMap(folder -> Installation.in(folder).stream())
            .toList());
  }

  /** Returns the folders in which an installation's programs may be. */
  static Set<Path> programFolders(Path root, Collection<Path> searchFolders) {
    LinkedHashSet<Path> folders = new LinkedHashSet<>();
    for (List<String> layout : LAYOUTS) {
      for (Path prefix : matches(root.resolve(layout.get(0)), layout.get(1))) {
        real(prefix.resolve("bin")).ifPresent(folders::add);
      }
    }
    for (Path folder : searchFolders) {
      configuredFolder(folder).flatMap(Installations::real).ifPresent(folders::add);
    }
    return folders;
  }

  /** Returns the newest one that can serve. */
  public Optional<Installation> newestUsable() {
    return found.stream()
        .filter(installation -> installation.whyNot().isEmpty())
        .max(Comparator.comparingInt(Installation::majorVersion));
  }

  /** Returns one of a major version, whether or not it can serve. */
  public Optional<Installation> ofMajorVersion(int majorVersion) {
    return found.stream()
        .filter(installation -> installation.majorVersion() == majorVersion)
        .findFirst();
  }

  /** Says why none can serve, in one line with the next step; empty if one can. */
  public Optional<String> whyNot() {
    if (newestUsable().isPresent()) {
      return Optional.empty();
    }
    String reasons =
        found.isEmpty()
            ? "no PostgreSQL server is installed"
            : found.stream()
                .map(installation -> installation.whyNot().orElseThrow())
                .collect(Collectors.joining(", "));
    return Optional.of(
        "local: " + reasons + "; scripts/install-postgres installs PostgreSQL and pgvector");
  }

  private static List<Path> matches(Path folder, String pattern) {
    List<Path> matches = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
        entries.forEach(matches::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot look into " + folder, e);
      }
    }
    return matches;
  }

  private static Optional<Path> configuredFolder(Path searchFolder) {
    Path config = searchFolder.resolve("pg_config");
    if (!Files.isExecutable(config)) {
      return Optional.empty();
    }
    Command.Outcome said = Command.run(List.of(config.toString(), "--bindir"));
    return said.succeeded() ? Optional.of(Path.of(said.output())) : Optional.empty();
  }

  private static Optional<Path> real(Path folder) {
    try {
      return Optional.of(folder.toRealPath());
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }
}
