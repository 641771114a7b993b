package dev.pgassay.benchmarks.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChurnedRowsTest {
  private static final long SEED = 7;

  @Test
  void aRoundOfAllReplacesEveryRow() {
    ChurnedRows rows = new ChurnedRows(3, 3, SEED);

    ChurnedRows.Round round = rows.next();

    assertThat(round.deleted()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(round.firstInserted()).isEqualTo(3);
    assertThat(live(rows)).containsExactly(3, 4, 5);
    assertThat(rows.next().deleted()).containsExactlyInAnyOrder(3, 4, 5);
    assertThat(live(rows)).containsExactly(6, 7, 8);
  }

  @Test
  void whatGoesWasThereAndWhatComesIsNew() {
    ChurnedRows rows = new ChurnedRows(100, 30, SEED);
    for (int i = 0; i < 20; i++) {
      Set<Long> before = new HashSet<>();
      Arrays.stream(live(rows)).forEach(before::add);

      ChurnedRows.Round round = rows.next();

      assertThat(before).contains(boxed(round.deleted()));
      assertThat(round.deleted()).doesNotHaveDuplicates().hasSize(30);
      assertThat(round.firstInserted()).isEqualTo(100 + 30L * i);
      assertThat(live(rows)).hasSize(100).doesNotContain(round.deleted());
      assertThat(rows.everInserted()).isEqualTo(100 + 30L * (i + 1));
    }
  }

  @Test
  void oldRowsAndNewOnesAreAsLikelyToGo() {
    ChurnedRows rows = new ChurnedRows(10_000, 5_000, SEED);
    rows.next();

    long old = Arrays.stream(rows.next().deleted()).filter(row -> row < 10_000).count();

    // Hypergeometric with mean 2,500 and standard deviation 25: six of them.
    assertThat(old).isBetween(2_350L, 2_650L);
  }

  @Test
  void theSameSeedGivesTheSameRounds() {
    ChurnedRows one = new ChurnedRows(50, 5, SEED);
    ChurnedRows other = new ChurnedRows(50, 5, SEED);
    one.next();
    other.next();

    assertThat(one.next().deleted()).isEqualTo(other.next().deleted());
  }

  @Test
  void refusesToReplaceMoreRowsThanThereAre() {
    assertThatThrownBy(() -> new ChurnedRows(10, 11, SEED))
        .hasMessageContaining("1 to 10 rows: 11");
  }

  private static long[] live(ChurnedRows rows) {
    return LongStream.range(0, rows.everInserted()).filter(rows.live()::accepts).toArray();
  }

  private static Long[] boxed(long[] values) {
    return Arrays.stream(values).boxed().toArray(Long[]::new);
  }
}
