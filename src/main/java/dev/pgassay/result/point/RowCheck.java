package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * How many rows the timed executions returned or changed. Immutable.
 *
 * @param fewestRows of an execution
 * @param mostRows of an execution
 */
public record RowCheck(long fewestRows, long mostRows) {
  public RowCheck {
    Checked.notNegative("fewestRows", fewestRows);
    if (fewestRows > mostRows) {
      throw new IllegalArgumentException(
          "the fewest rows must not exceed the most: " + fewestRows + " > " + mostRows);
    }
  }
}
