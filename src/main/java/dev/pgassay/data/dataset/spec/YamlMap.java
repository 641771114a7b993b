package dev.pgassay.data.dataset.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A mapping of a YAML file that knows the line of every key. Each refusal is one line with the
 * file, the line, the key, the value and what is allowed. Not thread-safe.
 */
final class YamlMap {
  /** Stands for a value of a kind that no key takes, such as a list. */
  private static final Object NO_VALUE = new Object();

  /**
   * A value.
   *
   * @param line the line that its key stands on
   * @param value a YamlMap, a Number, a String, or {@link #NO_VALUE}
   * @param text the value as read in a message
   */
  private record Entry(int line, Object value, String text) {}

  private final Path file;
  private final String path;
  private final int line;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private YamlMap(Path file, String path, int line) {
    this.file = file;
    this.path = path;
    this.line = line;
  }

  /**
   * Reads a file that holds one mapping.
   *
   * @throws InvalidInput where it is not there, is no YAML, or holds something else
   */
  static YamlMap read(Path file) {
    try (JsonParser parser = new YAMLFactory().createParser(InputLimit.YAML.reader(file))) {
      YamlMap root = new YamlMap(file, "", 1);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw root.refusal(1, "must hold keys and values, such as events: 10000");
      }
      root.fill(parser);
      if (parser.nextToken() != null) {
        throw root.refusal(lineOf(parser), "must end after its first document");
      }
      return root;
    } catch (NoSuchFileException e) {
      throw new InvalidInput("dataset file " + file + " does not exist", e);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      throw new InvalidInput(file + " line " + line + ": not YAML: " + problem, e);
    } catch (IOException e) {
      throw new Failure("dataset file " + file + " cannot be read", e);
    }
  }

  /** Returns a mapping within this one. */
  YamlMap map(String key) {
    Entry entry = entry(key, "a mapping");
    if (entry.value() instanceof YamlMap map) {
      return map;
    }
    throw wrongType(key, entry, "a mapping");
  }

  /** Returns an integer that a long can hold. */
  long integer(String key) {
    Entry entry = entry(key, "an integer");
    if (entry.value() instanceof Integer || entry.value() instanceof Long) {
      return ((Number) entry.value()).longValue();
    }
    throw wrongType(key, entry, "an integer of at most 64 bits");
  }

  /** Returns an integer within a range. */
  long integer(String key, Range range) {
    String expected = "an integer between " + range;
    Entry entry = entry(key, expected);
    boolean integer = entry.value() instanceof Integer || entry.value() instanceof Long;
    if (integer && range.contains(((Number) entry.value()).longValue())) {
      return ((Number) entry.value()).longValue();
    }
    throw wrongType(key, entry, expected);
  }

  /** Returns an integer within a range that an int can hold. */
  int smallInteger(String key, Range range) {
    return Math.toIntExact(integer(key, range));
  }

  /** Returns a number within a range. */
  double number(String key, Range range) {
    String expected = "a number between " + range;
    Entry entry = entry(key, expected);
    if (entry.value() instanceof Number number && range.contains(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrongType(key, entry, expected);
  }

  /** Returns a text. */
  String text(String key) {
    Entry entry = entry(key, "a text");
    if (entry.value() instanceof String text) {
      return text;
    }
    throw wrongType(key, entry, "a text");
  }

  /** Returns a refusal of a key's value. */
  InvalidInput refusal(String key, String expected) {
    return wrongType(key, entry(key, expected), expected);
  }

  /**
   * Refuses keys that the record to be made has no component for.
   *
   * @param type the record
   * @param more keys that are allowed beside its components
   * @return this mapping
   * @throws InvalidInput naming the first such key
   */
  YamlMap forRecord(Class<? extends Record> type, String... more) {
    Set<String> allowed = new LinkedHashSet<>(List.of(more));
    for (RecordComponent component : type.getRecordComponents()) {
      allowed.add(component.getName());
    }
    entries.forEach(
        (key, entry) -> {
          if (!allowed.contains(key)) {
            String problem = "unknown key '" + path + key + "', allowed here are ";
            throw refusal(entry.line(), problem + String.join(", ", allowed));
          }
        });
    return this;
  }

  /**
   * Makes what the mapping describes.
   *
   * @param maker makes it; an IllegalArgumentException that begins with the name of a key becomes a
   *     refusal of that key
   */
  <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw refusal(lineOfKey(e.getMessage().split("[. ]")[0]), path + e.getMessage());
    }
  }

  private Entry entry(String key, String expected) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw refusal(line, "key '" + path + key + "' is missing, it must be " + expected);
    }
    return entry;
  }

  private InvalidInput wrongType(String key, Entry entry, String expected) {
    return refusal(entry.line(), path + key + " must be " + expected + ": " + entry.text());
  }

  private int lineOfKey(String key) {
    return entries.containsKey(key) ? entries.get(key).line() : line;
  }

  private InvalidInput refusal(int where, String problem) {
    return new InvalidInput(file + " line " + where + ": " + problem);
  }

  /** Reads keys and values up to the end of the mapping whose start was just read. */
  private void fill(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int keyLine = lineOf(parser);
      parser.nextToken();
      if (entries.put(key, read(parser, key, keyLine)) != null) {
        throw refusal(keyLine, "key '" + path + key + "' appears twice");
      }
    }
  }

  private Entry read(JsonParser parser, String key, int keyLine) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        YamlMap map = new YamlMap(file, path + key + ".", keyLine);
        map.fill(parser);
        yield new Entry(keyLine, map, "a mapping");
      }
      case START_ARRAY -> {
        parser.skipChildren();
        yield new Entry(keyLine, NO_VALUE, "a list");
      }
      case VALUE_NUMBER_INT -> new Entry(keyLine, parser.getNumberValue(), parser.getText());
      case VALUE_NUMBER_FLOAT -> new Entry(keyLine, decimal(parser.getText()), parser.getText());
      case VALUE_STRING -> new Entry(keyLine, parser.getText(), parser.getText());
      default -> new Entry(keyLine, NO_VALUE, parser.getText());
    };
  }

  /** YAML's infinities and "not a number" are no numbers to us. */
  private static Object decimal(String text) {
    return text.matches("[-+]?[.](inf|Inf|INF)|[.](nan|NaN|NAN)")
        ? NO_VALUE
        : Double.valueOf(text.replace("_", ""));
  }

  private static int lineOf(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
