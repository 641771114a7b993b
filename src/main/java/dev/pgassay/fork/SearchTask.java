package dev.pgassay.fork;

import dev.pgassay.db.QueryParameters;
import java.util.Objects;

/**
 * What the clients of a nearest-neighbour search execute, in a closed loop or an open one.
 *
 * @param sql the statement, with one parameter, whose first column is a uuid
 * @param queries the parameter of each query
 * @param gate what every client must pass
 */
public record SearchTask(String sql, QueryParameters queries, SearchGate gate) {
  /** Checks that nothing is missing. */
  public SearchTask {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(queries, "queries");
    Objects.requireNonNull(gate, "gate");
  }
}
