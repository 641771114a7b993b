package dev.pgassay.data.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.RowFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroundTruthTaskTest {
  private static final DatasetSpec TINY =
      new DatasetCatalog(Path.of("..", "datasets")).find("tiny");
  private static final DatasetGenerator GENERATOR = DatasetGenerator.of(TINY);
  private static final GroundTruthTask TASK = GroundTruthTask.heldOut(GENERATOR, Metric.COSINE, 10);

  @Test
  void keepsAsManyRowsAgainAsAreAskedForAndTenAtLeast() {
    assertThat(TASK.margin()).isEqualTo(10);
    assertThat(GroundTruthTask.heldOut(GENERATOR, Metric.COSINE, 1).margin()).isEqualTo(10);
    assertThat(GroundTruthTask.heldOut(GENERATOR, Metric.COSINE, 100).margin()).isEqualTo(100);
  }

  @Test
  void hasTheSameKeyForTheSameQuestion() {
    DatasetGenerator again = DatasetGenerator.of(TINY);
    assertThat(GroundTruthTask.heldOut(again, Metric.COSINE, 10).contentKey())
        .isEqualTo(TASK.contentKey())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void hasAKeyOfItsOwnForEveryOtherQuestion() {
    DatasetGenerator reseeded = DatasetGenerator.of(TINY.withSeed(1));
    assertThat(
            Stream.of(
                    TASK,
                    GroundTruthTask.heldOut(reseeded, Metric.COSINE, 10),
                    GroundTruthTask.outOfDistribution(GENERATOR, Metric.COSINE, 10),
                    GroundTruthTask.heldOut(GENERATOR, Metric.L2, 10),
                    GroundTruthTask.heldOut(GENERATOR, Metric.COSINE, 11),
                    TASK.withFilter("even", row -> row % 2 == 0))
                .map(GroundTruthTask::contentKey))
        .doesNotHaveDuplicates();
  }

  @Test
  void answersEveryQueryWithRowsThatPassTheFilter() throws Exception {
    RowFilter even = row -> row % 2 == 0;
    ExactNeighbors truth = TASK.withFilter("even", even).compute(2, Progress.NONE);
    assertThat(truth.neighbors().queries()).isEqualTo((int) GENERATOR.queries().size());
    assertThat(List.of(truth.neighbors().rows()))
        .allSatisfy(
            rows -> assertThat(LongStream.of(rows).boxed()).hasSize(20).allMatch(even::accepts));
  }

  @Test
  void refusesNumbersThatCannotBe() {
    assertThatThrownBy(() -> GroundTruthTask.heldOut(GENERATOR, Metric.COSINE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be at least 1 and margin at least 0: 0 and 10");
  }
}
