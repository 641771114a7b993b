package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The shaded jar as a user runs it, in a process of its own, with a home of its own: clusters,
 * results and caches are in one temporary folder.
 */
final class Program implements AutoCloseable {
  /** {@code clusters/pg15/data/postmaster.pid}. */
  private static final int DEPTH_OF_DATA = 4;

  private static final Path JAR = Path.of("target", "pgassay.jar").toAbsolutePath();
  private static final Path ARCHIVE = JAR.resolveSibling("program-of-tests.jsa");
  private static final long MOST_SECONDS = 300;

  private static boolean archived;

  private final Path folder;
  private final Map<String, String> environment;

  private Program(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** The result of a call. */
  record Outcome(int exitCode, String out, String err) {}

  /** Makes a project with the dataset tiny, and a home of its own. */
  static Program inTemporaryFolder() {
    try {
      makeArchive();
      Path folder = Files.createTempDirectory("pgassay-program");
      // The server's own user must be able to pass through.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path datasets = Files.createDirectories(folder.resolve("project/datasets"));
      Files.copy(
          Path.of("..", "datasets", "tiny.yaml").toAbsolutePath(), datasets.resolve("tiny.yaml"));
      return new Program(folder, Map.of("PGASSAY_HOME", folder.resolve("home").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a project for the tests", e);
    }
  }

  /**
   * The class archive that the launcher also gives a user's JVMs, made once for all tests. Each of
   * the hundreds of JVMs that they start, including forks, starts faster with it.
   */
  private static synchronized void makeArchive() throws IOException {
    if (archived) {
      return;
    }
    // Another JVM of tests may be making it, or may have made it.
    try (FileChannel file =
            FileChannel.open(
                ARCHIVE.resolveSibling("program-of-tests.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      archived = held.isValid() && (isNewerThanTheJar() || rehearse());
    }
  }

  private static boolean isNewerThanTheJar() throws IOException {
    return Files.exists(ARCHIVE)
        && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(JAR)) > 0;
  }

  private static boolean rehearse() throws IOException {
    Files.deleteIfExists(ARCHIVE);
    Process rehearsal =
        new ProcessBuilder(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-XX:ArchiveClassesAtExit=" + ARCHIVE,
                "-Dpgassay.home=" + Path.of("..").toAbsolutePath(),
                "-cp",
                JAR.toString(),
                "dev.pgassay.cli.ArchiveRehearsal")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      // A JVM without an archive starts as well.
      return rehearsal.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  /** Returns the same program in the same folder with more environment variables. */
  Program with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return new Program(folder, all);
  }

  Path home() {
    return folder.resolve("home");
  }

  /** Returns the folder that contains everything that the program and its servers write. */
  Path folder() {
    return folder;
  }

  Path project() {
    return folder.resolve("project");
  }

  Path runs() {
    return project().resolve("results/runs");
  }

  /** Returns the folders of the runs that have begun, in the order of time. */
  List<Path> runFolders() throws IOException {
    if (!Files.isDirectory(runs())) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(runs())) {
      return entries.filter(entry -> Files.exists(entry.resolve("run.json"))).sorted().toList();
    }
  }

  /**
   * Reads the stored plan of a point, with times and buffers.
   *
   * @param point of the latest run
   */
  JsonNode analyzedPlan(JsonNode point) throws IOException {
    List<Path> runs = runFolders();
    Path file = runs.get(runs.size() - 1).resolve(point.path("planFile").asText());
    return new ObjectMapper().readTree(file.toFile()).at("/0");
  }

  /**
   * Measures a benchmark on the smallest dataset and a local server, as briefly as possible.
   *
   * @return the points of {@code run.json}, whatever their validity
   */
  Outcome ab(String... words) throws IOException, InterruptedException {
    Stream<String> fixed = Stream.of("ab", "--database", "local", "--dataset", "tiny");
    return call(Stream.concat(fixed, Stream.of(words)).toArray(String[]::new));
  }

  Outcome call(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", null);
    Path err = Files.createTempFile(folder, "err", null);
    Process process = start(out, err, arguments);
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("still running after " + MOST_SECONDS + " s: " + List.of(arguments));
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /**
   * Measures a benchmark on the smallest dataset and a local server, as briefly as can be.
   *
   * @return the points of {@code run.json}, whatever their validity
   */
  List<JsonNode> points(String benchmark, String... parameters)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                benchmark,
                "--dataset=tiny",
                "--database=local",
                "--clients=1",
                "--forks=1",
                "--iterations=1",
                "--warmup-iterations=0",
                "--format=json"));
    arguments.addAll(List.of(parameters));
    Outcome outcome = call(arguments.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    List<JsonNode> points = new ArrayList<>();
    new ObjectMapper().readTree(outcome.out()).path("points").forEach(points::add);
    return points;
  }

  Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-Xmx512m", "--add-modules", "jdk.incubator.vector"));
    // A process of seconds does not earn back what the optimizing compiler and parallel collection
    // cost.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-XX:SharedArchiveFile=" + ARCHIVE);
    command.add("-Dpgassay.home=" + project());
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("PGASSAY_URL");
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Returns every process whose command line names our folder: servers, watchdogs, forks. */
  List<String> processesLeft() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(process -> process.info().commandLine().orElse(""))
          .filter(line -> line.contains(folder.toString()))
          .toList();
    }
  }

  /** Returns the process id of the postmaster of the one private cluster. */
  long serverPid() throws IOException {
    return Long.parseLong(Files.readAllLines(fileOfHome("postmaster.pid")).get(0));
  }

  /** Connects to the one private cluster, which is running, as its superuser. */
  Connection superuser(String database) throws IOException, SQLException {
    String port = Files.readAllLines(fileOfHome("postmaster.pid")).get(3).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "pgassay", superuserPassword());
  }

  String superuserPassword() throws IOException {
    Properties passwords = new Properties();
    try (Reader reader = Files.newBufferedReader(fileOfHome("passwords.properties"))) {
      passwords.load(reader);
    }
    return passwords.getProperty("pgassay");
  }

  /** Does not look into the folders of databases, whose files come and go. */
  private Path fileOfHome(String name) throws IOException {
    try (Stream<Path> files = Files.walk(home(), DEPTH_OF_DATA)) {
      return files
          .filter(path -> path.endsWith(name))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + name + ": no server runs"));
    } catch (UncheckedIOException changing) {
      // A cluster is being created.
      throw changing.getCause();
    }
  }

  /** Returns the environment in which a test starts a private server in the home of the program. */
  ServerEnvironment environment() {
    return ServerEnvironment.of(
        Map.of("PATH", System.getenv("PATH"), "PGASSAY_HOME", home().toString()),
        Map.of(
            "user.name", System.getProperty("user.name"),
            "user.home", System.getProperty("user.home"),
            "os.name", System.getProperty("os.name"),
            "java.io.tmpdir", System.getProperty("java.io.tmpdir")),
        1L << 30,
        2);
  }

  @Override
  public void close() throws IOException {
    new FolderTree(folder).delete();
  }
}
