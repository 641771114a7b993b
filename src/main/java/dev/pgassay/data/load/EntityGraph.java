package dev.pgassay.data.load;

import dev.pgassay.postgres.jdbc.Identifier;

/** The graph of speakers, events, companies and topics, as Apache AGE knows it. */
public final class EntityGraph {
  /** Its name, also that of its schema; AGE wants three letters or more. */
  public static final String NAME = "pgassay_graph";

  private EntityGraph() {}

  /**
   * Returns the index that finds a vertex by its property {@code id}, which is the key of its row.
   *
   * @param label of the vertex, such as {@code Speaker}
   * @return the name of the index, without a schema
   */
  public static String keyIndex(String label) {
    return label + "_key_idx";
  }

  /** The index by key, as it stands in SQL. */
  static String quotedKeyIndex(String label) {
    return Identifier.quote(keyIndex(label));
  }
}
