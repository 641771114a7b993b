package dev.pgassay.benchmarks.variants;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.vector.Metric;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Integers;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Parameters that several searches for the nearest vectors share. */
final class VectorParameters {
  static final String METRIC = "metric";
  static final String STORAGE = "storage";
  static final String K = "k";
  static final String EF_SEARCH = "ef_search";
  static final String PLANNER = "planner";

  private static final String PLANNER_INDEX = "index";
  private static final String PLANNER_FREE = "free";

  private VectorParameters() {}

  static Parameter metric(Stage stage) {
    List<String> words = Arrays.stream(Metric.values()).map(VectorParameters::word).toList();
    return new Parameter(
        METRIC,
        "distance; the vectors have unit length, so all of them agree on who is near",
        stage,
        new Words(words),
        List.of(word(Metric.COSINE)));
  }

  static Parameter storage() {
    return new Parameter(
        STORAGE,
        "external: vectors out of line, pgvector's default; plain: in the row",
        Stage.BUILD,
        new Words(Storage.words()),
        List.of(Storage.EXTERNAL.word()));
  }

  static Parameter k() {
    return new Parameter(
        K, "neighbours asked for", Stage.SESSION, new Integers(1, 1000), List.of("10"));
  }

  static Parameter efSearch() {
    return new Parameter(
        EF_SEARCH,
        "candidates of a search; at least k",
        Stage.SESSION,
        new Integers(1, 1000),
        List.of("40", "100"));
  }

  static Parameter planner() {
    return new Parameter(
        PLANNER,
        "index: sequential scans off; free: the planner chooses, and its choice is a result",
        Stage.SESSION,
        new Words(List.of(PLANNER_INDEX, PLANNER_FREE)),
        List.of(PLANNER_INDEX));
  }

  static boolean plannerIsFree(Parameters point) {
    return point.text(PLANNER).equals(PLANNER_FREE);
  }

  static Metric metric(Parameters point) {
    return Metric.valueOf(point.text(METRIC).toUpperCase(Locale.ROOT));
  }

  static Storage storage(Parameters point) {
    return Storage.of(point.text(STORAGE));
  }

  /** Refuses a point at which one number limits another. */
  static void requireAtMost(Parameters point, String parameter, String limit, String reason) {
    if (point.integer(parameter) > point.integer(limit)) {
      throw new InvalidInput(
          "%s must not be above %s, because %s: %1$s %d, %2$s %d"
              .formatted(parameter, limit, reason, point.integer(parameter), point.integer(limit)));
    }
  }

  private static String word(Metric metric) {
    return metric.name().toLowerCase(Locale.ROOT);
  }
}
