package dev.pgassay.result.point;

/**
 * What the timed executions answered, query by query, for statements whose answers the data alone
 * decides. Two machines need not have come through the same queries in their time: what both have
 * can be compared. Immutable.
 *
 * @param rows how many rows each query returned, as {@link PerQuery} writes it
 * @param digests 21 bits of each answer, its rows in their order, as {@link PerQuery} writes it
 */
public record QueryAnswers(String rows, String digests) {
  /** Checks the components. */
  public QueryAnswers {
    PerQuery.decode(rows);
    PerQuery.decode(digests);
  }
}
