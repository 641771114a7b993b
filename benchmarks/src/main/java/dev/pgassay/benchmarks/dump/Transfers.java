package dev.pgassay.benchmarks.dump;

import dev.pgassay.stats.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The dumps or restores of one client, which are too few for percentiles. Not thread-safe. */
final class Transfers {
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  private final Dump dump;
  private long count;
  private long nanos;
  private long walBytes;

  Transfers(Dump dump) {
    this.dump = dump;
  }

  void add(long elapsedNanos) {
    count++;
    nanos += elapsedNanos;
  }

  void addLog(long bytes) {
    walBytes += bytes;
  }

  /** Forgets the transfers of the gate, which do not count. */
  void forget() {
    count = 0;
    nanos = 0;
    walBytes = 0;
  }

  /** Returns means over the transfers. */
  List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    if (count > 0) {
      measures.add(new Measure("time", "s", (double) nanos / TimeUnit.SECONDS.toNanos(1) / count));
      measures.add(new Measure("dump", "MiB", dump.sizeBytes() / BYTES_PER_MEBIBYTE));
    }
    if (walBytes > 0) {
      measures.add(new Measure("WAL", "MiB", walBytes / BYTES_PER_MEBIBYTE / count));
    }
    return measures;
  }
}
