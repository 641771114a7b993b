package dev.pgassay.data.load;

import dev.pgassay.postgres.jdbc.Identifier;

/** The graph of speakers, events, companies and topics in Apache AGE. */
public final class EntityGraph {
  /** The name of the graph and of its schema; AGE requires at least three letters. */
  public static final String NAME = "pgassay_graph";

  private EntityGraph() {}

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
