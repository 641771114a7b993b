package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contents of a schema, in the server's own words: each object, owner and right with its
 * definition, without the schema's name. Two schemas are alike when their snapshots are equal.
 * Immutable.
 *
 * @param definitions of the objects
 */
record SchemaSnapshot(Map<Name, String> definitions) {
  private static final String QUERY = StatementCatalog.text("snapshot.sql");

  /**
   * Names an object, or a property of one that is compared by itself.
   *
   * @param type such as {@code table}, {@code column} or {@code owner of table}
   * @param whole the name of the object that it belongs to; empty if there is none
   * @param name for messages; that of a part of a table begins with the table's and a dot
   */
  record Name(String type, String whole, String name) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byWhole = whole.compareTo(other.whole);
      int byType = type.compareTo(other.type);
      return byWhole != 0 ? byWhole : byType != 0 ? byType : name.compareTo(other.name);
    }
  }

  /** Copies the definitions in the order of their names. */
  SchemaSnapshot {
    definitions = new TreeMap<>(definitions);
  }

  /**
   * Takes a snapshot. The search path of the session is changed: only names that are found through
   * it appear without their schema.
   *
   * @param schema the schema
   * @param label the name of the schema in the snapshot
   * @param extensionsPath the schemas of the extensions, quoted and separated by commas
   */
  static SchemaSnapshot of(Session session, String schema, String label, String extensionsPath) {
    String doing = "cannot read the catalogue of schema " + schema;
    session.execute(doing, "SET search_path = " + Identifier.quote(schema) + ", " + extensionsPath);
    Map<Name, String> definitions = new TreeMap<>();
    session.rows(
        doing,
        row ->
            definitions.put(
                new Name(row.getString(1), row.getString(2), row.getString(3)),
                row.getString(4).strip()),
        QUERY,
        label,
        schema);
    return new SchemaSnapshot(definitions);
  }

  /** Keeps one object with all that belongs to it, and the entries about the schema itself. */
  SchemaSnapshot only(String object) {
    Map<Name, String> kept = new TreeMap<>(definitions);
    kept.keySet()
        .removeIf(
            name ->
                !name.type().endsWith(" schema")
                    && !name.type().contains(" future ")
                    && !name.whole().equals(object)
                    && !(name.whole().isEmpty() && name.name().equals(object)));
    return new SchemaSnapshot(kept);
  }

  /** Tells whether the object that something belongs to is here. */
  boolean hasWholeOf(Name part) {
    return part.whole().isEmpty()
        || definitions.keySet().stream()
            .anyMatch(name -> name.whole().isEmpty() && name.name().equals(part.whole()));
  }
}
