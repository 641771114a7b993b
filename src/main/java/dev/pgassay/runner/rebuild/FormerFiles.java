package dev.pgassay.runner.rebuild;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.FolderTree;
import dev.pgassay.file.InputLimit;
import dev.pgassay.runner.prepare.Scratch;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files as they were at a git revision, mostly SQL, in a folder of their own that is deleted when
 * this is closed. The user's own working tree is not touched. Not thread-safe.
 */
public final class FormerFiles implements AutoCloseable {
  private static final String SQL = ".sql";

  /** A tree's entry that is a file: its mode and, behind a tab, its name. */
  private static final Pattern FILE = Pattern.compile("(\\d+) blob \\p{XDigit}+\t(.+)");

  private static final String EXECUTABLE = "100755";
  private static final Path MIGRATIONS =
      Path.of("src", "main", "resources", "dev", "pgassay", "schema", "migrations");

  private final String revision;
  private final Path folder;
  private int exported;

  private FormerFiles(String revision, Path folder) {
    this.revision = revision;
    this.folder = folder;
  }

  /**
   * Makes the folder.
   *
   * @param revision any name of a commit that git knows, such as {@code origin/main}
   * @param temporaryFolder in which it is made
   * @return the files, with none exported yet
   */
  public static FormerFiles at(String revision, Path temporaryFolder) {
    if (revision.isBlank() || revision.startsWith("-")) {
      throw new InvalidInput("--base-rev needs a git revision such as origin/main: " + revision);
    }
    try {
      return new FormerFiles(
          revision, Files.createTempDirectory(temporaryFolder, "pgassay-revision-"));
    } catch (IOException e) {
      throw Scratch.cannotMake(temporaryFolder, e);
    }
  }

  /**
   * Exports the SQL files of a folder, without those of folders below it.
   *
   * @param present the folder in the working tree
   * @return a folder with the files that it had; an empty one if it did not exist
   */
  public Path folder(Path present) {
    return export(present, SQL);
  }

  /**
   * Exports all files of a folder, without those of folders below it, such as those that an image
   * is built from.
   *
   * @param present the folder in the working tree
   * @return a folder with the files that it had; executable files stay executable
   */
  public Path everything(Path present) {
    return export(present, "");
  }

  private Path export(Path present, String ending) {
    Path directory = present.toAbsolutePath().normalize();
    String commit = commit(directory);
    Path into = folder.resolve(Integer.toString(++exported));
    try {
      Files.createDirectories(into);
      for (String line : git(directory, "ls-tree", "-z", commit, "./").text().split("\0")) {
        Matcher entry = FILE.matcher(line);
        if (entry.matches() && entry.group(2).endsWith(ending)) {
          String name = entry.group(2);
          Path file = below(into, name);
          Files.write(file, git(directory, "cat-file", "blob", commit + ":./" + name).out());
          file.toFile().setExecutable(entry.group(1).equals(EXECUTABLE));
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot write to " + into + ": " + e.getMessage(), e);
    }
    return into;
  }

  /** A handmade tree can have names that lead out of the folder. */
  private static Path below(Path into, String name) {
    Path file = into.resolve(name).normalize();
    if (!into.equals(file.getParent())) {
      throw new Failure("a file of a git revision has a name that leads elsewhere: " + name);
    }
    return file;
  }

  /**
   * Exports scripts.
   *
   * @param present files in the working tree
   * @return the files that existed, as they were, in the same order
   */
  public List<Path> files(List<Path> present) {
    List<Path> former = new ArrayList<>();
    for (Path file : present) {
      Path directory = file.toAbsolutePath().normalize().getParent();
      String name = commit(directory) + ":./" + file.getFileName();
      if (git(directory, "cat-file", "-e", name).succeeded()) {
        Path into = folder.resolve(++exported + "-" + file.getFileName());
        try {
          former.add(Files.write(into, git(directory, "cat-file", "blob", name).out()));
        } catch (IOException e) {
          throw new Failure("cannot write to " + into + ": " + e.getMessage(), e);
        }
      }
    }
    return former;
  }

  /**
   * Tells which of the schema's migrations existed. Later ones are rolled back from the loaded
   * schema, so the migrations that existed must be unchanged.
   *
   * @param home the folder of this program's sources
   * @return how many of the present ones existed, counted from the first
   * @throws InvalidInput if a migration was changed, or none was added since
   */
  public int migrations(Path home) {
    Path present = home.resolve(MIGRATIONS);
    if (!Files.isDirectory(present)) {
      throw new InvalidInput(
          "--base-rev needs --sql or --arm-sql here: there are no sources of migrations in "
              + home);
    }
    List<Path> before = sqlFiles(folder(present));
    List<Path> now = sqlFiles(present);
    for (Path file : before) {
      Path same = present.resolve(file.getFileName());
      if (!now.contains(same) || !read(same).equals(read(file))) {
        throw new InvalidInput(
            "migration "
                + file.getFileName()
                + " was changed since "
                + revision
                + ": only added migrations can be rolled back from the loaded schema");
      }
    }
    if (before.size() == now.size()) {
      throw new InvalidInput(
          "no migration was added since "
              + revision
              + ", so both arms would have the same schema; name another difference: pgassay ab"
              + " --help");
    }
    return before.size();
  }

  private static List<Path> sqlFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SQL)).sorted().toList();
    } catch (IOException e) {
      throw new Failure("cannot look into " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String read(Path file) {
    try {
      return InputLimit.SQL.text(file);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The hash of the revision, which stays unambiguous in every later call of git. */
  private String commit(Path directory) {
    Answer found = git(directory, "rev-parse", "--verify", "--quiet", revision + "^{commit}");
    if (!found.succeeded()) {
      throw new InvalidInput(
          "git knows no commit "
              + revision
              + " in "
              + directory
              + "; fetch it (a shallow clone has few), or name another with --base-rev");
    }
    return found.text().strip();
  }

  private record Answer(byte[] out, int exitCode) {
    boolean succeeded() {
      return exitCode == 0;
    }

    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }
  }

  private static Answer git(Path directory, String... words) {
    // The folder may belong to another user, as it does in containers of CI services. It must not
    // be a repository itself: the files of one can come with a change, and its settings run
    // programs.
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "safe.directory=*",
                "-c",
                "safe.bareRepository=explicit",
                "-C",
                directory.toString()));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
      byte[] out = InputLimit.PROGRAM_OUTPUT.bytes(process.getInputStream(), "what git says");
      return new Answer(out, process.waitFor());
    } catch (IOException e) {
      throw new Failure("cannot run git, which --base-rev needs: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while git was asked", e);
    }
  }

  @Override
  public void close() {
    try {
      new FolderTree(folder).delete();
    } catch (IOException ignored) {
      // Temporary files that cannot be removed harm nobody.
    }
  }
}
