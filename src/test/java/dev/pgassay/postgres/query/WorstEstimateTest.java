package dev.pgassay.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorstEstimateTest {
  @Test
  void findsTheNodeThatIsOffFurthest() {
    String plan =
        node(
            "Hash Join",
            100,
            90,
            "",
            node("Seq Scan", 1_000, 4_000, "\"Relation Name\": \"events\""),
            node("Hash", 10, 12, "", node("Seq Scan", 10, 12, "")));
    assertThat(of(plan)).contains(new WorstEstimate("Seq Scan on events", 1_000, 4_000));
  }

  @Test
  void passesOverWhatALimitStopped() {
    String scan = node("Index Scan", 10_000, 10, "\"Index Name\": \"events_hnsw_idx\"");
    assertThat(of(node("Limit", 10, 10, "", scan)).orElseThrow().node()).isEqualTo("Limit");
  }

  @Test
  void countsWhatASortBelowALimitTookIn() {
    String sorted = node("Sort", 10_000, 10, "", node("Seq Scan", 10_000, 50, ""));
    assertThat(of(node("Limit", 10, 10, "", sorted)))
        .contains(new WorstEstimate("Seq Scan", 10_000, 50));
  }

  @Test
  void passesOverTheInnerSideOfAJoinThatAsksForOneRow() {
    String inner = node("Index Scan", 500, 1, "\"Parent Relationship\": \"Inner\"");
    String join =
        node("Nested Loop", 5, 5, "\"Join Type\": \"Semi\"", node("Scan", 5, 5, ""), inner);
    assertThat(of(join).orElseThrow().actualRows()).isEqualTo(5);
  }

  @Test
  void passesOverWhatWasNeverExecutedAndWhatIsNotCounted() {
    String never =
        "{\"Node Type\": \"Seq Scan\", \"Plan Rows\": 9, \"Actual Rows\": 0, \"Actual Loops\": 0}";
    assertThat(of(never)).isEmpty();
    assertThat(of(node("BitmapAnd", 900, 0, ""))).isEmpty();
  }

  @Test
  void takesLessThanARowForOne() {
    String plan = node("Append", 1, 1, "", node("Scan", 0, 1, ""), node("Result", 3, 1, ""));
    assertThat(of(plan)).contains(new WorstEstimate("Result", 3, 1));
  }

  private static Optional<WorstEstimate> of(String plan) {
    return WorstEstimate.of("[{\"Plan\": " + plan + "}]");
  }

  private static String node(String type, int estimated, int actual, String more, String... below) {
    return "{\"Node Type\": \"%s\", \"Plan Rows\": %d, \"Actual Rows\": %d, \"Actual Loops\": 1"
            .formatted(type, estimated, actual)
        + (more.isEmpty() ? "" : ", " + more)
        + ", \"Plans\": ["
        + String.join(", ", below)
        + "]}";
  }
}
