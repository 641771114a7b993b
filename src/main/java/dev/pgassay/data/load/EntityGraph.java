package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.postgres.jdbc.Identifier;
import java.util.List;

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
   * @param columns that become properties; none of them may be null
   */
  record Vertices(String label, Table table, List<String> columns) {}

  /**
   * A label of edges.
   *
   * @param label its name
   * @param table whose rows become edges, without those that lack an end
   * @param from start of the edge
   * @param to end of the edge
   * @param columns that become properties; none of them may be null
   */
  record Edges(String label, Table table, End from, End to, List<String> columns) {}

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
}
