package dev.pgassay.scripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A repository that holds the real scripts and nothing to build, with a Maven and a JDK on its PATH
 * that only write down how they were called. Not thread-safe.
 */
final class FakeRepository {
  private static final String MAVEN =
      """
      #!/bin/sh
      if [ "$1" = -v ]; then
        echo "Apache Maven ${FAKE_MAVEN_VERSION:-3.9.9}"
        exit 0
      fi
      echo "$*" >>"$FAKE_FOLDER/maven.log"
      sleep "${FAKE_MAVEN_SECONDS:-0}"
      if [ -n "${FAKE_MAVEN_FAILS:-}" ]; then
        echo "the compiler said no"
        exit 1
      fi
      mkdir -p benchmarks/target
      date +%N >benchmarks/target/pgassay.jar
      case "$*" in *selfcheck*) mkdir -p selfcheck/target; date +%N >selfcheck/target/pgassay-selfcheck.jar ;; esac
      [ ! -d "$FAKE_FOLDER/reports" ] || cp -R "$FAKE_FOLDER/reports/." .
      exit "${FAKE_MAVEN_STATUS:-0}"
      """;

  /**
   * Becomes the JVM; says what it was given, one argument on a line, but is quiet when it archives.
   */
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in *-XX:ArchiveClassesAtExit=*) exit 0 ;; esac
      printf '%s\\n' "$@"
      echo "pid $$"
      [ -z "${FAKE_JAVA_SECONDS:-}" ] || exec sleep "$FAKE_JAVA_SECONDS"
      """;

  private final Path folder;
  private final Path root;
  private final Map<String, String> environment = new TreeMap<>();

  private FakeRepository(Path folder) {
    this.folder = folder;
    this.root = folder.resolve("a repository");
  }

  static FakeRepository in(Path folder) throws IOException {
    FakeRepository repository = new FakeRepository(folder);
    repository.fill();
    return repository;
  }

  private void fill() throws IOException {
    for (String script :
        List.of("pgassay", "scripts/common.sh", "scripts/selfcheck", "scripts/test")) {
      Path copy = root.resolve(script);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("..", script), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    for (String source :
        List.of(
            "pom.xml",
            "src/pom.xml",
            "src/main/A.java",
            "benchmarks/pom.xml",
            "selfcheck/pom.xml",
            "selfcheck/src/main/C.java")) {
      write(source, "");
    }
    executable("bin/mvn", MAVEN);
    addJdk("jdk", "21.0.1");
    environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("HOME", folder.toString());
    environment.put("FAKE_FOLDER", folder.toString());
    environment.put("PGASSAY_INSTALL", "no");
  }

  void addJdk(String name, String version) throws IOException {
    executable(name + "/bin/java", JAVA);
    executable(name + "/bin/javac", "#!/bin/sh\n");
    Files.writeString(
        folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private void executable(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path root() {
    return root;
  }

  Path folder() {
    return folder;
  }

  FakeRepository with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  FakeRepository without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Writes a file that is newer than all others. */
  void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Writes a file that looks as if it had been there for long. */
  void writeOld(String name) throws IOException {
    write(name, "");
    Files.setLastModifiedTime(root.resolve(name), FileTime.from(Instant.EPOCH));
  }

  /** Lets Maven write a file into the repository when it is run. */
  void mavenWrites(String name, String text) throws IOException {
    Path file = folder.resolve("reports").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Returns how Maven was called, a line for each call that was no question for its version. */
  List<String> mavenCalls() throws IOException {
    Path log = folder.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** Returns the finished builds that are kept. */
  List<Path> builds() throws IOException {
    try (var entries = Files.list(root.resolve("benchmarks/target/launch"))) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  Outcome launch(String... arguments) {
    return start(arguments).await();
  }

  Started start(String... arguments) {
    return start(folder, root.resolve("pgassay").toString(), arguments);
  }

  Outcome selfcheck(String... arguments) {
    return start(folder, root.resolve("scripts/selfcheck").toString(), arguments).await();
  }

  Outcome test(String... arguments) {
    return start(folder, root.resolve("scripts/test").toString(), arguments).await();
  }

  Started start(Path currentFolder, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(folder, "out", "");
      Path err = Files.createTempFile(folder, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(currentFolder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new Started(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script that runs, and the files that its output goes to. */
  record Started(Process process, Path out, Path err) {
    Outcome await() {
      try {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("still running after 60 s: " + Files.readString(err));
        }
        return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readString(err));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    /** Waits until the output of the script contains a text. */
    Started awaitOutput(String text) throws IOException, InterruptedException {
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!(Files.readString(out) + Files.readString(err)).contains(text)) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException("no \"" + text + "\" in 30 s: " + Files.readString(err));
        }
        Thread.sleep(20);
      }
      return this;
    }
  }

  /**
   * The result of a script.
   *
   * @param exitCode of the script
   * @param out lines of standard output
   * @param err standard error
   */
  record Outcome(int exitCode, List<String> out, String err) {}
}
