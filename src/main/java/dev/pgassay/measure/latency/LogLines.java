package dev.pgassay.measure.latency;

import dev.pgassay.failure.Failure;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Reads a log line by line, because a long one would not fit into memory. Not thread-safe. */
final class LogLines implements AutoCloseable {
  private final HistogramLogReader reader;

  private LogLines(HistogramLogReader reader) {
    this.reader = reader;
  }

  /** Opens a file that {@link LatencyLog} wrote. */
  static LogLines of(Path file) {
    try {
      return new LogLines(new HistogramLogReader(new File(file.toString())));
    } catch (FileNotFoundException e) {
      throw new Failure("cannot read histograms from " + file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the next line; empty at the end. */
  Optional<Histogram> next() {
    return Optional.ofNullable((Histogram) reader.nextIntervalHistogram());
  }

  @Override
  public void close() {
    reader.close();
  }
}
