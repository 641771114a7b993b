package dev.pgassay.fork;

import dev.pgassay.db.NearestSearch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks a search before it is timed, on the session that will be measured: the rows it returns,
 * that they are near the true ones, the settings in force, the server's warnings, and the plan of
 * the driver's own prepared statement. Its executions also take the session past the point at which
 * the server decides between custom and generic plans, which is the sixth.
 *
 * @param expectedRows how many rows every answer must have
 * @param truth for each query the halves of the uuids of its true neighbours
 * @param leastRecall the least share of true neighbours over the gate's queries; what lies below is
 *     not a poor index but an answer to something else
 * @param expectedIndex the index that the plan must use; empty where the planner is free
 */
public record SearchGate(
    int expectedRows, long[][] truth, double leastRecall, String expectedIndex) {
  /** Well past the five custom plans that PostgreSQL makes before it compares. */
  static final int EXECUTIONS = 50;

  /** Executes, checks, and returns what was wrong; nothing for a search that may be timed. */
  List<String> violations(SearchClient client) throws SQLException {
    List<String> found = new ArrayList<>(answers(client.search()));
    List<String> warnings = client.session().takeWarnings(client.search().statement());
    warnings.forEach(text -> found.add("the server warned: " + text));
    found.addAll(settings(client));
    return found;
  }

  /** Returns what is wrong with a plan. */
  List<String> violations(SessionPlan plan) {
    boolean met = expectedIndex.isEmpty() || plan.text().contains("using " + expectedIndex);
    return met
        ? List.of()
        : List.of(
            "the plan does not use " + expectedIndex + ": " + plan.text().replace("\n", " >"));
  }

  private List<String> answers(NearestSearch search) throws SQLException {
    int executions = Math.min(EXECUTIONS, truth.length);
    long[] answer = new long[2 * expectedRows];
    int hits = 0;
    int wanted = 0;
    for (int query = 0; query < executions; query++) {
      int rows = search.search(query, answer);
      if (rows != expectedRows) {
        return List.of("query " + query + " returned " + rows + " rows instead of " + expectedRows);
      }
      if (distinct(answer).size() != expectedRows) {
        return List.of("query " + query + " returned a row twice");
      }
      hits += hits(answer, truth[query]);
      wanted += truth[query].length / 2;
    }
    double recall = (double) hits / wanted;
    return recall >= leastRecall
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "recall over the first %d queries is %.3f, below the floor of %.3f",
                executions,
                recall,
                leastRecall));
  }

  private static List<String> settings(SearchClient client) {
    List<String> found = new ArrayList<>();
    Map<String, String> inForce = client.session().settings();
    client
        .session()
        .asked()
        .forEach(
            (name, value) -> {
              if (!value.equals(inForce.get(name))) {
                found.add(name + " is " + inForce.get(name) + " where " + value + " was set");
              }
            });
    return found;
  }

  private static int hits(long[] answer, long[] truth) {
    Set<List<Long>> right = distinct(truth);
    right.retainAll(distinct(answer));
    return right.size();
  }

  private static Set<List<Long>> distinct(long[] halves) {
    Set<List<Long>> ids = new HashSet<>();
    for (int i = 0; i < halves.length; i += 2) {
      ids.add(Arrays.asList(halves[i], halves[i + 1]));
    }
    return ids;
  }
}
