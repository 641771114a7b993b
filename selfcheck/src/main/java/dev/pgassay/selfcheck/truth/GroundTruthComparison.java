package dev.pgassay.selfcheck.truth;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.data.truth.ExactNeighbors;
import dev.pgassay.data.truth.GroundTruthCheck;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.progress.Progress;
import dev.pgassay.selfcheck.DatasetOptions;
import dev.pgassay.selfcheck.SelfcheckProgram;
import dev.pgassay.selfcheck.ServerChoice;
import dev.pgassay.stats.Quantile;
import dev.pgassay.vector.Metric;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares the time of a query's exact answer in this process, including the generation of all
 * rows, with the server's own exact scan of the loaded rows. The two work in turns. The first round
 * of each is not counted, because it warms the compiler and the server's cache. The process answers
 * all queries at once, which is its advantage. The server answers one after the other, with the
 * parallel workers that its planner chooses. Both answers are compared, and a difference ends the
 * program. The figure would be wrong if another process used a core.
 *
 * <p>Run: {@code scripts/selfcheck ground-truth --dataset standard --rounds 5 --sample 10}
 */
@Command(
    name = "ground-truth",
    description = {
      "Compare exact search here with the exact scan of the server.",
      "Prints the time of a query in each, and fails if their answers differ."
    })
public final class GroundTruthComparison extends SelfcheckProgram {
  private static final int K = 10;

  @Mixin private DatasetOptions dataset = new DatasetOptions("standard");
  @Mixin private SearchOptions options;
  @Mixin private ServerChoice choice;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "10",
      description = "Queries that the server answers in each round. Default: ${DEFAULT-VALUE}.")
  private int sample;

  private DatasetGenerator generator;
  private PrintWriter out;

  /** Uses the environment of this process. */
  public GroundTruthComparison() {}

  /**
   * @param environment finds and stores servers
   */
  GroundTruthComparison(ServerEnvironment environment) {
    choice = new ServerChoice(environment);
  }

  /**
   * One round.
   *
   * @param process seconds for one query in this process
   * @param server seconds for one query in the server
   * @param difference the largest of two distances, in units of the distance
   * @param tolerance the least difference that counts as a tie
   */
  private record Round(double process, double server, double difference, double tolerance) {
    double ratio() {
      return server / process;
    }
  }

  @Override
  protected void measure(PrintWriter target) throws InterruptedException {
    out = target;
    SearchOptions.requireCount("--sample", sample);
    options.check();
    generator = DatasetGenerator.of(dataset.spec());
    try (RunningServer server = choice.start()) {
      compare(server);
    }
  }

  private void compare(RunningServer server) throws InterruptedException {
    Workspace workspace = server.workspace(generator.identity().key());
    DatasetLoader.load(LoadSource.of(generator), workspace, choice.loadOptions(), Progress.NONE);
    out.printf(
        Locale.ROOT,
        "%,d rows x %,d queries x %,d dimensions, k %d; %d threads, Java %s; PostgreSQL %s%n",
        generator.events().size(),
        generator.queries().size(),
        generator.events().dimensions(),
        K,
        options.threads(),
        Runtime.version(),
        server.info().version());
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      print(rounds(session));
    }
  }

  private List<Round> rounds(Session session) throws InterruptedException {
    round(session);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < options.rounds(); i++) {
      rounds.add(round(session));
    }
    return rounds;
  }

  private Round round(Session session) throws InterruptedException {
    long start = System.nanoTime();
    ExactNeighbors truth =
        GroundTruthTask.heldOut(generator, Metric.COSINE, K)
            .compute(options.threads(), Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<GroundTruthCheck.Comparison> comparisons = compare(truth, session);
    return new Round(
        seconds / truth.neighbors().queries(),
        Quantile.median(comparisons.stream().mapToDouble(one -> one.scanNanos() / 1e9).toArray()),
        comparisons.stream().mapToDouble(one -> one.largestDifference()).max().orElseThrow(),
        Arrays.stream(truth.neighbors().tolerances()).min().orElseThrow());
  }

  private List<GroundTruthCheck.Comparison> compare(ExactNeighbors truth, Session session) {
    RowIds ids = RowIds.of(Table.EVENTS, generator.spec().content().seed());
    List<GroundTruthCheck.Comparison> comparisons =
        new GroundTruthCheck(truth, generator.queries(), ids)
            .compare(session, sample, Progress.NONE);
    for (GroundTruthCheck.Comparison comparison : comparisons) {
      if (!comparison.agrees()) {
        throw new Failure("the server answers query " + comparison.query() + " differently");
      }
    }
    return comparisons;
  }

  private void print(List<Round> rounds) {
    out.printf("%5s %22s %22s %8s%n", "round", "process ms/query", "server ms/query", "ratio");
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      out.printf(
          Locale.ROOT,
          "%5d %22.2f %22.1f %8.1f%n",
          i + 1,
          round.process() * 1e3,
          round.server() * 1e3,
          round.ratio());
    }
    out.printf(
        Locale.ROOT,
        "median ratio of %d rounds: %.1f%n",
        rounds.size(),
        Quantile.median(rounds.stream().mapToDouble(Round::ratio).toArray()));
    out.printf(
        Locale.ROOT,
        "distances differ by at most %.1e; a tie is a difference within %.1e%n",
        rounds.stream().mapToDouble(Round::difference).max().orElseThrow(),
        rounds.get(0).tolerance());
  }
}
