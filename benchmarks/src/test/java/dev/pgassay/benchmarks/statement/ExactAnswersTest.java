package dev.pgassay.benchmarks.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.statement.ExactAnswers.Row;
import dev.pgassay.benchmarks.statement.ExactAnswers.Scan;
import dev.pgassay.measure.client.Answers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a limit of three rows; a row's digest is its number twice. */
class ExactAnswersTest {
  @TempDir Path folder;

  @Test
  void aRowAsNearAsTheLastCountsLikeIt() {
    ExactAnswers exact = of(scan(row(1, 0.1), row(2, 0.2), row(3, 0.3), row(4, 0.3), row(5, 0.4)));

    assertThat(hits(exact, 1, 2, 4)).isEqualTo(3);
    assertThat(hits(exact, 1, 3, 4)).as("two of the nearest and one as near").isEqualTo(3);
    assertThat(hits(exact, 1, 2, 5)).isEqualTo(2);
    assertThat(exact.cutOff()).isEmpty();
  }

  @Test
  void distancesThatDifferByRoundingAreEqual() {
    ExactAnswers exact =
        of(scan(row(1, 0.1), row(2, 0.2), row(3, 0.3), row(4, 0.30000001), row(5, 0.3001)));

    assertThat(hits(exact, 1, 2, 4)).isEqualTo(3);
    assertThat(hits(exact, 1, 2, 5)).isEqualTo(2);
  }

  @Test
  void rowsThatNoIndexReturnsAreNotWanted() {
    ExactAnswers exact = of(scan(row(1, 0.1), row(2, Double.NaN), row(3, Double.NaN)));

    assertThat(exact.truth().rows(0)).isEqualTo(1);
    assertThat(hits(exact, 1)).isEqualTo(1);
    assertThat(exact.remarks()).anyMatch(remark -> remark.startsWith("2 rows without a distance"));
  }

  @Test
  void anExcludedRowCountsNeitherForNorAgainst() {
    Row self = new Row(new long[] {9, 9}, 0, true);
    ExactAnswers exact = of(scan(self, row(1, 0.1), row(2, 0.2), row(3, 0.3)));

    assertThat(exact.truth().rows(0)).isEqualTo(2);
    assertThat(hits(exact, 9, 1, 7)).isEqualTo(1);
    assertThat(exact.remarks()).noneMatch(remark -> remark.contains("finds itself"));
  }

  @Test
  void tellsHowMuchAQueryThatFindsItselfFlatters() {
    assertThat(of(scan(row(9, 0), row(1, 0.1), row(2, 0.2))).remarks())
        .anyMatch(
            remark ->
                remark.startsWith("the nearest row of 1 of 1 queries has distance 0")
                    && remark.contains("by up to 0.333"));
    assertThat(of(scan(row(9, 0.1), row(1, 0.1), row(2, 0.2))).remarks()).isEmpty();
  }

  @Test
  void tellsOfTiesThatGoOnBeyondWhatWasRead() {
    Scan scan = new Scan(List.of(row(1, 0.1), row(2, 0.2), row(3, 0.3), row(4, 0.3)), true);
    assertThat(ExactAnswers.of(List.of(scan), OptionalInt.of(3), true).cutOff()).containsExactly(0);
  }

  @Test
  void saysThatTiesMayCountAsMissedWithoutDistances() {
    ExactAnswers exact =
        ExactAnswers.of(
            List.of(scan(row(1, Double.NaN), row(2, Double.NaN), row(3, Double.NaN))),
            OptionalInt.of(3),
            false);

    assertThat(exact.truth().rows(0)).isEqualTo(3);
    assertThat(exact.asNear().rows(0)).isZero();
    assertThat(exact.remarks())
        .singleElement()
        .asString()
        .startsWith("rows that tie at the end of the LIMIT, and rows without a distance");
  }

  private static ExactAnswers of(Scan scan) {
    return ExactAnswers.of(List.of(scan), OptionalInt.of(3), true);
  }

  private static Scan scan(Row... rows) {
    return new Scan(List.of(rows), false);
  }

  private static Row row(long number, double distance) {
    return new Row(new long[] {number, number}, distance, false);
  }

  private int hits(ExactAnswers exact, long... rows) {
    List<Long> digests = new ArrayList<>();
    for (long row : rows) {
      digests.addAll(List.of(row, row));
    }
    Answers answers = new Answers(1, 3);
    answers.record(0, digests.stream().mapToLong(Long::longValue).toArray(), rows.length);
    return exact.neighbours(folder, "near", 0).hits(0, answers);
  }
}
