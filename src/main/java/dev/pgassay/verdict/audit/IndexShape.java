package dev.pgassay.verdict.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The definition of an index in the catalogue: its content and the rules that it enforces.
 * Immutable.
 *
 * @param table it is on, without a schema
 * @param name without a schema
 * @param method such as {@code btree}
 * @param unique whether it refuses a second row of equal keys
 * @param constraint whether a primary key or unique constraint owns it
 * @param keys the key columns, in order
 * @param included further columns that it carries
 * @param predicate condition of a partial index; empty for a whole one
 * @param foreignKey whether it leads with the column of a foreign key, so that a cascading delete
 *     finds its rows through it
 * @param sizeBytes of all its forks
 */
record IndexShape(
    String table,
    String name,
    String method,
    boolean unique,
    boolean constraint,
    List<IndexKey> keys,
    List<String> included,
    Optional<String> predicate,
    boolean foreignKey,
    long sizeBytes) {
  private static final String BTREE = "btree";

  /** Copies the lists. */
  IndexShape {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(method, "method");
    keys = List.copyOf(keys);
    included = List.copyOf(included);
    Objects.requireNonNull(predicate, "predicate");
  }

  /**
   * Finds an index that does all that this one does, so that this one can be dropped. If two
   * indexes are equal, only the one whose name comes later is covered. The index of a constraint is
   * never covered.
   */
  Optional<IndexShape> coveredBy(List<IndexShape> all) {
    return all.stream().filter(other -> other != this && coveredBy(other)).findFirst();
  }

  private boolean coveredBy(IndexShape other) {
    if (constraint
        || !table.equals(other.table)
        || !method.equals(other.method)
        || !predicate.equals(other.predicate)
        || !other.carried().containsAll(included)) {
      return false;
    }
    if (sameKeys(other) && other.unique == unique && other.carried().size() == carried().size()) {
      return other.constraint || name.compareTo(other.name) > 0;
    }
    return unique ? other.unique && sameKeys(other) : sameKeys(other) || leads(other);
  }

  private boolean sameKeys(IndexShape other) {
    return keys.size() == other.keys.size() && begins(other);
  }

  /** Only a B-tree finds rows, in order, by the first of its keys alone. */
  private boolean leads(IndexShape other) {
    return method.equals(BTREE) && keys.size() < other.keys.size() && begins(other);
  }

  private boolean begins(IndexShape other) {
    List<IndexKey> first = other.keys.subList(0, keys.size());
    return first.equals(keys)
        || (method.equals(BTREE) && first.stream().map(IndexKey::reversed).toList().equals(keys));
  }

  private List<String> carried() {
    return Stream.concat(keys.stream().map(IndexKey::expression), included.stream()).toList();
  }
}
