package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Listings, joins, graphs, writes and churn as a user runs them, checked against the generated
 * rows.
 */
class RelationalIT {
  @AutoClose private static final Program program = Program.inTemporaryFolder();

  @Test
  void everyPageOfAListingHasTheRowsOfTheDatasetWithAnIndexAndWithout() throws Exception {
    List<JsonNode> points =
        program.points(
            "Listing",
            "--param=index=composite,none",
            "--param=listing=type_and_status",
            "--param=page=keyset",
            "--param=depth=5");

    assertThat(points).hasSize(2).allSatisfy(RelationalIT::isValid);
  }

  @Test
  void theCountsOfTopicsAreThoseOfTheGeneratedLinks() throws Exception {
    List<JsonNode> points =
        program.points("Join", "--param=index=dropped", "--param=page=counts,speaker");

    assertThat(points).hasSize(2).allSatisfy(RelationalIT::isValid);
  }

  @Test
  void anInsertLeavesNoDeadRowAndADeleteDoes() throws Exception {
    List<JsonNode> points =
        program.points(
            "Write",
            "--param=indexes=without_hnsw",
            "--param=trigger=off",
            "--param=operation=insert,delete");

    assertThat(points).hasSize(2).allSatisfy(RelationalIT::isValid);
    assertThat(measure(points.get(0), "dead rows")).isZero();
    assertThat(measure(points.get(1), "dead rows")).isPositive();
    assertWritesOneRow(program.analyzedPlan(points.get(0)), "Insert");
    assertWritesOneRow(program.analyzedPlan(points.get(1)), "Delete");
  }

  private static void assertWritesOneRow(JsonNode plan, String operation) {
    JsonNode write = plan.path("Plan");
    assertThat(write.path("Operation").asText()).isEqualTo(operation);
    assertThat(write.at("/Plans/0/Actual Rows").asDouble()).isEqualTo(1);
  }

  @Test
  void theLogOfAnInsertIsNotThatOfTheBatchBefore() throws Exception {
    List<JsonNode> points =
        program.points(
            "Write", "--param=indexes=without_hnsw", "--param=operation=insert_batch,insert");

    assertThat(points).hasSize(2).allSatisfy(RelationalIT::isValid);
    // The vector alone has 6,144 bytes, and a batch has 100 of them.
    assertThat(measure(points.get(0), "WAL")).isGreaterThan(100 * 6.144);
    assertThat(measure(points.get(1), "WAL")).isBetween(6.144, 100 * 6.144);
  }

  @Test
  void theGraphIsAnsweredInSqlWhereTheServerHasNoAge() throws Exception {
    List<JsonNode> points = program.points("Graph", "--param=hops=2");

    assertThat(points)
        .filteredOn(point -> !isCypher(point))
        .hasSize(4)
        .allSatisfy(RelationalIT::isValid);
    assertThat(points)
        .filteredOn(RelationalIT::isCypher)
        .hasSize(2)
        .allSatisfy(
            point -> {
              assertThat(point.path("validity").asText()).isEqualTo("NOT_AVAILABLE");
              assertThat(point.path("reasons").toString()).contains("the extension age");
            });
  }

  @Test
  void churnLeavesDeadRowsThatAVacuumTakesAway() throws Exception {
    List<JsonNode> points =
        program.points("Churn", "--param=share=20", "--param=rounds=2", "--param=vacuum=on,off");

    assertThat(points).hasSize(2).allSatisfy(RelationalIT::isValid);
    assertThat(measure(points.get(0), "dead rows")).isZero();
    assertThat(measure(points.get(1), "dead rows")).isEqualTo(400);
    assertThat(measure(points.get(1), "index")).isGreaterThan(measure(points.get(0), "index"));
    assertThat(points)
        .extracting(point -> point.path("recall").path("meanRatio").asDouble())
        .allSatisfy(recall -> assertThat(recall).isBetween(0.5, 1.0));
    for (JsonNode point : points) {
      JsonNode stages = point.path("stages");
      assertThat(stages)
          .extracting(stage -> stage.path("name").asText())
          .containsExactly("round 0", "round 1", "round 2");
      // The clients execute the same queries on the same index as the last search between rounds.
      assertThat(measure(stages.get(2), "recall@10"))
          .isCloseTo(point.path("recall").path("meanRatio").asDouble(), within(0.02));
      assertThat(measure(stages.get(2), "index")).isEqualTo(measure(point, "index"));
    }
    assertThat(measure(points.get(1).path("stages").get(1), "dead rows")).isEqualTo(200);
  }

  private static boolean isCypher(JsonNode point) {
    return point.path("parameters").path("form").asText().equals("cypher");
  }

  private static void isValid(JsonNode point) {
    assertThat(point.path("validity").asText())
        .as(point.path("reasons").toString())
        .isEqualTo("VALID");
  }

  private static double measure(JsonNode point, String name) {
    for (JsonNode measure : point.path("measures")) {
      if (measure.path("name").asText().equals(name)) {
        return measure.path("value").asDouble();
      }
    }
    throw new AssertionError("no measure " + name + " in " + point.path("measures"));
  }
}
