package dev.pgassay.data.dataset.spec;

/**
 * The tree of topics that text, vectors and filter attributes share.
 *
 * @param categories the number of roots, 1 to 1,000
 * @param perCategory topics in each category, 1 to 10,000
 * @param subtopics subtopics in each topic, 1 to 1,000; they share its mass evenly
 * @param exponent of the Zipf law: the k-th most popular topic has a mass in proportion to {@code
 *     k^-exponent}, 0 (all alike) to 3
 */
public record TopicSpec(int categories, int perCategory, int subtopics, double exponent) {
  private static final Range CATEGORIES = new Range(1, 1_000);
  private static final Range PER_CATEGORY = new Range(1, 10_000);
  private static final Range SUBTOPICS = new Range(1, 1_000);
  private static final Range EXPONENT = new Range(0, 3);
  private static final long MOST_LEAVES = 1_000_000;

  /** Checks each, and that the whole tree fits into memory. */
  public TopicSpec {
    CATEGORIES.check("categories", categories);
    PER_CATEGORY.check("perCategory", perCategory);
    SUBTOPICS.check("subtopics", subtopics);
    EXPONENT.check("exponent", exponent);
    long leaves = (long) categories * perCategory * subtopics;
    if (leaves > MOST_LEAVES) {
      throw new IllegalArgumentException(
          "subtopics of all topics together must be at most " + MOST_LEAVES + ": " + leaves);
    }
  }

  /**
   * Returns the number of topics.
   *
   * @return categories times topics per category
   */
  public int topics() {
    return categories * perCategory;
  }
}
