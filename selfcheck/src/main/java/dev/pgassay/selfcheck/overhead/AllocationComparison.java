package dev.pgassay.selfcheck.overhead;

import dev.pgassay.benchmarks.hnsw.HnswSearchBenchmark;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkJvm;
import dev.pgassay.selfcheck.DatasetOptions;
import dev.pgassay.selfcheck.SelfcheckProgram;
import dev.pgassay.selfcheck.ServerChoice;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Tests whether the measured path allocates the same amount for every search, for any number of
 * searches: JMH's {@code gc.alloc.rate.norm} at ten thousand and at a million operations of one
 * client. Memory kept for each operation, or a growing table, would show as a difference. The
 * allocation of an iteration for any number of operations (JMH's profiler, a histogram, reading the
 * server's counters) is measured with a single operation and subtracted. The program fails if the
 * two differ by more than one per cent. Nothing is timed.
 *
 * <p>Run: {@code scripts/selfcheck allocation --operations 1000000 --dataset tiny}
 */
@Command(
    name = "allocation",
    description = {
      "Show that the measured path allocates the same for every search.",
      "Prints JMH's bytes per operation at 10,000 and at many operations, and fails if they differ by",
      "more than one per cent."
    })
public final class AllocationComparison extends SelfcheckProgram {
  private static final int FEW = 10_000;
  private static final int EF_SEARCH = 10;
  private static final double LARGEST_DIFFERENCE = 0.01;

  @Mixin private DatasetOptions dataset = new DatasetOptions("quick");
  @Mixin private ServerChoice choice;

  @Option(
      names = "--operations",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "The larger number of operations, more than 10,000. Default: ${DEFAULT-VALUE}.")
  private int operations;

  private PrintWriter out;

  public AllocationComparison() {}

  @Override
  protected void measure(PrintWriter target)
      throws IOException, InterruptedException, RunnerException {
    out = target;
    if (operations <= FEW) {
      throw new InvalidInput("--operations must be more than " + FEW + ": " + operations);
    }
    try (SearchBench bench = SearchBench.open(choice, dataset, SearchBench.point(EF_SEARCH))) {
      double iteration = bytes(bench, 1);
      out.printf(Locale.ROOT, "an iteration of one operation: %,.0f B%n", iteration);
      double few = bytesPerOperation(bench, FEW, iteration);
      double more = bytesPerOperation(bench, operations, iteration);
      double difference = more / few - 1;
      out.printf(Locale.ROOT, "difference %+.3f %%%n", 100 * difference);
      if (Math.abs(difference) > LARGEST_DIFFERENCE) {
        throw new Failure("the measured path allocates with the number of operations");
      }
    }
  }

  private double bytesPerOperation(SearchBench bench, int number, double iteration)
      throws IOException, RunnerException {
    double bytes = bytes(bench, number);
    double each = (bytes - iteration) / (number - 1);
    out.printf(
        Locale.ROOT,
        "%,d operations: %.1f B/op, without the iteration's own %.1f B/op%n",
        number,
        bytes / number,
        each);
    return each;
  }

  /**
   * Returns the bytes of the whole batch: JMH counts a single shot as one operation, however large
   * its batch.
   */
  private static double bytes(SearchBench bench, int number) throws IOException, RunnerException {
    Path reports = Files.createTempDirectory(bench.folder(), "fork");
    Path forkFile = reports.resolve("fork.properties");
    bench.forkContext().reportingTo(reports).write(forkFile);
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(reports.resolve("jmh.log")), true, StandardCharsets.UTF_8)) {
      return new Runner(
              options(forkFile, number),
              OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
          .run().stream()
              .map(result -> result.getSecondaryResults().get("gc.alloc.rate.norm"))
              .findFirst()
              .orElseThrow()
              .getScore();
    }
  }

  private static Options options(Path forkFile, int number) {
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
        .measurementBatchSize(number)
        .shouldFailOnError(true)
        .build();
  }
}
