package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowGapsTest {
  private static final long ALL_AT_ONCE = Long.MAX_VALUE;

  @Test
  void handsOutEverythingOfAnEmptyTable() {
    RowGaps gaps = RowGaps.between(100, List.of(), 10, 2);

    assertThat(gaps.left()).isEqualTo(100);
    assertCovers(drain(gaps), 0, 100);
    assertThat(gaps.take()).isNull();
  }

  @Test
  void handsOutExactlyWhatIsMissing() {
    List<RowRange> present =
        List.of(new RowRange(10, 5), new RowRange(15, 5), new RowRange(90, 10));

    List<RowRange> missing = merge(drain(RowGaps.between(100, present, 7, 3)));

    assertThat(missing).containsExactly(new RowRange(0, 10), new RowRange(20, 70));
  }

  @Test
  void handsOutNothingOfACompleteTable() {
    assertThat(RowGaps.between(100, List.of(new RowRange(0, 100)), 10, 2).take()).isNull();
    assertThat(RowGaps.between(0, List.of(), 10, 2).take()).isNull();
  }

  @Test
  void handsOutSmallerRangesTowardsTheEnd() {
    List<RowRange> ranges = drain(RowGaps.between(100_000, List.of(), 8_000, 2));

    assertThat(ranges.get(0).rows()).isEqualTo(8_000);
    assertThat(ranges.get(ranges.size() - 2).rows()).isEqualTo(1_000);
    assertThat(ranges).allSatisfy(range -> assertThat(range.rows()).isBetween(1L, 8_000L));
  }

  @Test
  void sharesASmallTableAmongTheWorkers() {
    assertThat(drain(RowGaps.between(4_000, List.of(), 8_000, 2)))
        .hasSize(4)
        .allSatisfy(range -> assertThat(range.rows()).isEqualTo(1_000));
  }

  @Test
  void refusesRangesThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RowGaps.between(
                    100, List.of(new RowRange(0, 10), new RowRange(9, 2)), ALL_AT_ONCE, 1))
        .withMessage("rows 9 to 10 overlap others or lie beyond the 100 rows of the table");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowGaps.between(100, List.of(new RowRange(99, 2)), ALL_AT_ONCE, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new RowRange(0, 0));
  }

  private static void assertCovers(List<RowRange> ranges, long first, long rows) {
    assertThat(merge(ranges)).containsExactly(new RowRange(first, rows));
  }

  private static List<RowRange> drain(RowGaps gaps) {
    List<RowRange> ranges = new ArrayList<>();
    for (RowRange range = gaps.take(); range != null; range = gaps.take()) {
      ranges.add(range);
    }
    return ranges;
  }

  private static List<RowRange> merge(List<RowRange> ranges) {
    List<RowRange> merged = new ArrayList<>();
    for (RowRange range : ranges) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).end() == range.firstRow()) {
        RowRange before = merged.get(last);
        merged.set(last, new RowRange(before.firstRow(), before.rows() + range.rows()));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }
}
