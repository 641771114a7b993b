package dev.pgassay.measure;

import dev.pgassay.failure.Failure;
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
 * Files of histograms in HdrHistogram's log format (version 1.3), one line for each interval, the
 * intervals of all clients merged. Histograms of different forks are merged from these files;
 * percentiles are never averaged.
 */
public final class LatencyLog {
  /** The log's own scale of maxima: nanoseconds to milliseconds. */
  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private LatencyLog() {}

  /**
   * Writes what the clients of one fork recorded.
   *
   * @param file the file to make or replace
   * @param clients the recorders of all clients, with equally many finished intervals
   * @throws Failure where the file cannot be written
   */
  public static void write(Path file, Collection<LatencyRecorder> clients) {
    try (PrintStream stream =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      HistogramLogWriter writer = new HistogramLogWriter(stream);
      writer.outputLogFormatVersion();
      writer.outputComment("service time in nanoseconds, one line for each iteration");
      writer.outputLegend();
      for (Histogram interval : mergedIntervals(clients)) {
        writer.outputIntervalHistogram(
            interval.getStartTimeStamp() / 1000.0,
            interval.getEndTimeStamp() / 1000.0,
            interval,
            NANOS_PER_MILLI);
      }
      if (stream.checkError()) {
        throw new Failure("cannot write histograms to " + file + "; is the disk full?");
      }
    } catch (IOException e) {
      throw new Failure("cannot write histograms to " + file + ": " + e.getMessage(), e);
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
    Histogram merged = new Histogram(LatencyRecorder.SIGNIFICANT_DIGITS);
    merged.setAutoResize(true);
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

  private static List<Histogram> mergedIntervals(Collection<LatencyRecorder> clients) {
    List<Histogram> merged = new ArrayList<>();
    for (LatencyRecorder client : clients) {
      List<Histogram> intervals = client.intervals();
      for (int i = 0; i < intervals.size(); i++) {
        if (i == merged.size()) {
          merged.add(intervals.get(i).copy());
        } else {
          merged.get(i).add(intervals.get(i));
        }
      }
    }
    return merged;
  }
}
