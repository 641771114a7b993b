package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("arithmetic")
class ExactSearchTest {
  private static final RowFilter ALL = RowFilter.ALL;

  @Test
  void findsCosineNeighboursComputedByHand() throws Exception {
    // Angles to (1, 0): 90, 45, 0, 180 degrees; the cosine ignores lengths.
    ArrayVectors base =
        ArrayVectors.of(
            new float[] {0, 2}, new float[] {3, 3}, new float[] {5, 0}, new float[] {-1, 0});
    Neighbors found = search(base, ArrayVectors.of(new float[] {1, 0}), Metric.COSINE, 4);
    assertThat(found.rows()[0]).containsExactly(2, 1, 0, 3);
    assertThat(found.distances()[0])
        .containsExactly(new double[] {0, 1 - 1 / Math.sqrt(2), 1, 2}, within(1e-15));
  }

  @Test
  void findsEuclideanNeighboursComputedByHand() throws Exception {
    // Distances from (0, 0): 5 (3-4-5), 1, 13 (5-12-13).
    ArrayVectors base =
        ArrayVectors.of(new float[] {3, 4}, new float[] {0, -1}, new float[] {5, 12});
    Neighbors found = search(base, ArrayVectors.of(new float[] {0, 0}), Metric.L2, 3);
    assertThat(found.rows()[0]).containsExactly(1, 0, 2);
    assertThat(found.distances()[0]).containsExactly(1, 5, 13);
  }

  @Test
  void findsInnerProductNeighboursComputedByHand() throws Exception {
    // Products with (1, 2): 11, -2, 29; pgvector negates them.
    ArrayVectors base =
        ArrayVectors.of(new float[] {3, 4}, new float[] {0, -1}, new float[] {5, 12});
    Neighbors found = search(base, ArrayVectors.of(new float[] {1, 2}), Metric.INNER_PRODUCT, 3);
    assertThat(found.rows()[0]).containsExactly(2, 0, 1);
    assertThat(found.distances()[0]).containsExactly(-29, -11, 2);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void agreesWithBruteForce(Metric metric) throws Exception {
    // Sizes that fill neither a block, nor a tile, nor a slice of components.
    ArrayVectors base = ArrayVectors.random(1, 2_011, 517);
    ArrayVectors queries = ArrayVectors.random(2, 41, 517);
    Neighbors found = search(base, queries, metric, 20);
    assertThat(found.rows()).isDeepEqualTo(BruteForce.rows(base, queries, metric, 20, ALL));
    for (int place = 0; place < 20; place++) {
      int row = (int) found.rows()[7][place];
      assertThat(found.distances()[7][place])
          .isCloseTo(BruteForce.distance(metric, base, row, queries, 7), within(1e-11));
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void givesTheSameBitsWithAndWithoutSimdAndForEveryNumberOfThreads(Metric metric)
      throws Exception {
    ArrayVectors base = ArrayVectors.random(3, 3_000, 96);
    ArrayVectors queries = ArrayVectors.random(4, 30, 96);
    Neighbors one = search(MatrixProduct.plainJava(), base, queries, metric, 15, ALL, 1);
    for (int threads : new int[] {1, 2, 5}) {
      MatrixProduct simd = MatrixProduct.fastest(Progress.NONE);
      Neighbors other = search(simd, base, queries, metric, 15, ALL, threads);
      assertThat(other.rows()).isDeepEqualTo(one.rows());
      assertThat(other.distances()).isDeepEqualTo(one.distances());
      assertThat(other.tolerances()).isEqualTo(one.tolerances());
    }
  }

  /** The hash was made once, on JDK 17 with AVX-512. Changing it makes stored truths stale. */
  @Test
  void givesTheSameBitsOnEveryMachineAndJdk() throws Exception {
    Random random = new Random(20_261_124);
    float[] components = new float[1_000 * 150];
    for (int i = 0; i < components.length; i++) {
      components[i] = (random.nextInt(1 << 24) - (1 << 23)) / (float) (1 << 20);
    }
    ArrayVectors vectors = new ArrayVectors(150, components);
    int hash = ExactSearch.ALGORITHM_VERSION;
    for (Metric metric : Metric.values()) {
      Neighbors found = search(vectors, vectors, metric, 5);
      hash = 31 * hash + Arrays.deepHashCode(found.rows());
      hash = 31 * hash + Arrays.deepHashCode(found.distances());
      hash = 31 * hash + Arrays.hashCode(found.tolerances());
    }
    assertThat(hash).isEqualTo(1_973_902_514);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void losesNoNeighbourToTheRoundingOfFloats(Metric metric) throws Exception {
    // All rows nearly alike and long: single precision cannot tell their products apart.
    ArrayVectors base = ArrayVectors.random(5, 1_500, 300);
    ArrayVectors queries = ArrayVectors.random(6, 12, 300);
    for (int i = 0; i < base.components().length; i++) {
      base.components()[i] = 100 + base.components()[i] / 1024;
    }
    Neighbors found = search(base, queries, metric, 10);
    assertThat(found.rows()).isDeepEqualTo(BruteForce.rows(base, queries, metric, 10, ALL));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-25, 1e-12, 1e12, 1e17})
  void searchesVectorsOfExtremeLength(double factor) throws Exception {
    ArrayVectors base = ArrayVectors.random(7, 500, 24);
    ArrayVectors queries = ArrayVectors.random(8, 6, 24);
    for (int i = 0; i < base.components().length; i++) {
      base.components()[i] *= (float) factor;
    }
    for (Metric metric : Metric.values()) {
      Neighbors found = search(base, queries, metric, 5);
      assertThat(found.rows()).isDeepEqualTo(BruteForce.rows(base, queries, metric, 5, ALL));
    }
  }

  @Test
  void ordersEqualDistancesByRowNumber() throws Exception {
    float[][] rows = new float[3_000][];
    Arrays.setAll(rows, i -> i % 3 == 0 ? new float[] {1, 0, 0} : new float[] {0, 1, 0});
    ArrayVectors queries = ArrayVectors.of(new float[] {1, 0, 0});
    Neighbors found =
        search(MatrixProduct.plainJava(), ArrayVectors.of(rows), queries, Metric.L2, 6, ALL, 4);
    assertThat(found.rows()[0]).containsExactly(0, 3, 6, 9, 12, 15);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 333})
  void returnsOnlyRowsThatPassTheFilter(int oneIn) throws Exception {
    ArrayVectors base = ArrayVectors.random(9, 4_000, 40);
    ArrayVectors queries = ArrayVectors.random(10, 9, 40);
    RowFilter filter = row -> row % oneIn == oneIn / 2;
    Neighbors found =
        search(MatrixProduct.plainJava(), base, queries, Metric.COSINE, 10, filter, 2);
    assertThat(found.rows())
        .isDeepEqualTo(BruteForce.rows(base, queries, Metric.COSINE, 10, filter));
  }

  @Test
  void returnsFewerRowsWhereFewerQualify() throws Exception {
    ArrayVectors base = ArrayVectors.random(11, 100, 8);
    ArrayVectors queries = ArrayVectors.random(12, 2, 8);
    MatrixProduct product = MatrixProduct.plainJava();
    assertThat(search(product, base, queries, Metric.L2, 10, row -> row > 96, 2).rows()[1])
        .containsExactlyInAnyOrder(97, 98, 99);
    assertThat(search(product, base, queries, Metric.L2, 10, row -> false, 2).rows()[1]).isEmpty();
  }

  @Test
  void leavesRowsOfLengthZeroOutUnderCosineOnly() throws Exception {
    ArrayVectors base =
        ArrayVectors.of(new float[] {0, 0}, new float[] {-1, 0}, new float[] {0, 1});
    ArrayVectors queries = ArrayVectors.of(new float[] {1, 0});
    assertThat(search(base, queries, Metric.COSINE, 3).rows()[0]).containsExactly(2, 1);
    assertThat(search(base, queries, Metric.L2, 3).rows()[0]).containsExactly(0, 2, 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 3, 1", "2, 3, 3, 41", "3, 60, 6, 7", "2, 120, 42, 40", "4, 999, 999, 10000"})
  void findsTheSameHoweverTheWorkIsCut(int threads, int rows, int queriesAtOnce, int perPass)
      throws Exception {
    ArrayVectors base = ArrayVectors.random(13, 700, 33);
    ArrayVectors queries = ArrayVectors.random(14, 41, 33);
    RowFilter filter = row -> row % 5 != 1;
    Neighbors found =
        ExactSearch.search(
            MatrixProduct.plainJava(),
            new BlockPlan(threads, rows, queriesAtOnce, perPass),
            base,
            queries,
            Metric.L2,
            12,
            filter,
            Progress.NONE);
    assertThat(found.rows()).isDeepEqualTo(BruteForce.rows(base, queries, Metric.L2, 12, filter));
  }

  @Test
  void refusesComponentsThatAreNotFinite() {
    ArrayVectors base = ArrayVectors.of(new float[] {1, 2}, new float[] {Float.NaN, 1});
    ArrayVectors queries = ArrayVectors.of(new float[] {1, 0});
    assertThatThrownBy(() -> search(base, queries, Metric.L2, 1))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("vector 1 has a component that is not finite");
    assertThatThrownBy(() -> search(queries, base, Metric.L2, 1))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("query 1 has a component that is not finite");
  }

  @Test
  void refusesAQueryWithoutACosine() {
    ArrayVectors base = ArrayVectors.of(new float[] {1, 2});
    ArrayVectors queries = ArrayVectors.of(new float[] {0, 0});
    assertThatThrownBy(() -> search(base, queries, Metric.COSINE, 1))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("query 0 has length 0");
  }

  @Test
  void refusesQueriesOfOtherDimensions() {
    ArrayVectors base = ArrayVectors.random(1, 3, 4);
    assertThatThrownBy(() -> search(base, ArrayVectors.random(1, 3, 5), Metric.L2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows have 4 dimensions but queries 5");
  }

  @Test
  void reportsEveryRowAsDone() throws Exception {
    AtomicLong done = new AtomicLong();
    AtomicLong total = new AtomicLong();
    Progress progress = new CountingProgress(total, done);
    ExactSearch.search(
        ArrayVectors.random(1, 2_500, 16),
        ArrayVectors.random(2, 5, 16),
        Metric.COSINE,
        3,
        row -> row % 7 == 0,
        3,
        progress);
    assertThat(total).hasValue(2_500);
    assertThat(done).hasValue(2_500);
  }

  @Test
  void stopsWhenInterruptedAndLeavesNoThreadBehind() {
    ArrayVectors base = ArrayVectors.random(1, 100, 16);
    Thread caller = Thread.currentThread();
    VectorSource interrupting =
        new VectorSource() {
          @Override
          public int dimensions() {
            return 16;
          }

          @Override
          public long size() {
            return Long.MAX_VALUE / 2;
          }

          @Override
          public void read(long first, int count, float[] target) {
            caller.interrupt();
            base.read(0, 100, target);
          }
        };
    assertThatThrownBy(() -> search(interrupting, ArrayVectors.random(2, 5, 16), Metric.COSINE, 3))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("exact-search"));
  }

  @Test
  void passesOnWhatASourceThrows() {
    VectorSource broken =
        new VectorSource() {
          @Override
          public int dimensions() {
            return 16;
          }

          @Override
          public long size() {
            return 10_000;
          }

          @Override
          public void read(long first, int count, float[] target) {
            throw new Failure("file is cut short");
          }
        };
    assertThatThrownBy(() -> search(broken, ArrayVectors.random(2, 5, 16), Metric.COSINE, 3))
        .isInstanceOf(Failure.class)
        .hasMessage("file is cut short");
  }

  private static Neighbors search(VectorSource base, VectorSource queries, Metric metric, int depth)
      throws InterruptedException {
    return ExactSearch.search(base, queries, metric, depth, ALL, 2, Progress.NONE);
  }

  private static Neighbors search(
      MatrixProduct product,
      VectorSource base,
      VectorSource queries,
      Metric metric,
      int depth,
      RowFilter filter,
      int threads)
      throws InterruptedException {
    BlockPlan plan = BlockPlan.of(base.dimensions(), queries.size(), threads);
    return ExactSearch.search(product, plan, base, queries, metric, depth, filter, Progress.NONE);
  }

  private record CountingProgress(AtomicLong total, AtomicLong done) implements Progress {
    @Override
    public void say(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public Task start(String name, long units, String unit) {
      total.set(units);
      return new Task() {
        @Override
        public void advance(long more) {
          done.addAndGet(more);
        }

        @Override
        public void close() {}
      };
    }
  }
}
