package dev.pgassay.result.environment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an index of the schema is for and what it costs. Immutable.
 *
 * @param index its name
 * @param table it is on
 * @param verdict whether it is needed, as far as the catalogue's statements and the measured points
 *     tell
 * @param coveredBy the index that does all that this one does, present if and only if it is {@link
 *     Verdict#REDUNDANT}
 * @param sizeBytes size on disk
 * @param statements the statements of the API's catalogue whose plans use it, with the planner free
 *     and values that it does not know
 * @param statementsWithoutSequentialScans those that would use it too if no plan might read a whole
 *     table
 * @param benchmarks the benchmarks with a valid point of this run whose recorded plan uses it, as
 *     the migrations define it
 * @param benchmarksWithoutSequentialScans those that used it with sequential scans off alone;
 *     absent in the files of versions that did not tell them apart
 * @param insertCost what it adds to an inserted row, absent where it was not measured
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
  /** Checks the components and copies the lists. */
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

  /** Whether an index is needed. The first constant that holds is the verdict. */
  public enum Verdict {
    /** Another index does all that it does: the same keys, or more after the same first ones. */
    REDUNDANT("another index covers it", true),
    /** It enforces a primary key or a unique constraint. */
    CONSTRAINT("it enforces a key or a unique constraint", false),
    /** A statement of the catalogue or a measured point uses it. */
    USED("a statement or a point uses it", false),
    /** No plan has it, but a cascading delete finds the rows of a foreign key through it. */
    FOREIGN_KEY("in no plan, but a cascading delete finds its rows through it", true),
    /** A plan has it with sequential scans off alone: reading all of its table is cheaper. */
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
   * What an index adds to an insert: the difference between inserting the same rows with no index
   * on the table and with this one alone, without foreign keys and triggers. The embedding and the
   * description are in the rows only where the index is about them.
   *
   * @param rows inserted by each execution
   * @param walBytesPerRow write-ahead log, in bytes
   * @param fullPageImagesPerRow pages that were written whole, as the first change after a
   *     checkpoint is; they are in the write-ahead log
   * @param microsPerRow time in the executor in microseconds, without the flush at commit; absent
   *     where it was below the resolution
   * @param resolutionMicros by how much executions without any index differed, in microseconds for
   *     a row
   */
  public record InsertCost(
      int rows,
      double walBytesPerRow,
      double fullPageImagesPerRow,
      OptionalDouble microsPerRow,
      double resolutionMicros) {
    /** Checks the components. */
    public InsertCost {
      Checked.positive("rows", rows);
      Checked.measured("walBytesPerRow", walBytesPerRow);
      Checked.measured("fullPageImagesPerRow", fullPageImagesPerRow);
      Checked.measured("microsPerRow", microsPerRow);
      Checked.measured("resolutionMicros", resolutionMicros);
    }
  }
}
