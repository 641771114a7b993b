package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.build.PreparedBuilds.Built;
import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.text.TextQuestions;
import dev.pgassay.db.Identifier;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;
import java.util.Map;

/** Builds of the GIN index: what the host does for {@link GinBuildBenchmark}. */
public final class GinBuildWorkload implements Workload {
  /** Makes the workload; called by the service loader. */
  public GinBuildWorkload() {}

  @Override
  public String name() {
    return "GinBuild";
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
  public List<Parameter> parameters() {
    return List.of(
        BuildParameters.workers(List.of("0", "1")), BuildParameters.memory(List.of("1MB", "64MB")));
  }

  @Override
  public String benchmarkMethod() {
    return GinBuildBenchmark.class.getName() + ".build";
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
  public void check(Parameters point) {
    // Any values go together.
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    TextQuestions questions = new TextQuestions(context);
    return PreparedBuilds.of(
        context, "gin_build", TextQuestions.INDEX, copy -> new Gin(copy, questions));
  }

  /** The copy alone is changed. */
  @Override
  public void restore(WorkloadContext context) {}

  private record Gin(EventsCopy copy, TextQuestions questions) implements Built {
    @Override
    public String sql(Parameters point) {
      return "CREATE INDEX %s ON %s USING gin (search_vector)"
          .formatted(Identifier.quote(TextQuestions.INDEX), copy.quoted(EventsCopy.EVENTS));
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
