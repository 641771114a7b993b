package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryOrderTest {
  private static final int QUERIES = 97;
  private static final long SEED = 20261123;

  @Test
  void goesThroughEveryQueryOnceInARoundTrip() {
    assertThat(sorted(round(new QueryOrder(QUERIES, SEED, 0, 1))))
        .containsExactly(IntStream.range(0, QUERIES).toArray());
  }

  @Test
  void repeatsTheRoundTrip() {
    QueryOrder order = new QueryOrder(QUERIES, SEED, 0, 1);
    assertThat(round(order)).containsExactly(round(order));
  }

  @Test
  void isTheSameForEveryForkWithTheSameSeed() {
    assertThat(round(new QueryOrder(QUERIES, SEED, 1, 2)))
        .containsExactly(round(new QueryOrder(QUERIES, SEED, 1, 2)));
  }

  @Test
  void letsClientsBeginAtDifferentPlacesOfOneOrder() {
    int[] first = round(new QueryOrder(QUERIES, SEED, 0, 2));
    int[] second = round(new QueryOrder(QUERIES, SEED, 1, 2));
    assertThat(second[0]).isEqualTo(first[QUERIES / 2]);
  }

  private static int[] round(QueryOrder order) {
    return IntStream.range(0, QUERIES).map(i -> order.next()).toArray();
  }

  private static int[] sorted(int[] values) {
    int[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
