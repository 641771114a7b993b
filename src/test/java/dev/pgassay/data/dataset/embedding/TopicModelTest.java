package dev.pgassay.data.dataset.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.TopicSpec;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicModelTest {
  private final TopicModel model =
      new TopicModel(new TopicSpec(25, 20, 20, 1.0), Draws.of(3, "topics"));

  @Test
  void givesTopicsTheMassesOfZipfsLaw() {
    double harmonic = IntStream.rangeClosed(1, 500).mapToDouble(rank -> 1.0 / rank).sum();
    for (int topic = 0; topic < model.topics(); topic++) {
      double expected = 1 / (harmonic * (model.popularityRank(topic) + 1));
      assertThat(model.mass(topic)).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void ranksEveryTopicOnce() {
    assertThat(IntStream.range(0, 500).map(model::popularityRank))
        .containsExactlyInAnyOrder(IntStream.range(0, 500).boxed().toArray(Integer[]::new));
  }

  @Test
  void linesUpCategoriesByRisingMassAndTheirTopicsByFallingMass() {
    double previous = 0;
    for (int category = 0; category < model.categories(); category++) {
      double mass = 0;
      for (int topic = category * 20; topic < category * 20 + 20; topic++) {
        assertThat(model.categoryOf(topic)).isEqualTo(category);
        mass += model.mass(topic);
        if (topic > category * 20) {
          assertThat(model.popularityRank(topic)).isGreaterThan(model.popularityRank(topic - 1));
        }
      }
      assertThat(mass).isGreaterThan(previous);
      previous = mass;
    }
  }

  @Test
  void beginsWithATopicThatHoldsTheLeastFilterButNotTheMiddleOne() {
    // So that 0.1 % is part of one topic, and 10 % several.
    assertThat(model.mass(0)).isBetween(0.002, 0.05);
  }

  @Test
  void findsTopicAndSubtopicAtEveryPoint() {
    assertThat(model.at(0)).isEqualTo(new Place(0, 0));
    assertThat(model.at(0.9999999999999999)).isEqualTo(new Place(499, 19));
    double end = model.mass(0);
    assertThat(model.at(end * 0.999)).isEqualTo(new Place(0, 19));
    assertThat(model.at(end)).isEqualTo(new Place(1, 0));
    assertThat(model.at(end * 0.52)).isEqualTo(new Place(0, 10));
  }

  @Test
  void worksWithASingleTopic() {
    TopicModel one = new TopicModel(new TopicSpec(1, 1, 1, 0), Draws.of(3, "topics"));
    assertThat(one.at(0.5)).isEqualTo(new Place(0, 0));
    assertThat(one.mass(0)).isEqualTo(1);
  }
}
