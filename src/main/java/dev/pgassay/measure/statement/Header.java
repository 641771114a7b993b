package dev.pgassay.measure.statement;

import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The comment lines at the top of a file, of the form {@code -- key: value}. A line indented by two
 * spaces or more continues the value above it. Lines of any other form are remarks. Immutable.
 */
final class Header {
  private static final Pattern ENTRY = Pattern.compile("-- ?([a-z]+): *(.*)");
  private static final Pattern EXCLUSION = Pattern.compile("(\\w+) *= *:(\\w+)");
  private static final Pattern CONTINUATION = Pattern.compile("--(?: {2,}|\t)\\s*(\\S.*)");

  private static final String MAY_DIFFER = "may differ";

  private final Map<Key, Entry> entries;
  private final int lines;

  private Header(Map<Key, Entry> entries, int lines) {
    this.entries = entries;
    this.lines = lines;
  }

  /** The keys of a statement's header. */
  enum Key {
    LABEL,
    VALUES,
    QUERIES,
    INDEX,
    ROWS,
    RECALL,
    DISTANCE,
    EXCLUDE,
    TIMEOUT,
    ANSWERS;

    private final String text = name().toLowerCase(Locale.ROOT);

    static Optional<Key> of(String text) {
      return Stream.of(values()).filter(key -> key.text.equals(text)).findFirst();
    }

    /** Returns the key as it is written. */
    String text() {
      return text;
    }
  }

  /** A value with the line on which it begins. */
  record Entry(Place place, String text) {
    InvalidInput refuse(String what) {
      return place.refuse(1, what);
    }
  }

  /** Reads the header of a file. */
  static Header parse(Path file, List<String> lines) {
    Map<Key, Entry> entries = new EnumMap<>(Key.class);
    Optional<Key> open = Optional.empty();
    int number = 0;
    for (String line : lines) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("--")) {
        break;
      }
      number++;
      open = read(text, new Place(file, number), open, entries);
    }
    return new Header(entries, number);
  }

  private static Optional<Key> read(
      String line, Place place, Optional<Key> open, Map<Key, Entry> entries) {
    Matcher continuation = CONTINUATION.matcher(line);
    if (open.isPresent() && continuation.matches()) {
      entries.computeIfPresent(
          open.get(),
          (key, entry) -> new Entry(entry.place(), entry.text() + "\n" + continuation.group(1)));
      return open;
    }
    Matcher entry = ENTRY.matcher(line);
    if (!entry.matches()) {
      return Optional.empty();
    }
    Key key = Key.of(entry.group(1)).orElseThrow(() -> unknown(place, entry.group(1)));
    if (entries.containsKey(key)) {
      throw place.refuse(1, "there is a second " + key.text() + ": leave one of them out");
    }
    entries.put(key, new Entry(place, entry.group(2).strip()));
    return Optional.of(key);
  }

  private static RuntimeException unknown(Place place, String key) {
    return place.refuse(
        1,
        "there is no key "
            + key
            + "; there are "
            + Stream.of(Key.values()).map(Key::text).collect(Collectors.joining(", ")));
  }

  /** Returns the value of a key; empty if the header has none. */
  Optional<Entry> entry(Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Returns how many lines of the file belong to the header. */
  int lines() {
    return lines;
  }

  /** Returns the indexes that the plan must use. */
  List<String> indexes() {
    return entry(Key.INDEX).stream()
        .flatMap(entry -> Stream.of(entry.text().split("\\s*,\\s*")))
        .filter(name -> !name.isBlank())
        .toList();
  }

  /** Returns the allowed numbers of rows. */
  RowBounds rows() {
    Optional<Entry> entry = entry(Key.ROWS);
    return entry.isEmpty()
        ? RowBounds.ANY
        : RowBounds.parse(entry.get().text())
            .orElseThrow(
                () ->
                    entry
                        .get()
                        .refuse(
                            "rows must have a form such as 20, 1..20 or 1..: "
                                + entry.get().text()));
  }

  /** Returns the least recall; empty for an exact statement. */
  OptionalDouble leastRecall() {
    Optional<Entry> entry = entry(Key.RECALL);
    if (entry.isEmpty()) {
      return OptionalDouble.empty();
    }
    String text = entry.get().text();
    double ratio = text.matches("(0?\\.\\d+|1(\\.0+)?)") ? Double.parseDouble(text) : 0;
    if (ratio <= 0) {
      throw entry.get().refuse("recall must be above 0 and at most 1, such as 0.9: " + text);
    }
    return OptionalDouble.of(ratio);
  }

  /** Returns the column of the answer that has the distance; empty to find it. */
  Optional<String> distance() {
    return ofRecall(Key.DISTANCE).map(Entry::text);
  }

  /** Returns which rows of an answer do not count for recall. */
  Optional<StatementFile.Exclusion> exclusion() {
    Optional<Entry> entry = ofRecall(Key.EXCLUDE);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = EXCLUSION.matcher(entry.get().text());
    if (!form.matches()) {
      throw entry.get().refuse("exclude must have the form COLUMN = :value: " + entry.get().text());
    }
    if (entry(Key.VALUES).isEmpty()) {
      throw entry.get().refuse("exclude needs values with a column " + form.group(2));
    }
    return Optional.of(
        new StatementFile.Exclusion(form.group(1), form.group(2), entry.get().place().line()));
  }

  /** Returns an entry that says something only about recall. */
  private Optional<Entry> ofRecall(Key key) {
    Optional<Entry> entry = entry(key);
    if (entry.isPresent() && entry(Key.RECALL).isEmpty()) {
      throw entry.get().refuse(key.text() + " needs recall, such as recall: 0.9");
    }
    return entry;
  }

  /** Returns the limit of one execution. */
  Duration timeout() {
    Optional<Entry> entry = entry(Key.TIMEOUT);
    return entry.isEmpty()
        ? StatementTimeout.DEFAULT
        : StatementTimeout.parse(entry.get().text())
            .orElseThrow(
                () ->
                    entry
                        .get()
                        .refuse(
                            "timeout must have a form such as 500ms, 30s or 5min, and be at most 24h: "
                                + entry.get().text()));
  }

  /** Tells whether the same values always give the same rows. */
  boolean stable() {
    Optional<Entry> entry = entry(Key.ANSWERS);
    entry
        .filter(said -> !said.text().equals(MAY_DIFFER))
        .ifPresent(
            said -> {
              throw said.refuse("the only value of answers is: " + MAY_DIFFER);
            });
    return entry.isEmpty();
  }
}
