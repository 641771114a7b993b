package dev.pgassay.benchmarks.overhead;

import dev.pgassay.db.ConnectionTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rival: pgbench with one prepared statement over TCP, its latencies taken from its
 * per-transaction log, because it prints no percentiles.
 */
final class Pgbench {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final String program;
  private final ConnectionTarget target;
  private final Map<String, String> settings;
  private final Path folder;

  Pgbench(String program, ConnectionTarget target, Map<String, String> settings, Path folder) {
    this.program = program;
    this.target = target;
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Runs a script.
   *
   * @param script pgbench's own language
   * @param clients connections, each with a thread
   * @param warmupSeconds left out of the figures
   * @param seconds counted
   */
  ClientFigures run(String script, int clients, int warmupSeconds, int seconds)
      throws IOException, InterruptedException {
    Path scriptFile = Files.writeString(folder.resolve("script.sql"), script);
    Path logs = Files.createTempDirectory(folder, "log");
    Path output = folder.resolve("pgbench.out");
    List<String> command = new ArrayList<>(List.of(program, "-n", "-M", "prepared"));
    command.addAll(List.of("-l", "--log-prefix", logs + "/transactions"));
    command.addAll(List.of("-c", "" + clients, "-j", "" + clients));
    command.addAll(List.of("-T", "" + (warmupSeconds + seconds), "-f", scriptFile.toString()));
    command.addAll(List.of("-h", target.host(), "-p", "" + target.port()));
    command.addAll(List.of("-U", target.user(), target.database()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    target.password().ifPresent(it -> builder.environment().put("PGPASSWORD", it.reveal()));
    builder.environment().put("PGOPTIONS", options());
    if (builder.start().waitFor() != 0) {
      throw new IOException("pgbench failed: " + Files.readString(output).strip());
    }
    return figures(transactions(logs), warmupSeconds, seconds);
  }

  private String options() {
    return settings.entrySet().stream()
        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Each line of the log: client, transaction, microseconds, script, epoch second, microsecond. */
  private static List<long[]> transactions(Path logs) throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      return files
          .flatMap(Pgbench::lines)
          .map(line -> Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray())
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClientFigures figures(List<long[]> transactions, int warmupSeconds, int seconds) {
    long firstMicros = transactions.stream().mapToLong(Pgbench::endMicros).min().orElseThrow();
    long fromMicros = firstMicros + warmupSeconds * MICROS_PER_SECOND;
    long untilMicros = fromMicros + seconds * MICROS_PER_SECOND;
    long[] sorted =
        transactions.stream()
            .filter(it -> endMicros(it) >= fromMicros && endMicros(it) < untilMicros)
            .mapToLong(it -> it[2] * NANOS_PER_MICRO)
            .sorted()
            .toArray();
    return new ClientFigures(sorted[sorted.length / 2], (double) sorted.length / seconds);
  }

  private static long endMicros(long[] transaction) {
    return transaction[4] * MICROS_PER_SECOND + transaction[5];
  }
}
