package dev.pgassay.benchmarks.build;

import dev.pgassay.stats.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The figures of several builds of one index. Not thread-safe. */
final class BuildFigures {
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  private final List<Build> builds = new ArrayList<>();

  /**
   * One build.
   *
   * @param seconds from the statement to its commit
   * @param walBytes write-ahead log of the whole server in that time
   * @param sizeBytes of the index
   * @param peakBytes the most by which the files of the database, and temporary files where they
   *     can be seen, had grown at any sample during the build or just after it
   * @param workers number of workers, not counting the leader
   * @param inMemoryRatio the share of the rows that was in the graph when it left the memory, 1 if
   *     it did not; empty for an index that has no graph
   * @param recall at 10 over a sample of queries; empty for an exact index
   */
  record Build(
      double seconds,
      long walBytes,
      long sizeBytes,
      long peakBytes,
      int workers,
      OptionalDouble inMemoryRatio,
      OptionalDouble recall) {}

  void add(Build build) {
    builds.add(build);
  }

  void forget() {
    builds.clear();
  }

  /** Returns means over the builds. */
  List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    add(measures, "time", "s", it -> OptionalDouble.of(it.seconds()));
    add(measures, "size", "MiB", it -> OptionalDouble.of(it.sizeBytes() / BYTES_PER_MEBIBYTE));
    add(measures, "peak", "MiB", it -> OptionalDouble.of(it.peakBytes() / BYTES_PER_MEBIBYTE));
    add(measures, "WAL", "MiB", it -> OptionalDouble.of(it.walBytes() / BYTES_PER_MEBIBYTE));
    add(measures, "workers", "", it -> OptionalDouble.of(it.workers()));
    add(measures, "in memory", "%", it -> it.inMemoryRatio().stream().map(r -> 100 * r).findAny());
    add(measures, "recall@10", "", Build::recall);
    return measures;
  }

  private void add(
      List<Measure> measures, String name, String unit, Function<Build, OptionalDouble> figure) {
    builds.stream()
        .flatMapToDouble(build -> figure.apply(build).stream())
        .average()
        .ifPresent(mean -> measures.add(new Measure(name, unit, mean)));
  }
}
