package dev.pgassay.result.point;

/**
 * The answers of the timed executions to each query, for statements whose answers depend only on
 * the data. Two machines may have executed different queries in the measured time; the queries of
 * both can be compared. Immutable.
 *
 * @param rows number of rows that each query returned, as {@link PerQuery} writes it
 * @param digests 21 bits of each answer, of its rows in their order, as {@link PerQuery} writes
 *     them
 */
public record QueryAnswers(String rows, String digests) {
  public QueryAnswers {
    PerQuery.decode(rows);
    PerQuery.decode(digests);
  }
}
