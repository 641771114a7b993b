package dev.pgassay.benchmarks.graph;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Integers;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;

/** Questions that follow links over several steps: the host's part of {@link GraphBenchmark}. */
public final class GraphWorkload implements Workload {
  private static final String QUESTION = "question";
  private static final String FORM = "form";
  private static final String HOPS = "hops";
  private static final int MOST_HOPS_COUNTED = 2;

  /** Makes the workload; called by the service loader. */
  public GraphWorkload() {}

  @Override
  public String name() {
    return "Graph";
  }

  @Override
  public String question() {
    return "Is a question over several links quicker in AGE's Cypher, in joins, or in a recursive query?";
  }

  @Override
  public String gate() {
    return "the very rows of each answer in their order, computed from the generated links and the same"
        + " for every form; Cypher finds its first vertex by the index on the property id";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            QUESTION,
            "co_speakers: the 20 who are reached over most paths of so many events;"
                + " company_path: events on the shortest path between two companies",
            Stage.SESSION,
            new Words(GraphQuestion.words()),
            GraphQuestion.words()),
        new Parameter(
            FORM,
            "AGE's Cypher on the graph; in SQL a join for each step, or a recursive query",
            Stage.SESSION,
            new Words(GraphForm.words()),
            GraphForm.words()),
        new Parameter(
            HOPS,
            "events on a path: exactly so many for co_speakers, 1 or 2; at most for company_path",
            Stage.SESSION,
            new Integers(1, 3),
            List.of("2")));
  }

  static GraphStatement statement(Parameters point) {
    return new GraphStatement(
        GraphQuestion.of(point.text(QUESTION)),
        GraphForm.of(point.text(FORM)),
        point.integer(HOPS));
  }

  @Override
  public String benchmarkMethod() {
    return GraphBenchmark.class.getName() + ".answer";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return GraphTask.of(context, files);
  }

  @Override
  public void check(Parameters point) {
    GraphStatement statement = statement(point);
    if (statement.question() == GraphQuestion.CO_SPEAKERS && statement.hops() > MOST_HOPS_COUNTED) {
      throw new InvalidInput(
          "hops must be 1 or 2 for question co_speakers, whose paths are counted: "
              + statement.hops());
    }
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    return new PreparedGraph(context);
  }

  @Override
  public void restore(WorkloadContext context) {
    // Tables and graph are only read.
  }
}
