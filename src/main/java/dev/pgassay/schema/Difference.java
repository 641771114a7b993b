package dev.pgassay.schema;

import java.util.Objects;

/**
 * One thing in which a live schema is not what its migrations make. Immutable.
 *
 * @param kind whether it is missing, extra or different
 * @param type of the object, such as {@code index}
 * @param name of the object; that of a part of a table begins with the table's and a dot
 * @param expected what the migrations make of it; empty for an extra one
 * @param found what is there; empty for a missing one
 */
public record Difference(Kind kind, String type, String name, String expected, String found) {
  /** In which way it differs. */
  public enum Kind {
    /** The migrations make it, and it is not there. */
    MISSING("missing"),
    /** It is there, and the migrations do not make it. */
    EXTRA("extra"),
    /** It is there with another definition. */
    DIFFERENT("different");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /**
     * Returns the word for messages and results.
     *
     * @return the word, in lower case
     */
    public String label() {
      return label;
    }
  }

  /** Checks the components. */
  public Difference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(found, "found");
  }

  /**
   * Says it in one line.
   *
   * @return such as {@code missing index events.events_city_starts_at_idx: ...}
   */
  public String display() {
    String what = kind.label() + " " + type + " " + name;
    return switch (kind) {
      case MISSING -> what + ": " + expected;
      case EXTRA -> what + ": " + found;
      case DIFFERENT -> what + ": expected " + expected + ", found " + found;
    };
  }
}
