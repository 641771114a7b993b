package dev.pgassay.data.dataset.spec;

/**
 * What a number may be, both ends included.
 *
 * @param least the least number allowed
 * @param most the greatest number allowed
 */
record Range(double least, double most) {
  /** Checks that the range is not empty. */
  Range {
    if (!(least <= most)) {
      throw new IllegalArgumentException("range from " + least + " to " + most + " is empty");
    }
  }

  boolean contains(double value) {
    return value >= least && value <= most;
  }

  /**
   * Refuses a value outside.
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
