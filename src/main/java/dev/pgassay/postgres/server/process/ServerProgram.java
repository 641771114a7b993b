package dev.pgassay.postgres.server.process;

import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Runs {@code pg_dump} or {@code pg_restore} against a database. The password is only in the
 * program's environment, which no other user can read. The program ends with this process, even if
 * it is killed: a shell waits for its standard input to close.
 *
 * @param folder of the programs
 * @param target the database and the role
 * @param serverSettings of the program's sessions, by name
 */
public record ServerProgram(
    Path folder, ConnectionTarget target, Map<String, String> serverSettings) {
  /**
   * The shell's script: its arguments are those of the program. The watching process reads the
   * standard input by descriptor 3, because the program must not read it.
   */
  private static final String TIED =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      program=$!
      { cat <&3; kill "$program"; } >/dev/null 2>&1 &
      watch=$!
      wait "$program"
      code=$?
      kill "$watch" 2>/dev/null
      exit "$code"
      """;

  /** The application name of the programs' sessions. */
  public static final String APPLICATION_NAME = "pgassay program";

  /** PostgreSQL's SQLSTATE of failures outside of the server. */
  private static final String SYSTEM_ERROR = "58000";

  private static final String QUERY_CANCELED = "57014";

  /** The environment variables of libpq for properties of the driver. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "sslmode", "PGSSLMODE",
          "sslrootcert", "PGSSLROOTCERT",
          "sslcert", "PGSSLCERT",
          "sslkey", "PGSSLKEY");

  /** With these modes there is no connection without TLS. */
  private static final Set<String> TLS_MODES = Set.of("require", "verify-ca", "verify-full");

  public ServerProgram {
    serverSettings = new TreeMap<>(serverSettings);
  }

  /**
   * The outcome of a program.
   *
   * @param exitCode 0 if it succeeded
   * @param output standard output and error in one
   */
  public record Outcome(int exitCode, String output) {
    /** Whether its exit code is 0. */
    public boolean succeeded() {
      return exitCode == 0;
    }

    /** Returns the first line that reports an error. */
    public String complaint() {
      return output
          .lines()
          .filter(line -> line.contains("error"))
          .findFirst()
          .or(() -> output.lines().findFirst())
          .orElse("exit code " + exitCode);
    }
  }

  /**
   * Runs a program to its end.
   *
   * @param name of the program
   * @param arguments without those of the connection
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread was interrupted; the program has been ended
   */
  public Outcome run(String name, List<String> arguments) throws IOException, InterruptedException {
    Process process = builder(name, arguments).start();
    try {
      // Another thread reads, because a read ignores an interrupt.
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> readAll(process));
      return new Outcome(process.waitFor(), output.join());
    } finally {
      process.getOutputStream().close();
    }
  }

  /**
   * Runs a program as a measured operation.
   *
   * @param name of the program
   * @param arguments without those of the connection
   * @return its output
   * @throws SQLException if it fails, which counts as a failed execution
   */
  public String call(String name, List<String> arguments) throws SQLException {
    try {
      Outcome outcome = run(name, arguments);
      if (!outcome.succeeded()) {
        throw new SQLException(name + " failed: " + outcome.complaint(), SYSTEM_ERROR);
      }
      return outcome.output();
    } catch (IOException e) {
      throw new SQLException(name + " cannot be run: " + e.getMessage(), SYSTEM_ERROR, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(name + " was interrupted", QUERY_CANCELED, e);
    }
  }

  private static String readAll(Process process) {
    try (InputStream said = process.getInputStream()) {
      return new String(
          InputLimit.PROGRAM_OUTPUT.bytes(said, "what the program says"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder builder(String name, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", TIED, name));
    words.add(folder.resolve(name).toString());
    target.assumedRole().ifPresent(role -> words.add("--role=" + role));
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("PGSERVICE", "PGHOSTADDR"));
    environment.put("LC_ALL", "C");
    environment.put("PGAPPNAME", APPLICATION_NAME);
    environment.put("PGHOST", target.host());
    environment.put("PGPORT", Integer.toString(target.port()));
    environment.put("PGDATABASE", target.database());
    environment.put("PGUSER", target.user());
    environment.put("PGOPTIONS", options());
    target.password().ifPresent(secret -> environment.put("PGPASSWORD", secret.reveal()));
    if (!target.onLoopback() && !TLS_MODES.contains(sslMode())) {
      // Our own connections refuse it too; libpq reads this variable from version 16 on.
      environment.put("PGREQUIREAUTH", "!password");
    }
    VARIABLES.forEach(
        (property, variable) -> {
          if (target.driverProperties().containsKey(property)) {
            environment.put(variable, target.driverProperties().get(property));
          }
        });
    return builder;
  }

  private String sslMode() {
    return target.driverProperties().getOrDefault("sslmode", "prefer");
  }

  private String options() {
    List<String> options = new ArrayList<>();
    serverSettings.forEach((name, value) -> options.add("-c " + name + "=" + value));
    return String.join(" ", options);
  }
}
