package dev.pgassay.postgres.index;

/**
 * The session setting by which a search is made more thorough and slower. Immutable.
 *
 * @param parameter what benchmarks call it, such as {@code ef_search}
 * @param setting the server's name of it, such as {@code hnsw.ef_search}
 * @param least the least value allowed
 * @param most the greatest value allowed
 */
public record SearchEffort(String parameter, String setting, int least, int most) {
  /** Checks the range. */
  public SearchEffort {
    if (least < 1 || least > most) {
      throw new IllegalArgumentException(
          "least must be between 1 and most: " + least + ", " + most);
    }
  }
}
