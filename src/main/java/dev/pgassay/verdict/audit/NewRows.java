package dev.pgassay.verdict.audit;

import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows that a table does not have yet: existing ones, evenly drawn, with other keys, in a temporary
 * table of the session. The same rows are drawn again from the same table.
 *
 * @param table without a schema
 * @param columns of the table that an insert may give
 * @param count how many rows there are
 */
record NewRows(String table, List<String> columns, int count) {
  private static final String DOING = "cannot make rows to insert";
  private static final String PLACE = "place";
  private static final String EMBEDDING = "embedding";
  private static final String DESCRIPTION = "description";

  /** Columns left out unless an index is on them: they cost a row more than most indexes do. */
  private static final Set<String> HEAVY = Set.of(EMBEDDING, DESCRIPTION);

  /** The column from which an indexed column is computed. */
  private static final Map<String, String> COMPUTED_FROM = Map.of("search_vector", DESCRIPTION);

  /** New values for columns that no two rows may share, by column. */
  private static final Map<String, String> CHANGED =
      Map.of(
          "id", "gen_random_uuid()",
          "source_url", "source_url || '?copy=' || place",
          "normalized_name", "normalized_name || ' ' || place",
          "name", "name || ' ' || place",
          "domain", "'n' || place || '.' || domain",
          "speaker_id", "lead(speaker_id) OVER (ORDER BY place)",
          "company_id", "lead(company_id) OVER (ORDER BY place)",
          "topic_id", "lead(topic_id) OVER (ORDER BY place)");

  /** Copies the list. */
  NewRows {
    columns = List.copyOf(columns);
  }

  /** Makes at most the given number of rows. */
  static NewRows make(Session session, QualifiedName table, int most) {
    List<String> columns =
        session.rows(
            DOING,
            row -> row.getString(1),
            """
            SELECT attname
            FROM pg_attribute
            WHERE attrelid = CAST(? AS regclass)
              AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            ORDER BY attnum
            """,
            table.quoted());
    String select =
        columns.stream().map(NewRows::changed).collect(Collectors.joining(", ", PLACE + ", ", ""));
    session.execute(
        DOING,
        """
        CREATE TEMPORARY TABLE %s AS
        SELECT %s
        FROM (
          SELECT row_number() OVER (ORDER BY md5(CAST(id AS text))) AS place, *
          FROM %s
          ORDER BY place
          LIMIT %d
        ) AS drawn
        """
            .formatted(temporary(table.name()), select, table.quoted(), most));
    other(columns).ifPresent(column -> dropKnownPairs(session, table, column));
    session.execute(DOING, "ANALYZE " + temporary(table.name()));
    int count =
        session
            .text(DOING, "SELECT count(*) FROM " + temporary(table.name()))
            .map(Integer::parseInt)
            .orElse(0);
    return new NewRows(table.name(), columns, count);
  }

  private static String changed(String column) {
    String quoted = Identifier.quote(column);
    return CHANGED.containsKey(column) ? CHANGED.get(column) + " AS " + quoted : quoted;
  }

  /** Returns the column of a link table that is not the event. */
  private static Optional<String> other(List<String> columns) {
    return columns.contains("event_id")
        ? columns.stream().filter(it -> it.endsWith("_id") && !it.equals("event_id")).findFirst()
        : Optional.empty();
  }

  private static void dropKnownPairs(Session session, QualifiedName table, String other) {
    session.execute(
        DOING,
        """
        DELETE FROM %1$s AS made
        WHERE made.%3$s IS NULL
          OR EXISTS (
            SELECT FROM %2$s AS known
            WHERE known.event_id = made.event_id AND known.%3$s = made.%3$s
          )
          OR EXISTS (
            SELECT FROM %1$s AS earlier
            WHERE earlier.event_id = made.event_id
              AND earlier.%3$s = made.%3$s
              AND earlier.place < made.place
          )
        """
            .formatted(temporary(table.name()), table.quoted(), other));
  }

  /**
   * Writes the insert of the first rows.
   *
   * @param schema of the table
   * @param index which the rows are for
   * @param rows how many
   * @param round vectors differ from round to round, because an HNSW index does not link a vector
   *     that it already has, but adds the row to the existing element
   */
  String insert(String schema, IndexShape index, int rows, int round) {
    List<String> given = columns.stream().filter(column -> isGiven(column, index)).toList();
    boolean vectors = given.contains(EMBEDDING);
    return "INSERT INTO %s (%s) SELECT %s FROM %s AS made%s WHERE made.place <= %d"
        .formatted(
            new QualifiedName(schema, table).quoted(),
            given.stream().map(Identifier::quote).collect(Collectors.joining(", ")),
            given.stream().map(NewRows::value).collect(Collectors.joining(", ")),
            temporary(table),
            vectors ? mixed(round) : "",
            rows);
  }

  /** Tells whether the vectors are inserted, which takes longer than all the rest. */
  boolean withVectors(IndexShape index) {
    return columns.contains(EMBEDDING) && isGiven(EMBEDDING, index);
  }

  private static boolean isGiven(String column, IndexShape index) {
    return !HEAVY.contains(column)
        || index.keys().stream()
            .map(IndexKey::expression)
            .anyMatch(key -> COMPUTED_FROM.getOrDefault(key, key).equals(column));
  }

  private static String value(String column) {
    return column.equals(EMBEDDING)
        ? "made.embedding + made.embedding + other.embedding"
        : "made." + Identifier.quote(column);
  }

  private String mixed(int round) {
    return " JOIN %s AS other ON other.place = (made.place + %d) %% %d + 1"
        .formatted(temporary(table), round, count);
  }

  private static String temporary(String table) {
    return "pg_temp." + Identifier.quote("new_" + table);
  }
}
