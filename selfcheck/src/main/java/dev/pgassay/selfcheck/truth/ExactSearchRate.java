package dev.pgassay.selfcheck.truth;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.progress.Progress;
import dev.pgassay.selfcheck.DatasetOptions;
import dev.pgassay.selfcheck.SelfcheckProgram;
import dev.pgassay.stats.Quantile;
import dev.pgassay.vector.ExactSearch;
import dev.pgassay.vector.MatrixProduct;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.RowFilter;
import dev.pgassay.vector.VectorSource;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Measures the rate of exact search relative to that of its BLAS library. Both are measured in
 * turns in one process, in an order that is shuffled in each round, because the clock of a shared
 * machine changes by more than the difference. The rate of the search is rows x queries x
 * dimensions divided by the whole wall time, including reading or generating rows, lengths,
 * selection and the second measurement. It would be wrong if another process used a core, or before
 * the compiler has finished; a first round is not counted. The rate for each second of processor
 * time is also printed, because other processes disturb it less.
 *
 * <p>Run: {@code scripts/selfcheck exact-search --dataset standard --rounds 5}
 */
@Command(
    name = "exact-search",
    description = {
      "Compare exact search with the BLAS library's own rate.",
      "Prints multiply-adds per second of wall time and of processor time. Needs no server."
    })
public final class ExactSearchRate extends SelfcheckProgram {
  private static final int DEPTH = 30;

  @Mixin private DatasetOptions dataset = new DatasetOptions("standard");
  @Mixin private SearchOptions options;

  private VectorSource generated;
  private VectorSource inMemory;
  private VectorSource queries;
  private LibraryProduct library;

  public ExactSearchRate() {}

  /** Does one task and returns its number of multiply-adds. */
  private interface Work {
    double multiplyAdds() throws InterruptedException;
  }

  /** Multiply-adds per second of wall time and per second of processor time. */
  private record Rate(double wall, double processor) {
    static Rate of(Work work) throws InterruptedException {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long processorStart = system.getProcessCpuTime();
      long start = System.nanoTime();
      double done = work.multiplyAdds();
      double wallNanos = System.nanoTime() - start;
      return new Rate(
          done / wallNanos * 1e9, done / (system.getProcessCpuTime() - processorStart) * 1e9);
    }
  }

  private record Arm(String name, Work work, List<Rate> rates) {
    Arm(String name, Work work) {
      this(name, work, new ArrayList<>());
    }

    double median(ToDoubleFunction<Rate> of) {
      return Quantile.median(rates.stream().mapToDouble(of).toArray());
    }
  }

  @Override
  protected void measure(PrintWriter out) throws InterruptedException {
    options.check();
    DatasetGenerator generator = DatasetGenerator.of(dataset.spec());
    generated = generator.events();
    inMemory = VectorsInMemory.copyOf(generated);
    queries = generator.queries();
    library = new LibraryProduct(MatrixProduct.fastest(Progress.NONE), generated.dimensions());
    print(rounds(), out);
  }

  private List<Arm> rounds() throws InterruptedException {
    int threads = options.threads();
    int blocks = library.blocksFor(generated.size() * queries.size(), threads);
    List<Arm> arms =
        List.of(
            new Arm("library, one call", () -> library.plain(threads, blocks)),
            new Arm("library, in slices", () -> library.sliced(threads, blocks)),
            new Arm("search, rows in memory", () -> search(inMemory)),
            new Arm("search, rows generated", () -> search(generated)));
    Random order = new Random(1);
    for (int round = 0; round <= options.rounds(); round++) {
      List<Arm> shuffled = new ArrayList<>(arms);
      Collections.shuffle(shuffled, order);
      for (Arm arm : shuffled) {
        Rate rate = Rate.of(arm.work());
        if (round > 0) {
          arm.rates().add(rate);
        }
      }
    }
    return arms;
  }

  private double search(VectorSource base) throws InterruptedException {
    ExactSearch.search(
        base, queries, Metric.COSINE, DEPTH, RowFilter.ALL, options.threads(), Progress.NONE);
    return (double) base.size() * queries.size() * base.dimensions();
  }

  private void print(List<Arm> arms, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d rows x %,d queries x %,d dimensions, depth %d, %d threads, %d rounds, Java %s%n",
        generated.size(),
        queries.size(),
        generated.dimensions(),
        DEPTH,
        options.threads(),
        arms.get(0).rates().size(),
        Runtime.version());
    out.println("medians; Gop: 10^9 multiplications with their additions");
    out.printf(
        "%-24s %14s %10s %16s %10s%n", "", "Gop/s wall", "of best", "Gop/s processor", "of best");
    double bestWall = bestLibrary(arms, Rate::wall);
    double bestProcessor = bestLibrary(arms, Rate::processor);
    for (Arm arm : arms) {
      double wall = arm.median(Rate::wall);
      double processor = arm.median(Rate::processor);
      out.printf(
          Locale.ROOT,
          "%-24s %14.1f %9.0f%% %16.1f %9.0f%%%n",
          arm.name(),
          wall / 1e9,
          100 * wall / bestWall,
          processor / 1e9,
          100 * processor / bestProcessor);
    }
  }

  /**
   * Returns the rate of the better of the two ways to call the library, with which the search is
   * compared.
   */
  private static double bestLibrary(List<Arm> arms, ToDoubleFunction<Rate> of) {
    return Math.max(arms.get(0).median(of), arms.get(1).median(of));
  }
}
