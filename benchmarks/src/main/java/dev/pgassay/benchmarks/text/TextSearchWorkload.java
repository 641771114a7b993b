package dev.pgassay.benchmarks.text;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.data.text.TextQueryChoice.Kind;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import java.util.OptionalInt;

/** Text search over the events: what the host does for {@link TextSearchBenchmark}. */
public final class TextSearchWorkload extends BenchmarkWorkload {
  static final String GIN = "gin";
  private static final String TOP = "top";

  /** Makes the workload; called by the service loader. */
  public TextSearchWorkload() {
    super(TextSearchBenchmark.class);
  }

  @Override
  public String question() {
    return "What does each kind of text search cost with a GIN index, with entries pending in it,"
        + " and without one?";
  }

  @Override
  public String gate() {
    return "every count, and every ranked row in its order, is that of an evaluation of the"
        + " generated texts without the server; the plan uses the GIN index (planner=index)";
  }

  @Override
  public void check(Parameters point) {
    if (point.constant(GIN, GinIndex.class) == GinIndex.NONE
        && Planner.of(point) == Planner.INDEX) {
      throw new InvalidInput("gin=none has no index to use: add --param planner=free");
    }
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return PreparedTextSearch.of(context, build.constant(GIN, GinIndex.class));
  }

  static Kind kind(Parameters point) {
    return point.constant("query", Kind.class);
  }

  /** Returns the number of best events; empty if the matches are counted. */
  static OptionalInt depth(Parameters point) {
    String result = point.text("result");
    return result.equals("count")
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(result.substring(TOP.length())));
  }
}
