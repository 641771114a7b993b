package dev.pgassay.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.report.table.TextTable.Note;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.stats.Measure;
import dev.pgassay.stats.MeasuredStage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointNotesTest {
  private static final PointKey KEY = new PointKey("Churn", Map.of("rounds", "1", "clients", "1"));

  private final PointNotes notes = new PointNotes();

  @Test
  void hasALineForEachStageInItsOrder() {
    notes.add(
        Point.builder(KEY).stage(stage("round 0", 0)).stage(stage("round 1", 40)).build(), "1");

    assertThat(notes.lines())
        .extracting(Note::text)
        .containsExactly(
            "round 0: recall@10 0.900, index 8.00 MiB, dead rows 0",
            "round 1: recall@10 0.900, index 8.00 MiB, dead rows 40.0");
  }

  @Test
  void saysStagesThatSeveralPointsShareOnce() {
    notes.add(Point.builder(KEY).stage(stage("round 0", 0)).build(), "1");
    notes.add(Point.builder(KEY).stage(stage("round 0", 0)).build(), "2");

    assertThat(notes.lines()).hasSize(1);
  }

  @Test
  void givesNoFiguresOfAnInvalidPoint() {
    notes.add(
        Point.builder(KEY).stage(stage("round 0", 0)).fault(Validity.INVALID, "no row").build(),
        "1");

    assertThat(notes.lines()).extracting(Note::text).containsExactly("INVALID: no row");
  }

  private static MeasuredStage stage(String name, int deadRows) {
    return new MeasuredStage(
        name,
        List.of(
            new Measure("recall@10", "", 0.9),
            new Measure("index", "MiB", 8),
            new Measure("dead rows", "", deadRows)));
  }
}
