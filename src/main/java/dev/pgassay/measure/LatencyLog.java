package dev.pgassay.measure;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.LatencyRecorder.Interval;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Files of histograms in HdrHistogram's log format (version 1.3), one line for each second that was
 * measured, all clients merged: together the lines are what was measured, apart they show when a
 * stall was. Histograms of different forks are merged from these files; percentiles are never
 * averaged.
 */
public final class LatencyLog {
  /** The log's own scale of maxima: nanoseconds to milliseconds. */
  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private static final long MILLIS_PER_SECOND = 1_000;

  private LatencyLog() {}

  /** Writes the lines of a file. */
  @FunctionalInterface
  private interface Lines {
    void to(HistogramLogWriter writer);
  }

  /**
   * Writes what the clients of one fork recorded.
   *
   * @param file the file to make or replace
   * @param clients the recorders of all clients, with equally many finished intervals
   * @throws Failure where the file cannot be written
   */
  public static void write(Path file, Collection<LatencyRecorder> clients) {
    write(file, "service time in nanoseconds", writer -> write(writer, null, clients));
  }

  /**
   * Writes what an open loop recorded beside the service times of its clients, with the tags
   * response, delay and lag.
   *
   * @param file the file to make or replace
   * @param loop that has ended
   * @throws Failure where the file cannot be written
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
    int intervals = clients.stream().mapToInt(it -> it.intervals().size()).max().orElse(0);
    for (int i = 0; i < intervals; i++) {
      writeSeconds(writer, tag, interval(clients, i));
    }
  }

  /**
   * Merges every interval of several files into one profile.
   *
   * @param files log files, as written by {@link #write}
   * @return the profile of all operations in them
   * @throws Failure where a file cannot be read
   */
  public static LatencyProfile merge(Collection<Path> files) {
    Histogram merged = LatencyRecorder.histogram();
    for (Path file : files) {
      for (Histogram interval : read(file)) {
        merged.add(interval);
      }
    }
    return new LatencyProfile(merged);
  }

  private static List<Histogram> read(Path file) {
    List<Histogram> intervals = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(new File(file.toString()))) {
      EncodableHistogram next = reader.nextIntervalHistogram();
      while (next != null) {
        intervals.add((Histogram) next);
        next = reader.nextIntervalHistogram();
      }
    } catch (IOException e) {
      throw new Failure("cannot read histograms from " + file + ": " + e.getMessage(), e);
    }
    return intervals;
  }

  /** The same interval of all clients. */
  private static List<Interval> interval(Collection<LatencyRecorder> clients, int number) {
    return clients.stream()
        .map(LatencyRecorder::intervals)
        .filter(it -> number < it.size())
        .map(it -> it.get(number))
        .toList();
  }

  /** A second in which nothing ended has a line too, so that a stall shows. */
  private static void writeSeconds(HistogramLogWriter writer, String tag, List<Interval> clients) {
    long beginMillis = clients.stream().mapToLong(Interval::beginMillis).min().orElse(0);
    long endMillis = clients.stream().mapToLong(Interval::endMillis).max().orElse(0);
    int seconds = clients.stream().mapToInt(it -> it.seconds().size()).max().orElse(0);
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
