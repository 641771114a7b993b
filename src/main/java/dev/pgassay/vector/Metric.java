package dev.pgassay.vector;

/**
 * A distance between vectors as pgvector defines it, with its operator. A smaller distance is
 * nearer under every metric.
 */
public enum Metric {
  /** One minus the cosine of the angle, 0 to 2. */
  COSINE("<=>"),
  /** Euclidean distance. */
  L2("<->"),
  /** The negated inner product. */
  INNER_PRODUCT("<#>");

  private final String operator;

  Metric(String operator) {
    this.operator = operator;
  }

  /** Returns pgvector's operator, as written in SQL. */
  public String operator() {
    return operator;
  }
}
