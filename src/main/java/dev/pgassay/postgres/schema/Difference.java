package dev.pgassay.postgres.schema;

import java.util.Objects;

/**
 * One difference between a live schema and the one that its migrations make. Immutable.
 *
 * @param kind whether it is missing, extra or different
 * @param type of the object, such as {@code index}
 * @param name of the object; that of a part of a table begins with the table's and a dot
 * @param expected the definition that the migrations make; empty for an extra object
 * @param found the definition in the live schema; empty for a missing object
 */
public record Difference(Kind kind, String type, String name, String expected, String found) {
  private static final int LONGEST_SHOWN = 200;
  private static final int SHOWN_BEFORE = 60;

  /** The kinds of differences. */
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

  public Difference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(found, "found");
  }

  /**
   * Describes the difference in one line. It shows only the part of a long definition around the
   * first difference.
   *
   * @return such as {@code missing index events.events_city_starts_at_idx: ...}
   */
  public String display() {
    String what = kind.label() + " " + type + " " + name + ": ";
    String before = oneLine(expected);
    String after = oneLine(found);
    return switch (kind) {
      case MISSING -> what + excerpt(before, 0);
      case EXTRA -> what + excerpt(after, 0);
      case DIFFERENT -> {
        if (before.equals(after)) {
          yield what + "expected and found differ in white space alone: " + excerpt(after, 0);
        }
        int same = sameBeginning(before, after);
        yield what + "expected " + excerpt(before, same) + ", found " + excerpt(after, same);
      }
    };
  }

  private static String oneLine(String definition) {
    return definition.strip().replaceAll("\\s+", " ");
  }

  private static int sameBeginning(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  private static String excerpt(String text, int about) {
    if (text.length() <= LONGEST_SHOWN) {
      return text;
    }
    int from = Math.max(0, about - SHOWN_BEFORE);
    int to = Math.min(text.length(), from + LONGEST_SHOWN);
    return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
  }
}
