package dev.pgassay.verdict.audit;

import java.util.Objects;

/**
 * One key column of an index, as the catalogue states it. Immutable.
 *
 * @param expression name of a column, or an expression
 * @param operatorClass by which it is ordered or found, such as {@code text_ops}
 * @param collation of its comparisons; empty if the type has none
 * @param descending whether the order is reversed
 * @param nullsFirst whether nulls come first
 */
record IndexKey(
    String expression,
    String operatorClass,
    String collation,
    boolean descending,
    boolean nullsFirst) {
  IndexKey {
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(operatorClass, "operatorClass");
    Objects.requireNonNull(collation, "collation");
  }

  /** Returns the same key, read backwards. */
  IndexKey reversed() {
    return new IndexKey(expression, operatorClass, collation, !descending, !nullsFirst);
  }
}
