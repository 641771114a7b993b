package dev.pgassay.selfcheck.overhead;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The program for comparison: pgbench with one prepared statement over TCP. Signals stop and
 * continue it, so that it can take short turns. Its latencies are read from its log of
 * transactions, because it prints no percentiles.
 */
final class Pgbench implements TurnTaker {
  /** Time after which it ends unless it was told before. */
  private static final int LONGEST_SECONDS = 600;

  private static final long NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Process process;
  private final Path logs;
  private final Path output;
  private final List<Window> windows = new ArrayList<>();

  private Pgbench(Process process, Path logs, Path output) {
    this.process = process;
    this.logs = logs;
    this.output = output;
  }

  /** A turn, in microseconds since 1970-01-01T00:00:00Z. */
  private record Window(long fromMicros, long untilMicros) {
    double seconds() {
      return (double) (untilMicros - fromMicros) / MICROS_PER_SECOND;
    }
  }

  /**
   * Starts pgbench, running.
   *
   * @param target connection and role
   * @param settings of its sessions
   * @param script in pgbench's own language
   * @param clients number of connections, each with a thread
   * @param folder for its files
   */
  static Pgbench start(
      ConnectionTarget target,
      Map<String, String> settings,
      String script,
      int clients,
      Path folder)
      throws IOException {
    Path scriptFile = Files.writeString(folder.resolve("script.sql"), script);
    Path logs = Files.createTempDirectory(folder, "log");
    Path output = logs.resolve("output");
    List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared"));
    command.addAll(List.of("-l", "--log-prefix", logs + "/transactions"));
    command.addAll(List.of("-c", "" + clients, "-j", "" + clients));
    command.addAll(List.of("-T", "" + LONGEST_SECONDS, "-f", scriptFile.toString()));
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

  @Override
  public void take(Duration length, double closedPerSecond, boolean counts)
      throws IOException, InterruptedException {
    signal("CONT");
    long from = micros();
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    if (counts) {
      windows.add(new Window(from, micros()));
    }
    signal("STOP");
  }

  /** Returns microseconds since 1970-01-01T00:00:00Z. */
  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Its log is complete only if it ends by itself; an alarm signal makes it end. */
  @Override
  public List<TurnFigures> figures() throws IOException, InterruptedException {
    signal("ALRM");
    signal("CONT");
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
    return latencies.entrySet().stream().map(it -> figures(it.getKey(), it.getValue())).toList();
  }

  private static TurnFigures figures(Window window, LongStream.Builder latencies) {
    long[] ended = latencies.build().toArray();
    return new TurnFigures(TurnFigures.median(ended), ended.length / window.seconds(), Double.NaN);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

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
    // The shell's own kill is always available, unlike a program of that name.
    new ProcessBuilder("sh", "-c", "kill \"$0\" \"$1\"", "-" + name, "" + process.pid())
        .inheritIO()
        .start()
        .waitFor();
  }
}
