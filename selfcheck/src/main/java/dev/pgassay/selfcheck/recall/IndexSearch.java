package dev.pgassay.selfcheck.recall;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.Recall;
import dev.pgassay.vector.RecallStatistics;
import dev.pgassay.vector.VectorSource;
import java.util.StringJoiner;
import java.util.UUID;

/** Executes the held-out queries through the index, one after the other. Not thread-safe. */
final class IndexSearch {
  private static final String SEARCH =
      "SELECT id FROM events ORDER BY embedding <=> CAST(? AS vector) LIMIT ";

  private final Session session;
  private final VectorSource queries;
  private final RowIds ids;
  private final long seed;
  private final String index;

  /**
   * @param session whose search path finds the events
   * @param index the name of the index that must be used
   */
  IndexSearch(Session session, DatasetGenerator generator, String index) {
    this.session = session;
    this.queries = generator.queries();
    this.ids = generator.ids(Table.EVENTS);
    this.seed = generator.spec().content().seed();
    this.index = index;
    session.execute("cannot turn sequential scans off", "SET enable_seqscan = off");
  }

  RecallStatistics recall(int efSearch, Neighbors truth, int k) {
    session.execute(
        "cannot set ef_search", "SET " + SearchEffort.EF_SEARCH.setting() + " = " + efSearch);
    requireIndex(k);
    long[][] answers = new long[Math.toIntExact(queries.size())][];
    for (int query = 0; query < answers.length; query++) {
      answers[query] = answer(query, k);
    }
    return new Recall(truth, k).judgeAll(answers, seed);
  }

  private long[] answer(int query, int k) {
    return session
        .rows(
            "cannot search", row -> rowOf(row.getObject(1, UUID.class)), SEARCH + k, literal(query))
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  private long rowOf(UUID id) {
    return ids.rowOf(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private void requireIndex(int k) {
    String plan =
        String.join(
            "\n",
            session.rows(
                "cannot explain", row -> row.getString(1), "EXPLAIN " + SEARCH + k, literal(0)));
    if (!plan.contains("Index Scan using " + index)) {
      throw new Failure("the planner did not choose " + index + ": " + plan.lines().findFirst());
    }
  }

  private String literal(int query) {
    float[] vector = new float[queries.dimensions()];
    queries.read(query, 1, vector);
    StringJoiner text = new StringJoiner(",", "[", "]");
    for (float component : vector) {
      text.add(Float.toString(component));
    }
    return text.toString();
  }
}
