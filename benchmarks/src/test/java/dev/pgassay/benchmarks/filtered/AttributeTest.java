package dev.pgassay.benchmarks.filtered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AttributeTest {
  private final DatasetGenerator dataset =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

  @Test
  void ranksSelectExactShares() throws InterruptedException {
    for (int permille : new int[] {0, 1, 10, 100, 500}) {
      assertThat(selected(Attribute.TOPIC, permille)).isEqualTo(permille);
      assertThat(selected(Attribute.AUDIENCE, permille)).isEqualTo(permille);
    }
  }

  /** Two independent ranks below 316 permille each: 10 % but for chance, three deviations wide. */
  @Test
  void bothRanksSelectAboutTheShareTogether() throws InterruptedException {
    assertThat(Attribute.BOTH.condition(dataset, 100))
        .isEqualTo("topic_rank < 316 AND audience_rank < 316");
    assertThat(selected(Attribute.BOTH, 100)).isBetween(72, 128);
    assertThat(selected(Attribute.BOTH, 0)).isZero();
  }

  @Test
  void termsSelectAboutTheShare() throws InterruptedException {
    assertThat(Attribute.TERM.condition(dataset, 100))
        .isEqualTo("search_vector @@ to_tsquery('english', 'livestream')");
    assertThat(selected(Attribute.TERM, 100)).isBetween(72, 128);
    assertThat(selected(Attribute.TERM, 0)).isZero();
  }

  private int selected(Attribute attribute, int permille) throws InterruptedException {
    return attribute.rows(dataset, permille, Progress.NONE).cardinality();
  }
}
