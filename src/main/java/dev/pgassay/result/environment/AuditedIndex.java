package dev.pgassay.result.environment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The purpose and the costs of an index of the schema. Immutable.
 *
 * @param index its name
 * @param table of the index
 * @param verdict whether it is needed, according to the catalogue's statements and the measured
 *     points
 * @param coveredBy the index that does everything that this one does, present if and only if it is
 *     {@link Verdict#REDUNDANT}
 * @param sizeBytes size on disk
 * @param statements the statements of the API's catalogue whose plans use it, with no planner
 *     switch set and with unknown values
 * @param statementsWithoutSequentialScans further statements that would use it if no plan could
 *     read a whole table
 * @param benchmarks the benchmarks with a valid point of this run whose recorded plan uses it, as
 *     the migrations define it
 * @param benchmarksWithoutSequentialScans benchmarks that used it only with sequential scans off;
 *     absent in the files of versions that did not tell them apart
 * @param insertCost its cost for an inserted row, absent if it was not measured
 */
public record AuditedIndex(
    String index,
    String table,
    Verdict verdict,
    Optional<String> coveredBy,
    long sizeBytes,
    List<String> statements,
    List<String> statementsWithoutSequentialScans,
    List<String> benchmarks,
    Optional<List<String>> benchmarksWithoutSequentialScans,
    Optional<InsertCost> insertCost) {
  public AuditedIndex {
    Checked.text("index", index);
    Checked.text("table", table);
    Objects.requireNonNull(verdict, "verdict");
    if (coveredBy.isPresent() != (verdict == Verdict.REDUNDANT)) {
      throw new IllegalArgumentException(
          "an index is covered by another if and only if it is redundant: " + index);
    }
    Checked.notNegative("sizeBytes", sizeBytes);
    statements = List.copyOf(statements);
    statementsWithoutSequentialScans = List.copyOf(statementsWithoutSequentialScans);
    benchmarks = List.copyOf(benchmarks);
    benchmarksWithoutSequentialScans = benchmarksWithoutSequentialScans.map(List::copyOf);
    Objects.requireNonNull(insertCost, "insertCost");
  }

  /** Whether an index is needed. The first constant that applies is the verdict. */
  public enum Verdict {
    /** Another index does everything that it does: it has the same keys, or these keys first. */
    REDUNDANT("another index covers it", true),
    /** It enforces a primary key or a unique constraint. */
    CONSTRAINT("it enforces a key or a unique constraint", false),
    /** A statement of the catalogue or a measured point uses it. */
    USED("a statement or a point uses it", false),
    /** No plan uses it, but a cascading delete finds the rows of a foreign key through it. */
    FOREIGN_KEY("in no plan, but a cascading delete finds its rows through it", true),
    /**
     * A plan uses it only with sequential scans off, because reading its whole table is cheaper.
     */
    SMALL_TABLE("in parentheses: what uses it only with sequential scans off", true),
    /** Nothing uses it. */
    UNUSED("in no plan of a statement or point", true);

    private final String meaning;
    private final boolean notable;

    Verdict(String meaning, boolean notable) {
      this.meaning = meaning;
      this.notable = notable;
    }

    /**
     * Returns what the verdict means, for people.
     *
     * @return a part of a sentence
     */
    public String meaning() {
      return meaning;
    }

    /**
     * Tells whether a report lists the indexes of this verdict with its meaning.
     *
     * @return false for those that need no explanation
     */
    public boolean notable() {
      return notable;
    }
  }

  /**
   * The cost of an index for an insert: the difference between inserting the same rows with no
   * index on the table and with only this one, without foreign keys and triggers. The rows have an
   * embedding and a description only if the index is about them.
   *
   * @param rows inserted by each execution
   * @param walBytesPerRow write-ahead log, in bytes
   * @param fullPageImagesPerRow pages that were written whole, as the first change after a
   *     checkpoint is; they are part of the write-ahead log
   * @param microsPerRow time in the executor in microseconds, without the flush at commit; absent
   *     if it was below the resolution
   * @param resolutionMicros by how much executions without any index differed, in microseconds for
   *     a row
   */
  public record InsertCost(
      int rows,
      double walBytesPerRow,
      double fullPageImagesPerRow,
      OptionalDouble microsPerRow,
      double resolutionMicros) {
    public InsertCost {
      Checked.positive("rows", rows);
      Checked.measured("walBytesPerRow", walBytesPerRow);
      Checked.measured("fullPageImagesPerRow", fullPageImagesPerRow);
      Checked.measured("microsPerRow", microsPerRow);
      Checked.measured("resolutionMicros", resolutionMicros);
    }
  }
}
