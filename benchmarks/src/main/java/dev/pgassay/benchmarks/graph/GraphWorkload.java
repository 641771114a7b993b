package dev.pgassay.benchmarks.graph;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;

/** Questions that follow links over several steps: the host's part of {@link GraphBenchmark}. */
public final class GraphWorkload extends BenchmarkWorkload {
  private static final String QUESTION = "question";
  private static final String FORM = "form";
  private static final String HOPS = "hops";
  private static final int MOST_HOPS_COUNTED = 2;

  /** Makes the workload; called by the service loader. */
  public GraphWorkload() {
    super(GraphBenchmark.class);
  }

  @Override
  public String question() {
    return "Is a question over several links quicker in AGE's Cypher, in joins, or in a recursive query?";
  }

  @Override
  public String gate() {
    return "exactly the rows of each answer in their order, computed from the generated links and the same"
        + " for every form; Cypher finds its first vertex by the index on the property id";
  }

  static GraphStatement statement(Parameters point) {
    return new GraphStatement(
        point.constant(QUESTION, GraphQuestion.class),
        point.constant(FORM, GraphForm.class),
        point.integer(HOPS));
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
}
