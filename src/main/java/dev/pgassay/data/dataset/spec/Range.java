package dev.pgassay.data.dataset.spec;

/**
 * The allowed range of a number, both ends included.
 *
 * @param least the least allowed number
 * @param most the greatest allowed number
 */
record Range(double least, double most) {
  Range {
    if (!(least <= most)) {
      throw new IllegalArgumentException("range from " + least + " to " + most + " is empty");
    }
  }

  boolean contains(double value) {
    return value >= least && value <= most;
  }

  /**
   * Refuses a value outside the range.
   *
   * @throws IllegalArgumentException naming the key, the value and the range
   */
  void check(String key, double value) {
    if (!contains(value)) {
      throw new IllegalArgumentException(key + " must be between " + this + ": " + plain(value));
    }
  }

  /** Returns the range as read in a message, such as {@code 1 and 1000}. */
  @Override
  public String toString() {
    return plain(least) + " and " + plain(most);
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
