package dev.pgassay.verdict.audit;

import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.query.QueryPlan;
import dev.pgassay.postgres.schema.CatalogStatement;
import dev.pgassay.postgres.schema.StatementCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The indexes through which statements of the API's catalogue reach their rows, according to the
 * plans that the server makes for values that it does not know (generic plans). Immutable.
 *
 * @param byIndex name of an index to the names of the statements, in the catalogue's order
 */
record StatementUses(Map<String, List<String>> byIndex) {
  private static final String DOING = "cannot read the plans of the catalogue's statements";

  /** Copies the map. */
  StatementUses {
    byIndex = Map.copyOf(byIndex);
  }

  /**
   * Reads the plans from the server.
   *
   * @param session whose search path finds the tables
   * @param sequentialScans whether a plan may read whole tables, which the planner prefers for
   *     small ones
   */
  static StatementUses read(Session session, boolean sequentialScans) {
    return session.rolledBack(
        DOING,
        () -> {
          session.execute(DOING, "SET LOCAL plan_cache_mode = force_generic_plan");
          session.execute(DOING, "SET LOCAL enable_seqscan = " + (sequentialScans ? "on" : "off"));
          Map<String, List<String>> uses = new TreeMap<>();
          for (CatalogStatement statement : StatementCatalog.statements()) {
            plan(session, statement).indexes().stream()
                .distinct()
                .forEach(
                    index ->
                        uses.computeIfAbsent(index, key -> new ArrayList<>())
                            .add(statement.name()));
          }
          return new StatementUses(uses);
        });
  }

  /** Returns the statements that use an index; none if no plan contains it. */
  List<String> of(String index) {
    return byIndex.getOrDefault(index, List.of());
  }

  private static QueryPlan plan(Session session, CatalogStatement statement) {
    String name = "audited_" + statement.name();
    session.execute(DOING, "PREPARE " + name + " AS " + statement.sql());
    String values = String.join(", ", Collections.nCopies(statement.parameters(), "NULL"));
    String json =
        session
            .text(
                DOING,
                "EXPLAIN (FORMAT JSON) EXECUTE "
                    + name
                    + (values.isEmpty() ? "" : "(" + values + ")"))
            .orElseThrow();
    session.execute(DOING, "DEALLOCATE " + name);
    return QueryPlan.parse(json);
  }
}
