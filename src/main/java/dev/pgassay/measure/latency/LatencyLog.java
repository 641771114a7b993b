package dev.pgassay.measure.latency;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.latency.LatencyRecorder.Interval;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Reads and writes files of histograms in HdrHistogram's log format (version 1.3), with one line
 * for each measured second, all clients merged. The sum of the lines is the whole measurement;
 * single lines show when a stall occurred. Histograms of different forks are merged from these
 * files; percentiles are never averaged.
 */
public final class LatencyLog {
  /** The scale of maxima in the log format: nanoseconds to milliseconds. */
  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private static final long MILLIS_PER_SECOND = 1_000;

  private LatencyLog() {}

  /** Writes the lines of a file. */
  @FunctionalInterface
  private interface Lines {
    void to(HistogramLogWriter writer);
  }

  /**
   * Writes the recordings of one fork's clients.
   *
   * @param file created or replaced
   * @param clients the recorders of all clients, with equally many finished intervals
   * @throws Failure if the file cannot be written
   */
  public static void write(Path file, Collection<LatencyRecorder> clients) {
    write(file, "service time in nanoseconds", writer -> write(writer, null, clients));
  }

  /**
   * Writes the recordings of an open loop other than the service times of its clients, with the
   * tags response, delay and lag.
   *
   * @param file created or replaced
   * @param loop that has ended
   * @throws Failure if the file cannot be written
   */
  public static void write(Path file, OpenLoopRecord loop) {
    write(
        file,
        "response time, delay and lag in nanoseconds",
        writer ->
            loop.timeline()
                .recorders()
                .forEach((tag, recorder) -> write(writer, tag, List.of(recorder))));
  }

  private static void write(Path file, String what, Lines lines) {
    try (PrintStream stream =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      HistogramLogWriter writer = new HistogramLogWriter(stream);
      writer.outputLogFormatVersion();
      writer.outputComment(what + ", one line for each second that was measured");
      writer.outputLegend();
      lines.to(writer);
      if (stream.checkError()) {
        throw new Failure("cannot write histograms to " + file + "; is the disk full?");
      }
    } catch (IOException e) {
      throw new Failure("cannot write histograms to " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(
      HistogramLogWriter writer, String tag, Collection<LatencyRecorder> clients) {
    for (int i = 0; i < intervals(clients); i++) {
      writeSeconds(writer, tag, interval(clients, i));
    }
  }

  /**
   * Counts the failures by the lines of the log that {@link #write} makes of the same recorders.
   *
   * @param clients the recorders of all clients, with equally many finished intervals
   * @return number of the line, from 0, to SQLSTATE to the number of executions; lines without
   *     failures are absent
   */
  public static Map<Integer, Map<String, Long>> failures(Collection<LatencyRecorder> clients) {
    Map<Integer, Map<String, Long>> failures = new TreeMap<>();
    int lines = 0;
    for (int i = 0; i < intervals(clients); i++) {
      for (Interval client : interval(clients, i)) {
        for (Map.Entry<Integer, Map<String, Long>> second : client.failures().entrySet()) {
          Map<String, Long> ofLine =
              failures.computeIfAbsent(lines + second.getKey(), line -> new TreeMap<>());
          second.getValue().forEach((state, count) -> ofLine.merge(state, count, Long::sum));
        }
      }
      lines += seconds(interval(clients, i));
    }
    return failures;
  }

  /**
   * Merges every interval of several files into one profile of all operations.
   *
   * @param files log files, as written by {@link #write}
   * @throws Failure if a file cannot be read
   */
  public static LatencyProfile merge(Collection<Path> files) {
    Histogram merged = LatencyRecorder.histogram();
    for (Path file : files) {
      try (LogLines lines = LogLines.of(file)) {
        Optional<Histogram> next = lines.next();
        while (next.isPresent()) {
          merged.add(next.get());
          next = lines.next();
        }
      }
    }
    return new LatencyProfile(merged);
  }

  private static int intervals(Collection<LatencyRecorder> clients) {
    return clients.stream().mapToInt(it -> it.intervals().size()).max().orElse(0);
  }

  private static int seconds(List<Interval> clients) {
    return clients.stream().mapToInt(it -> it.seconds().size()).max().orElse(0);
  }

  /** The same interval of all clients. */
  private static List<Interval> interval(Collection<LatencyRecorder> clients, int number) {
    return clients.stream()
        .map(LatencyRecorder::intervals)
        .filter(it -> number < it.size())
        .map(it -> it.get(number))
        .toList();
  }

  /**
   * Writes a line for each second, including seconds in which nothing ended, so that a stall is
   * visible.
   */
  private static void writeSeconds(HistogramLogWriter writer, String tag, List<Interval> clients) {
    long beginMillis = clients.stream().mapToLong(Interval::beginMillis).min().orElse(0);
    long endMillis = clients.stream().mapToLong(Interval::endMillis).max().orElse(0);
    int seconds = seconds(clients);
    Histogram sum = LatencyRecorder.histogram();
    for (int i = 0; i < seconds; i++) {
      long begin = beginMillis + i * MILLIS_PER_SECOND;
      long end = i == seconds - 1 ? Math.max(begin, endMillis) : begin + MILLIS_PER_SECOND;
      int second = i;
      sum.reset();
      sum.setTag(tag);
      clients.forEach(client -> client.addTo(sum, second));
      writer.outputIntervalHistogram(
          begin / (double) MILLIS_PER_SECOND,
          end / (double) MILLIS_PER_SECOND,
          sum,
          NANOS_PER_MILLI);
    }
  }
}
