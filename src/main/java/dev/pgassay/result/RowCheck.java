package dev.pgassay.result;

/**
 * How many rows the statements returned. Immutable.
 *
 * @param expectedRows that each execution should return
 * @param fewestRows that one returned
 * @param mostRows that one returned
 */
public record RowCheck(long expectedRows, long fewestRows, long mostRows) {
  /** Checks the components. */
  public RowCheck {
    Checked.notNegative("expectedRows", expectedRows);
    Checked.notNegative("fewestRows", fewestRows);
    if (fewestRows > mostRows) {
      throw new IllegalArgumentException(
          "the fewest rows must not exceed the most: " + fewestRows + " > " + mostRows);
    }
  }

  /**
   * Tells whether every execution returned what it should.
   *
   * @return whether it did
   */
  public boolean passed() {
    return fewestRows == expectedRows && mostRows == expectedRows;
  }
}
