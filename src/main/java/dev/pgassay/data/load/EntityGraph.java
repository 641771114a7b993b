package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;

/** The graph of speakers, events, companies and topics in Apache AGE: its name and labels. */
public final class EntityGraph {
  /** The name of the graph and of its schema; AGE requires at least three letters. */
  public static final String NAME = "pgassay_graph";

  private static final String EVENT = "Event";
  private static final String SPEAKER = "Speaker";
  private static final String COMPANY = "Company";
  private static final String TOPIC = "Topic";

  static final List<Vertices> VERTICES =
      List.of(
          new Vertices(SPEAKER, Table.SPEAKERS, List.of("id", "name")),
          new Vertices(COMPANY, Table.COMPANIES, List.of("id", "name", "industry")),
          new Vertices(TOPIC, Table.TOPICS, List.of("id", "name", "category")),
          new Vertices(EVENT, Table.EVENTS, List.of("id", "name", "event_type", "status")));

  static final List<Edges> EDGES =
      List.of(
          new Edges(
              "SPEAKS_AT",
              Table.EVENT_SPEAKERS,
              new End(SPEAKER, "speaker_id"),
              new End(EVENT, "event_id"),
              List.of("role")),
          new Edges(
              "TAKES_PART_IN",
              Table.EVENT_COMPANIES,
              new End(COMPANY, "company_id"),
              new End(EVENT, "event_id"),
              List.of("relationship")),
          new Edges(
              "IS_ABOUT",
              Table.EVENT_TOPICS,
              new End(EVENT, "event_id"),
              new End(TOPIC, "topic_id"),
              List.of("relevance")),
          new Edges(
              "IS_PART_OF",
              Table.TOPICS,
              new End(TOPIC, "id"),
              new End(TOPIC, "parent_id"),
              List.of()));

  private EntityGraph() {}

  /**
   * A label of vertices.
   *
   * @param label its name
   * @param table whose rows become vertices
   * @param columns which become properties; none of them may be null
   */
  record Vertices(String label, Table table, List<String> columns) {
    String properties() {
      return EntityGraph.properties(columns);
    }
  }

  /**
   * A label of edges.
   *
   * @param label its name
   * @param table whose rows become edges, those without one of the ends left out
   * @param from where an edge begins
   * @param to where it ends
   * @param columns which become properties; none of them may be null
   */
  record Edges(String label, Table table, End from, End to, List<String> columns) {
    String properties() {
      return EntityGraph.properties(columns);
    }
  }

  /**
   * An end of an edge.
   *
   * @param label of the vertex
   * @param column with the key of the vertex's row
   */
  record End(String label, String column) {}

  /**
   * Returns the name, without a schema, of the index that finds a vertex by its property {@code
   * id}, which is the key of its row.
   *
   * @param label of the vertex, such as {@code Speaker}
   */
  public static String keyIndex(String label) {
    return label + "_key_idx";
  }

  /** Returns the index by key, as written in SQL. */
  static String quotedKeyIndex(String label) {
    return Identifier.quote(keyIndex(label));
  }

  /** The table of a label, as it stands in SQL. */
  static String quoted(String label) {
    return new QualifiedName(NAME, label).quoted();
  }

  /** An expression for the properties of a row r. AGE knows numbers and strings, but no UUID. */
  private static String properties(List<String> columns) {
    return columns.stream()
        .map(it -> "'%1$s', r.%1$s%2$s".formatted(it, it.equals("id") ? "::text" : ""))
        .collect(Collectors.joining(", ", "ag_catalog.agtype_build_map(", ")"));
  }
}
