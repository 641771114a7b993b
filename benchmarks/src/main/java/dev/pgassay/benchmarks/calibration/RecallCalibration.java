package dev.pgassay.benchmarks.calibration;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.db.BuildLimits;
import dev.pgassay.db.HnswIndex;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.failure.Failure;
import dev.pgassay.load.DatasetLoader;
import dev.pgassay.load.EventsVectorIndex;
import dev.pgassay.load.GroundTruthTask;
import dev.pgassay.load.LoadOptions;
import dev.pgassay.load.LoadSource;
import dev.pgassay.progress.Progress;
import dev.pgassay.server.DatabaseSources;
import dev.pgassay.server.RunningServer;
import dev.pgassay.server.ServerEnvironment;
import dev.pgassay.server.ServerOptions;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.RecallSummary;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the realistic distribution to real embeddings: recall@10 of an HNSW index with m 16 and
 * ef_construction 64, over several builds, beside what was published for a million vectors of
 * OpenAI (dbpedia-openai-1M with pgvector: Supabase, "pgvector v0.6.0: 30x faster with parallel
 * index builds", 2024). Builds are random, so one alone says little. The program fails where the
 * mean over the builds is further from a published value than the allowance. Nothing is timed.
 *
 * <p>{@code java -Xmx512m --add-modules jdk.incubator.vector -cp benchmarks/target/pgassay.jar
 * dev.pgassay.benchmarks.calibration.RecallCalibration --dataset standard --builds 3}
 */
public final class RecallCalibration {
  private static final int K = 10;
  private static final HnswIndex INDEX = new HnswIndex(16, 64, Metric.COSINE);

  private static final List<Bar> BARS =
      List.of(new Bar(40, 0.912), new Bar(100, 0.957), new Bar(200, 0.974));

  private final CalibrationOptions options;
  private final DatasetGenerator generator;
  private final PrintStream out;

  private RecallCalibration(CalibrationOptions options, PrintStream out) {
    this.options = options;
    this.generator = options.generator();
    this.out = out;
  }

  /**
   * What is to be reached.
   *
   * @param efSearch at this ef_search
   * @param published the recall of real embeddings
   */
  record Bar(int efSearch, double published) {}

  /**
   * Loads the dataset where it is not loaded, and measures.
   *
   * @param arguments see {@link CalibrationOptions}
   * @throws InterruptedException if it was interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    run(arguments, environment(), System.out);
  }

  static void run(String[] arguments, ServerEnvironment environment, PrintStream out)
      throws InterruptedException {
    CalibrationOptions options = CalibrationOptions.parse(arguments);
    try (RunningServer server =
        DatabaseSources.choose(options.database(), environment)
            .start(ServerOptions.DEFAULT, Progress.NONE)) {
      new RecallCalibration(options, out).run(server, environment.machine());
    }
  }

  private void run(RunningServer server, ServerEnvironment.Machine machine)
      throws InterruptedException {
    Workspace workspace = server.workspace(generator.identity().key());
    LoadOptions loadOptions =
        LoadOptions.forMachine(
            machine.processors(), ServerEnvironment.buildMemoryBytes(machine.memoryBytes()) / 1024);
    DatasetLoader.load(LoadSource.of(generator), workspace, loadOptions, Progress.NONE);
    Neighbors truth =
        GroundTruthTask.heldOut(generator, Metric.COSINE, K)
            .compute(machine.processors(), Progress.NONE)
            .neighbors();
    printConditions(server);
    List<List<RecallSummary>> builds = new ArrayList<>();
    for (int build = 1; build <= options.builds(); build++) {
      builds.add(measure(build, workspace, loadOptions.builds(), truth));
    }
    judge(builds);
  }

  /** Builds the index anew and asks every query at every ef_search. */
  private List<RecallSummary> measure(
      int number, Workspace workspace, BuildLimits limits, Neighbors truth) {
    IndexBuild build = EventsVectorIndex.of(workspace).build(INDEX, limits, Progress.NONE);
    List<RecallSummary> summaries = new ArrayList<>();
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      IndexSearch search = new IndexSearch(session, generator, build.name());
      for (Bar bar : BARS) {
        RecallSummary summary = search.recall(bar.efSearch(), truth, K);
        summaries.add(summary);
        print(number, bar, summary);
      }
    }
    return summaries;
  }

  private void judge(List<List<RecallSummary>> builds) {
    List<Double> excesses = new ArrayList<>();
    for (int i = 0; i < BARS.size(); i++) {
      Bar bar = BARS.get(i);
      double mean = mean(builds, i);
      excesses.add(Math.abs(mean - bar.published()) - options.allowance());
      out.printf(
          Locale.ROOT,
          "ef_search %3d: mean of %d builds %.3f, published %.3f, difference %+.3f%n",
          bar.efSearch(),
          builds.size(),
          mean,
          bar.published(),
          mean - bar.published());
    }
    if (excesses.stream().anyMatch(excess -> excess > 0)) {
      throw new Failure(
          "recall on %s is further than %.3f from that of real embeddings: calibrate the weights of its distribution"
              .formatted(generator.spec().name(), options.allowance()));
    }
  }

  static double mean(List<List<RecallSummary>> builds, int bar) {
    return builds.stream().mapToDouble(build -> build.get(bar).mean()).average().orElseThrow();
  }

  private void printConditions(RunningServer server) {
    out.printf(
        Locale.ROOT,
        "%s (%s): %,d rows x %,d queries x %,d dimensions; %s; PostgreSQL %s%n",
        generator.spec().name(),
        generator.identity().shortHash(),
        generator.events().size(),
        generator.queries().size(),
        generator.events().dimensions(),
        INDEX,
        server.info().version());
    out.printf("%5s %9s %9s %9s %6s%n", "build", "ef_search", "recall@10", "+/-", "zeros");
  }

  private void print(int build, Bar bar, RecallSummary summary) {
    double halfWidth =
        summary
            .interval()
            .map(interval -> (interval.high() - interval.low()) / 2)
            .orElse(Double.NaN);
    out.printf(
        Locale.ROOT,
        "%5d %9d %9.3f %9.3f %6d%n",
        build,
        bar.efSearch(),
        summary.mean(),
        halfWidth,
        summary.zeroRecallQueries());
  }

  private static ServerEnvironment environment() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ServerEnvironment.of(
        System.getenv(),
        Stream.of("user.name", "user.home", "os.name", "java.io.tmpdir")
            .collect(Collectors.toMap(name -> name, System::getProperty)),
        system.getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors());
  }
}
