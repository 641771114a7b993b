package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * How many rows the timed executions returned or changed. Immutable.
 *
 * @param fewestRows that one returned
 * @param mostRows that one returned
 */
public record RowCheck(long fewestRows, long mostRows) {
  /** Checks the components. */
  public RowCheck {
    Checked.notNegative("fewestRows", fewestRows);
    if (fewestRows > mostRows) {
      throw new IllegalArgumentException(
          "the fewest rows must not exceed the most: " + fewestRows + " > " + mostRows);
    }
  }
}
