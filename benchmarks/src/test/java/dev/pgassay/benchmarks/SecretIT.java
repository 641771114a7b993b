package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * Plants a password and searches for it in everything that a run writes, prints and starts. It
 * consists of characters that quoting gets wrong, between two words that survive every quoting.
 */
class SecretIT {
  private static final int PIECE_BYTES = 1 << 20;
  private static final int OVERLAP_BYTES = 4096;

  private static final String HEAD = "Zq7planted";
  private static final String TAIL = "plantedKv9";
  private static final String SECRET = HEAD + "'\"a b$HOME%41@:/\\&=" + TAIL;

  private static final Set<PosixFilePermission> OWNER_ALONE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final List<String> PLANTED = List.of(HEAD, TAIL);

  private static Program program;
  private static Properties passwords;
  private static RunningServer server;

  @BeforeAll
  static void plant() throws Exception {
    program = Program.inTemporaryFolder();
    server =
        DatabaseSources.choose("local", program.environment())
            .start(new ServerOptions(Map.of("log_statement", "all")), Progress.NONE);
    passwords = new Properties();
    try (Stream<Path> files = Files.walk(program.home());
        Reader reader =
            Files.newBufferedReader(
                files.filter(file -> file.endsWith("passwords.properties")).findFirst().get())) {
      passwords.load(reader);
    }
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + server.info().display() + "/postgres",
                "pgassay",
                passwords.getProperty("pgassay"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE planted SUPERUSER LOGIN");
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword("planted", SECRET.toCharArray(), "scram-sha-256");
    }
  }

  @AfterAll
  static void removeEverything() throws IOException {
    server.close();
    program.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PGPASSWORD", "PGASSAY_URL"})
  void aRunLeavesItNowhere(String variable) throws Exception {
    Program run =
        variable.equals("PGPASSWORD")
            ? program.with(Map.of("PGPASSWORD", SECRET, "PGASSAY_URL", url("planted")))
            : program.with(Map.of("PGASSAY_URL", url("planted:" + encoded())));
    Path out = program.file(variable + ".out");
    Path err = program.file(variable + ".err");
    Process process = run.start(out, err, tiny());
    List<String> seen = new ArrayList<>();
    while (process.isAlive()) {
      seen.addAll(commandLines(PLANTED));
      seen.addAll(openFiles(PLANTED));
      Thread.sleep(50);
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(seen).as("seen while the run went on").isEmpty();
    assertThat(files(PLANTED)).as("files that hold it afterwards").isEmpty();
    assertThat(Files.list(program.runs())).as("runs that were searched").isNotEmpty();
  }

  @Test
  void aFailureDoesNotTellIt() throws Exception {
    String closed = "postgresql://planted:" + encoded() + "@127.0.0.1:1/x";
    for (String option : List.of("--quiet", "--verbose")) {
      Program.Outcome outcome =
          program.with(Map.of("PGASSAY_URL", closed)).call("load", "--dataset", "tiny", option);
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.out() + outcome.err()).doesNotContain(HEAD).doesNotContain(TAIL);
    }
    Program.Outcome wrong =
        program
            .with(Map.of("PGASSAY_URL", url("pgassay_owner:" + encoded())))
            .call("load", "--dataset", "tiny", "--verbose");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("password authentication failed")
        .doesNotContain(HEAD)
        .doesNotContain(TAIL);
  }

  /**
   * The passwords that are made for each private server, whose roles are used there and set at each
   * start.
   */
  @Test
  void thePasswordsOfAPrivateServerAreInTheirOwnFileAlone() throws Exception {
    server.workspace("own");
    List<String> generated = passwords.values().stream().map(String::valueOf).toList();
    assertThat(generated).hasSize(4);
    assertThat(commandLines(generated)).isEmpty();
    assertThat(files(generated)).singleElement().asString().endsWith("passwords.properties");
    assertThat(openFiles(generated)).isEmpty();
  }

  /** The search itself finds a planted word; a test that cannot fail would prove nothing. */
  @Test
  void theSearchFindsWhatIsThere() throws Exception {
    Path file = program.file("bait");
    Files.writeString(file, "{\"password\": \"x" + TAIL + "\"}");
    assertThat(files(PLANTED)).containsExactly(file.toString());
    assertThat(openFiles(PLANTED)).containsExactly(file.toString());
    Files.delete(file);
    Process bait = new ProcessBuilder("sh", "-c", "read line; : " + HEAD).start();
    try {
      assertThat(commandLines(PLANTED)).hasSize(1);
    } finally {
      bait.destroyForcibly().waitFor();
    }
  }

  private static String[] tiny() {
    return new String[] {
      "run",
      "HnswSearch",
      "--dataset",
      "tiny",
      "--param",
      "ef_search=10",
      "--clients",
      "1",
      "--forks",
      "1",
      "--warmup-iterations",
      "1",
      "--iterations",
      "1",
      "--verbose"
    };
  }

  private static String url(String user) {
    return "postgresql://" + user + "@" + server.info().display() + "/postgres";
  }

  private static String encoded() {
    return URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<String> commandLines(List<String> secrets) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      for (ProcessHandle process : all.toList()) {
        Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        if (holds(file, secrets)) {
          found.add("command line of process " + process.pid());
        }
      }
    }
    return found;
  }

  /** The inputs of forks are in a file that only its owner can read, while they run. */
  private static List<String> openFiles(List<String> secrets) throws IOException {
    List<String> found = new ArrayList<>();
    for (String file : files(secrets)) {
      try {
        if (!Files.getPosixFilePermissions(Path.of(file)).equals(OWNER_ALONE)) {
          found.add(file);
        }
      } catch (NoSuchFileException goneSince) {
        // The file existed only for a moment.
      }
    }
    return found;
  }

  private static List<String> files(List<String> secrets) throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> folders = new ArrayList<>(List.of(program.folder()));
    while (!folders.isEmpty()) {
      Path folder = folders.remove(folders.size() - 1);
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path entry : entries.toList()) {
          if (Files.isDirectory(entry)) {
            // The server's own tables are large, and no password can leak into them.
            if (!entry.endsWith("base")) {
              folders.add(entry);
            }
          } else if (holds(entry, secrets)) {
            found.add(entry.toString());
          }
        }
      } catch (NoSuchFileException goneSince) {
        // A folder of JMH or pgassay that exists no longer than a point.
      }
    }
    return found;
  }

  /** Reads in pieces that overlap by more than a secret, because a server's log files are large. */
  private static boolean holds(Path file, List<String> secrets) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.readNBytes(piece, kept, PIECE_BYTES - kept);
          read > 0;
          read = in.readNBytes(piece, kept, PIECE_BYTES - kept)) {
        String text = new String(piece, 0, kept + read, StandardCharsets.ISO_8859_1);
        if (secrets.stream().anyMatch(text::contains)) {
          return true;
        }
        int end = kept + read;
        kept = Math.min(OVERLAP_BYTES, end);
        System.arraycopy(piece, end - kept, piece, 0, kept);
      }
      return false;
    } catch (IOException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return false;
    }
  }
}
