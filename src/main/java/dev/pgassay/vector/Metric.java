package dev.pgassay.vector;

/**
 * A distance between vectors as pgvector defines it, with its operator and operator class. Less is
 * nearer for every one of them.
 */
public enum Metric {
  /** One minus the cosine of the angle, 0 to 2. */
  COSINE("<=>", "vector_cosine_ops"),
  /** Euclidean distance. */
  L2("<->", "vector_l2_ops"),
  /** The negated inner product. */
  INNER_PRODUCT("<#>", "vector_ip_ops");

  private final String operator;
  private final String operatorClass;

  Metric(String operator, String operatorClass) {
    this.operator = operator;
    this.operatorClass = operatorClass;
  }

  /**
   * Returns pgvector's operator.
   *
   * @return the operator as written in SQL
   */
  public String operator() {
    return operator;
  }

  /**
   * Returns the operator class that an index on {@code vector} needs for this distance.
   *
   * @return the name of the class
   */
  public String operatorClass() {
    return operatorClass;
  }
}
