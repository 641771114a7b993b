package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedTest {
  @TempDir Path folder;

  @Test
  void theVeryRowsInTheirOrder() {
    Expected ordered = new Expected.Rows(file(1, 2, 3), true);
    assertThat(ordered.violation(answers(1, 2, 3))).isEmpty();
    assertThat(ordered.violation(answers(1, 3, 2))).isPresent();
    assertThat(ordered.violation(answers(1, 2)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .isEqualTo(
                        "query 0 returned rows that differ from the data: 2 rows, 3 expected"));
  }

  @Test
  void theVeryRowsInAnyOrderAndAsOften() {
    Expected rows = new Expected.Rows(file(1, 2, 2), false);
    assertThat(rows.violation(answers(2, 1, 2))).isEmpty();
    assertThat(rows.violation(answers(1, 1, 2))).isPresent();
  }

  @Test
  void aShareOfTheTrueNeighbours() {
    Expected half = new Expected.Neighbours(file(1, 2, 3, 4), 0.5);
    assertThat(half.violation(answers(4, 9, 1, 8))).isEmpty();
    assertThat(half.violation(answers(4, 9, 7, 8)))
        .contains("recall over the first 1 queries is 0.250, below the floor of 0.500");
  }

  @Test
  void aRowAsNearAsTheLastNeighbourCountsLikeIt() {
    Expected.Neighbours tied =
        new Expected.Neighbours(
            new Answers.InFile(file("one", 1, 2)),
            Optional.of(new Answers.InFile(file("two", 3, 4))),
            1);
    assertThat(tied.recall(answers(1, 4))).isEqualTo(1);
    assertThat(tied.recall(answers(3, 4))).isEqualTo(1);
    assertThat(tied.recall(answers(1, 5))).isEqualTo(0.5);
  }

  /** A filter that nothing satisfies has no neighbours, so all of them were found. */
  @Test
  void noNeighboursAreFoundByNobody() {
    assertThat(new Expected.Neighbours(file(), 0.5).violation(answers())).isEmpty();
  }

  private Path file(long... rows) {
    return file("answers", rows);
  }

  private Path file(String name, long... rows) {
    Path file = folder.resolve(name);
    answers(rows).write(file);
    return file;
  }

  /** Query 0 of two is answered with these rows, the other is not answered. */
  private static Answers answers(long... rows) {
    Answers answers = new Answers(2, 4);
    long[] halves = new long[2 * rows.length];
    for (int i = 0; i < rows.length; i++) {
      halves[2 * i] = rows[i];
      halves[2 * i + 1] = -rows[i];
    }
    answers.record(0, halves, rows.length);
    return answers;
  }
}
