package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.build.PreparedBuilds.Built;
import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.text.TextQuestions;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Map;

/** Builds of the GIN index: what the host does for {@link GinBuildBenchmark}. */
public final class GinBuildWorkload extends BenchmarkWorkload {
  /** "Allow parallel creation of GIN indexes", from the release notes of PostgreSQL 18. */
  private static final int FIRST_PARALLEL_VERSION = 18;

  /** Makes the workload; called by the service loader. */
  public GinBuildWorkload() {
    super(GinBuildBenchmark.class);
  }

  @Override
  public String question() {
    return "What do memory and workers save a build of the GIN index of the texts?";
  }

  @Override
  public String gate() {
    return "the index is valid; by it, as the plan says, as many events match each of the common"
        + " terms as an evaluation of the generated texts finds";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return BuildTask.of(context, files);
  }

  @Override
  public int mostClients() {
    return 1;
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    TextQuestions questions = new TextQuestions(context);
    return PreparedBuilds.of(
        context, "gin_build", TextQuestions.INDEX, copy -> new Gin(copy, questions));
  }

  /**
   * Refuses workers that the server would not use.
   *
   * @param workers requested number of workers
   * @param major version of the server
   * @throws NotAvailable if workers are requested and the server builds only with its leader
   */
  static void requireParallel(int workers, int major) {
    if (workers > 0 && major < FIRST_PARALLEL_VERSION) {
      throw new NotAvailable(
          "PostgreSQL builds GIN indexes in parallel from version %d on, and this server is %d: it would ignore %s %d; take 0 here"
              .formatted(FIRST_PARALLEL_VERSION, major, BuildParameters.WORKERS, workers));
    }
  }

  private record Gin(EventsCopy copy, TextQuestions questions) implements Built {
    @Override
    public String sql(Parameters point) {
      return "CREATE INDEX %s ON %s USING gin (search_vector)"
          .formatted(Identifier.quote(TextQuestions.INDEX), copy.quoted(EventsCopy.EVENTS));
    }

    @Override
    public void requireAvailable(Parameters point) {
      try (Session session = Session.open(copy.workspace().target(Role.OWNER))) {
        requireParallel(point.integer(BuildParameters.WORKERS), session.serverMajorVersion());
      }
    }

    @Override
    public QueryInputs queries(Parameters point) throws InterruptedException {
      return questions.countOfCommonTerms(copy.workspace());
    }

    @Override
    public Map<String, String> querySettings() {
      return Map.of();
    }
  }
}
