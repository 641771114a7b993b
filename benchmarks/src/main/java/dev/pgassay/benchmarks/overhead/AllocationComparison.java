package dev.pgassay.benchmarks.overhead;

import dev.pgassay.benchmarks.hnsw.HnswSearchBenchmark;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkJvm;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Whether the measured path allocates the same for every search, however many there are: JMH's
 * {@code gc.alloc.rate.norm} at ten thousand and at a million operations of one client. Something
 * that is kept for each operation, or a table that grows, shows as a difference. What an iteration
 * takes however many operations it has (JMH's profiler, a histogram, reading the server's counters)
 * is measured with a single operation and left out. The program fails where the two differ by more
 * than one per cent. Nothing is timed.
 *
 * <p>{@code java -Xmx512m --add-modules jdk.incubator.vector -Djmh.ignoreLock=true -cp
 * benchmarks/target/pgassay.jar dev.pgassay.benchmarks.overhead.AllocationComparison [OPERATIONS]
 * [DATASET] [DATABASE]}, by default 1,000,000 on quick in a local cluster.
 */
public final class AllocationComparison {
  private static final int FEW = 10_000;
  private static final int EF_SEARCH = 10;
  private static final double LARGEST_DIFFERENCE = 0.01;

  private AllocationComparison() {}

  /**
   * Prints both figures.
   *
   * @param arguments the larger number of operations, dataset, database
   * @throws Exception where the server or a fork fails
   */
  public static void main(String[] arguments) throws Exception {
    int many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    String dataset = arguments.length > 1 ? arguments[1] : "quick";
    String database = arguments.length > 2 ? arguments[2] : "local";
    try (SearchBench bench = SearchBench.open(database, dataset, SearchBench.point(EF_SEARCH))) {
      double iteration = bytes(bench, 1);
      System.out.printf(Locale.ROOT, "an iteration of one operation: %,.0f B%n", iteration);
      double few = bytesPerOperation(bench, FEW, iteration);
      double more = bytesPerOperation(bench, many, iteration);
      double difference = more / few - 1;
      System.out.printf(Locale.ROOT, "difference %+.3f %%%n", 100 * difference);
      if (Math.abs(difference) > LARGEST_DIFFERENCE) {
        throw new AssertionError("the measured path allocates with the number of operations");
      }
    }
  }

  private static double bytesPerOperation(SearchBench bench, int operations, double iteration)
      throws IOException, RunnerException {
    double bytes = bytes(bench, operations);
    double each = (bytes - iteration) / (operations - 1);
    System.out.printf(
        Locale.ROOT,
        "%,d operations: %.1f B/op, without the iteration's own %.1f B/op%n",
        operations,
        bytes / operations,
        each);
    return each;
  }

  /** Of the whole batch: a single shot is one operation for JMH, however large its batch. */
  private static double bytes(SearchBench bench, int operations)
      throws IOException, RunnerException {
    Path reports = Files.createTempDirectory(bench.folder(), "fork");
    Path forkFile = reports.resolve("fork.properties");
    bench.forkContext().reportingTo(reports).write(forkFile);
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(reports.resolve("jmh.log")), true, StandardCharsets.UTF_8)) {
      return new Runner(
              options(forkFile, operations),
              OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
          .run().stream()
              .map(result -> result.getSecondaryResults().get("gc.alloc.rate.norm"))
              .findFirst()
              .orElseThrow()
              .getScore();
    }
  }

  private static Options options(Path forkFile, int operations) {
    return new OptionsBuilder()
        .include("^" + Pattern.quote(HnswSearchBenchmark.class.getName() + ".nearestK") + "$")
        .jvmArgs(ForkJvm.OPTIONS.toArray(String[]::new))
        .jvmArgsAppend("-D" + ForkContext.PROPERTY + "=" + forkFile)
        .mode(Mode.SingleShotTime)
        .addProfiler(GCProfiler.class)
        .threads(1)
        .forks(1)
        .warmupIterations(1)
        .warmupBatchSize(FEW)
        .measurementIterations(1)
        .measurementBatchSize(operations)
        .shouldFailOnError(true)
        .build();
  }
}
