package dev.pgassay.selfcheck.recall;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.progress.Progress;
import dev.pgassay.selfcheck.DatasetOptions;
import dev.pgassay.selfcheck.SelfcheckProgram;
import dev.pgassay.selfcheck.ServerChoice;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.RecallStatistics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares the realistic distribution with real embeddings: recall@10 of an HNSW index with m 16
 * and ef_construction 64, over several builds, against published values for a million vectors of
 * OpenAI (dbpedia-openai-1M with pgvector: Supabase, "pgvector v0.6.0: 30x faster with parallel
 * index builds", 2024). Builds are random, so a single one says little. The program fails if the
 * mean over the builds differs from a published value by more than the allowance. Nothing is timed.
 *
 * <p>Run: {@code scripts/selfcheck recall --dataset standard --builds 3}
 */
@Command(
    name = "recall",
    description = {
      "Compare recall on realistic data with that of real embeddings.",
      "Builds the HNSW index several times and prints the recall at each ef_search with the published",
      "one. Fails if a mean differs by more than the allowance."
    })
public final class RecallCalibration extends SelfcheckProgram {
  private static final int K = 10;
  private static final VectorIndex INDEX = VectorIndex.SCHEMA_DEFAULT;

  private static final List<Bar> BARS =
      List.of(new Bar(40, 0.912), new Bar(100, 0.957), new Bar(200, 0.974));

  @Mixin private DatasetOptions dataset = new DatasetOptions("standard");
  @Mixin private ServerChoice choice;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Replaces the dataset's seed: other data of the same kind.")
  private Optional<Long> seed;

  @Option(
      names = "--builds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many times the index is built, 1 to 99. Default: ${DEFAULT-VALUE}.")
  private int buildCount;

  @Option(
      names = "--allowance",
      paramLabel = "RATIO",
      defaultValue = "0.03",
      description = {
        "Greatest difference of the mean recall from the published one, 0 to 1. Default: ${DEFAULT-VALUE}."
      })
  private double allowance;

  private DatasetGenerator generator;
  private PrintWriter out;

  /** Uses the environment of this process. */
  public RecallCalibration() {}

  /**
   * @param environment finds and stores servers
   */
  RecallCalibration(ServerEnvironment environment) {
    choice = new ServerChoice(environment);
  }

  /**
   * A published value.
   *
   * @param efSearch the search effort
   * @param published the recall of real embeddings
   */
  record Bar(int efSearch, double published) {}

  @Override
  protected void measure(PrintWriter target) throws InterruptedException {
    out = target;
    if (buildCount < 1 || buildCount > 99) {
      throw new InvalidInput("--builds must be between 1 and 99: " + buildCount);
    }
    if (!(allowance >= 0 && allowance <= 1)) {
      throw new InvalidInput("--allowance must be between 0 and 1: " + allowance);
    }
    DatasetSpec spec = dataset.spec();
    generator = DatasetGenerator.of(seed.map(spec::withSeed).orElse(spec));
    try (RunningServer server = choice.start()) {
      measure(server);
    }
  }

  private void measure(RunningServer server) throws InterruptedException {
    Workspace workspace = server.workspace(generator.identity().key());
    LoadOptions loadOptions = choice.loadOptions();
    DatasetLoader.load(LoadSource.of(generator), workspace, loadOptions, Progress.NONE);
    Neighbors truth =
        GroundTruthTask.heldOut(generator, Metric.COSINE, K)
            .compute(choice.processors(), Progress.NONE)
            .neighbors();
    printConditions(server);
    List<List<RecallStatistics>> builds = new ArrayList<>();
    for (int build = 1; build <= buildCount; build++) {
      builds.add(measure(build, workspace, loadOptions.builds(), truth));
    }
    judge(builds);
  }

  /** Builds the index anew and executes every query at every ef_search. */
  private List<RecallStatistics> measure(
      int number, Workspace workspace, BuildLimits limits, Neighbors truth) {
    IndexBuild build = EventsVectorIndex.of(workspace).build(INDEX, limits, Progress.NONE);
    List<RecallStatistics> summaries = new ArrayList<>();
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      IndexSearch search = new IndexSearch(session, generator, build.name());
      for (Bar bar : BARS) {
        RecallStatistics summary = search.recall(bar.efSearch(), truth, K);
        summaries.add(summary);
        print(number, bar, summary);
      }
    }
    return summaries;
  }

  private void judge(List<List<RecallStatistics>> builds) {
    List<Double> excesses = new ArrayList<>();
    for (int i = 0; i < BARS.size(); i++) {
      Bar bar = BARS.get(i);
      double mean = mean(builds, i);
      excesses.add(Math.abs(mean - bar.published()) - allowance);
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
              .formatted(generator.spec().name(), allowance));
    }
  }

  static double mean(List<List<RecallStatistics>> builds, int bar) {
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

  private void print(int build, Bar bar, RecallStatistics summary) {
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
}
