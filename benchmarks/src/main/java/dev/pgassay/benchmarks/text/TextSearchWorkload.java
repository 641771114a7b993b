package dev.pgassay.benchmarks.text;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.text.TextQueryChoice.Kind;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Text search over the events: what the host does for {@link TextSearchBenchmark}. */
public final class TextSearchWorkload implements Workload {
  static final String GIN = "gin";
  static final String QUERY = "query";
  static final String RESULT = "result";
  static final String RESULT_COUNT = "count";
  private static final String TOP = "top";
  static final String PLANNER = "planner";
  static final String PLANNER_INDEX = "index";
  static final String PLANNER_FREE = "free";

  /** Makes the workload; called by the service loader. */
  public TextSearchWorkload() {}

  @Override
  public String name() {
    return "TextSearch";
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
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            GIN,
            "on: fastupdate on, nothing pending; pending: on, with 4 MB of pending entries, or"
                + " fewer where the events are few; off: fastupdate off; none: no index",
            Stage.BUILD,
            new Words(GinIndex.words()),
            List.of(GinIndex.ON.word())),
        new Parameter(
            QUERY,
            "rare: terms in 0.01 % of the events; common: in 10 %; and, or, phrase, prefix,"
                + " websearch; title: common terms in the name (weight A)",
            Stage.SESSION,
            new Words(kinds()),
            kinds()),
        new Parameter(
            RESULT,
            "count: the number of matches; top1, top10, top100: the k best by ts_rank",
            Stage.SESSION,
            new Words(results()),
            List.of(TOP + 10)),
        new Parameter(
            PLANNER,
            "index: sequential scans off; free: the planner chooses, and its choice is a result",
            Stage.SESSION,
            new Words(List.of(PLANNER_INDEX, PLANNER_FREE)),
            List.of(PLANNER_INDEX)));
  }

  @Override
  public String benchmarkMethod() {
    return TextSearchBenchmark.class.getName() + ".textSearch";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    if (GinIndex.of(point.text(GIN)) == GinIndex.NONE
        && !point.text(PLANNER).equals(PLANNER_FREE)) {
      throw new InvalidInput("gin=none has no index to use: add --param planner=free");
    }
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return PreparedTextSearch.of(context, GinIndex.of(build.text(GIN)));
  }

  /** Nothing but copies is changed. */
  @Override
  public void restore(WorkloadContext context) {}

  static Kind kind(Parameters point) {
    return Kind.valueOf(point.text(QUERY).toUpperCase(Locale.ROOT));
  }

  /** How many of the best are asked for; empty where the matches are counted. */
  static OptionalInt depth(Parameters point) {
    String result = point.text(RESULT);
    return result.equals(RESULT_COUNT)
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(result.substring(TOP.length())));
  }

  private static List<String> results() {
    return Stream.concat(
            Stream.of(RESULT_COUNT), TextQuestions.DEPTHS.stream().map(depth -> TOP + depth))
        .toList();
  }

  private static List<String> kinds() {
    return Arrays.stream(Kind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }
}
