package dev.pgassay.benchmarks.overhead;

import dev.pgassay.db.ConnectionTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The rival: pgbench with one prepared statement over TCP. It is stopped and continued by signals,
 * so that it can take turns of a second without starting anew, and its latencies are taken from its
 * log of transactions, because it prints no percentiles.
 */
final class Pgbench {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Process process;
  private final Path logs;
  private final Path output;

  private Pgbench(Process process, Path logs, Path output) {
    this.process = process;
    this.logs = logs;
    this.output = output;
  }

  /** A turn, in microseconds since 1970-01-01T00:00:00Z. */
  record Window(long fromMicros, long untilMicros) {
    double seconds() {
      return (double) (untilMicros - fromMicros) / MICROS_PER_SECOND;
    }
  }

  /**
   * Starts it, running.
   *
   * @param target how to enter the database
   * @param settings of its sessions
   * @param script pgbench's own language
   * @param clients connections, each with a thread
   * @param seconds after which it ends by itself, the time in which it was stopped included
   * @param folder for its files
   */
  static Pgbench start(
      ConnectionTarget target,
      Map<String, String> settings,
      String script,
      int clients,
      long seconds,
      Path folder)
      throws IOException {
    Path scriptFile = Files.writeString(folder.resolve("script.sql"), script);
    Path logs = Files.createTempDirectory(folder, "log");
    Path output = logs.resolve("output");
    List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared"));
    command.addAll(List.of("-l", "--log-prefix", logs + "/transactions"));
    command.addAll(List.of("-c", "" + clients, "-j", "" + clients));
    command.addAll(List.of("-T", "" + seconds, "-f", scriptFile.toString()));
    command.addAll(List.of("-D", "turn=0", "-D", "first=1"));
    command.addAll(List.of("-h", target.host(), "-p", "" + target.port()));
    command.addAll(List.of("-U", target.user(), target.database()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    target.password().ifPresent(it -> builder.environment().put("PGPASSWORD", it.reveal()));
    builder
        .environment()
        .put(
            "PGOPTIONS",
            settings.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ")));
    return new Pgbench(builder.start(), logs, output);
  }

  void stop() throws IOException, InterruptedException {
    signal("STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  void kill() {
    process.destroyForcibly();
  }

  /**
   * Waits for its end.
   *
   * @param windows in the order of time
   * @return the latencies of the statements that ended in each, in nanoseconds
   */
  List<long[]> finish(List<Window> windows) throws IOException, InterruptedException {
    goOn();
    if (process.waitFor() != 0) {
      throw new IOException("pgbench failed: " + Files.readString(output).strip());
    }
    TreeMap<Long, Window> byBegin = new TreeMap<>();
    Map<Window, LongStream.Builder> latencies = new LinkedHashMap<>();
    for (Window window : windows) {
      byBegin.put(window.fromMicros(), window);
      latencies.put(window, LongStream.builder());
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logs, "transactions*")) {
      for (Path file : files) {
        read(file, byBegin, latencies);
      }
    }
    return latencies.values().stream().map(it -> it.build().toArray()).toList();
  }

  /** A log may have millions of lines; only those that ended in a window are kept. */
  private static void read(
      Path file, TreeMap<Long, Window> byBegin, Map<Window, LongStream.Builder> latencies)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // Client, transaction, microseconds, script, epoch second, microsecond.
        String[] fields = line.split(" ");
        long endMicros = Long.parseLong(fields[4]) * MICROS_PER_SECOND + Long.parseLong(fields[5]);
        Map.Entry<Long, Window> window = byBegin.floorEntry(endMicros);
        if (window != null && endMicros < window.getValue().untilMicros()) {
          latencies.get(window.getValue()).add(Long.parseLong(fields[2]) * NANOS_PER_MICRO);
        }
      }
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
  }
}
