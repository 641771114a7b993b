package dev.pgassay.benchmarks.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The answers are made of events whose grades are known from the generator's topics. */
class RelevanceTest {
  private static final DatasetGenerator TINY =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

  private static final BiPredicate<Place, Place> SUBTOPIC =
      (wanted, found) -> wanted.topic() == found.topic() && wanted.subtopic() == found.subtopic();
  private static final BiPredicate<Place, Place> TOPIC_ALONE =
      (wanted, found) -> wanted.topic() == found.topic() && wanted.subtopic() != found.subtopic();
  private static final BiPredicate<Place, Place> ELSEWHERE =
      (wanted, found) -> wanted.topic() != found.topic();

  private final Relevance relevance = Relevance.of(TINY);

  /** A query with three events on its subtopic at least, and one more on its topic. */
  private final int query =
      IntStream.range(0, Math.toIntExact(TINY.queries().size()))
          .filter(it -> events(it, SUBTOPIC).length >= 3 && events(it, TOPIC_ALONE).length >= 1)
          .findFirst()
          .orElseThrow();

  private final long[] best = events(query, SUBTOPIC);
  private final long good = events(query, TOPIC_ALONE)[0];
  private final long poor = events(query, ELSEWHERE)[0];

  /**
   * Gains are 2^grade - 1, discounts log2(place + 1): 3/1 + 0 + 1/2 = 3.5 of 3/1 + 3/1.58496 + 3/2
   * = 6.39279.
   */
  @Test
  void gainsAreDiscountedByThePlaceAndDividedByTheBestThereCouldBe() {
    assertThat(relevance.ndcg(query, new long[] {best[0], poor, good}, 3))
        .isCloseTo(0.547492, within(1e-6));
  }

  @Test
  void theBestAnswerHasAllOfTheGainAndAnAnswerOfOtherTopicsNone() {
    assertThat(relevance.ndcg(query, new long[] {best[0], best[1], best[2]}, 3))
        .isCloseTo(1, within(1e-12));
    assertThat(relevance.ndcg(query, new long[] {poor}, 3)).isZero();
  }

  @Test
  void aRelevantEventCountsLessTheLaterItComes() {
    double first = relevance.ndcg(query, new long[] {best[0], poor}, 2);
    double second = relevance.ndcg(query, new long[] {poor, best[0]}, 2);
    assertThat(second / first).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
  }

  @Test
  void anyRelevantEventCountsForRecallAndAPageHoldsNoMoreThanItsPlaces() {
    assertThat(relevance.relevant(query))
        .isEqualTo(best.length + events(query, TOPIC_ALONE).length);
    assertThat(relevance.recall(query, new long[] {best[0], poor, good}, 4)).isEqualTo(0.5);
  }

  private static long[] events(int query, BiPredicate<Place, Place> related) {
    Place wanted = TINY.queryTopics().placeOf(query);
    return LongStream.range(0, TINY.rows(Table.EVENTS))
        .filter(event -> related.test(wanted, TINY.eventTopics().placeOf(event)))
        .toArray();
  }
}
