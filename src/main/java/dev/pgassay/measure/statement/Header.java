package dev.pgassay.measure.statement;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private static final Pattern CONTINUATION = Pattern.compile("--(?: {2,}|\t)\\s*(\\S.*)");

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
  record Entry(Place place, String text) {}

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
}
