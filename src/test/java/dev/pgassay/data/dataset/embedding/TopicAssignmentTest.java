package dev.pgassay.data.dataset.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.TopicSpec;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicAssignmentTest {
  private static final int ROWS = 20_000;
  private final TopicModel model =
      new TopicModel(new TopicSpec(25, 20, 20, 1.0), Draws.of(3, "topics"));
  private final TopicAssignment assignment =
      new TopicAssignment(model, ROWS, Draws.of(3, "assignment"));

  @ParameterizedTest
  @ValueSource(ints = {500, 100, 10, 1})
  void selectsExactlyThePermilleOfRowsThatTheRankSays(int permille) {
    long selected =
        LongStream.range(0, ROWS).filter(row -> assignment.rankOf(row) < permille).count();
    assertThat(selected).isEqualTo(ROWS * (long) permille / 1000);
  }

  @Test
  void selectsNeighbouringTopics() {
    int last = 0;
    for (long row = 0; row < ROWS; row++) {
      if (assignment.rankOf(row) < 100) {
        last = Math.max(last, assignment.placeOf(row).topic());
      }
    }
    for (long row = 0; row < ROWS; row++) {
      if (assignment.placeOf(row).topic() < last) {
        assertThat(assignment.rankOf(row)).isLessThan(101);
      }
    }
  }

  @Test
  void givesEachTopicItsShareOfRows() {
    int[] counts = new int[model.topics()];
    for (long row = 0; row < ROWS; row++) {
      counts[assignment.placeOf(row).topic()]++;
    }
    for (int topic = 0; topic < counts.length; topic++) {
      assertThat((double) counts[topic]).isCloseTo(model.mass(topic) * ROWS, within(1.0));
    }
  }

  @Test
  void spreadsRanksOverTheRows() {
    // About a tenth of the first tenth of the rows is in each tenth of the ranks.
    int[] counts = new int[10];
    for (long row = 0; row < ROWS / 10; row++) {
      counts[assignment.rankOf(row) / 100]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(150, 250);
    }
  }
}
