package dev.pgassay.report;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes small answers as JSON: maps, lists, texts, whole numbers, booleans and optional values.
 * Runs are written by {@link JsonReport}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonText {
  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /**
   * Writes a value.
   *
   * @param value a {@code Map} with texts as keys, a {@code List}, {@code Optional}, {@code
   *     String}, {@code Integer}, {@code Long} or {@code Boolean}
   * @return the document, ended by a line feed
   */
  public static String of(Object value) {
    JsonText text = new JsonText();
    text.append(value, "");
    return text.out.append('\n').toString();
  }

  private void append(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      appendMap(map, indent);
    } else if (value instanceof List<?> list) {
      appendList(list, indent);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(present -> append(present, indent), () -> out.append("null"));
    } else if (value instanceof String string) {
      appendString(string);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("not a value of a small answer: " + value);
    }
  }

  private void appendMap(Map<?, ?> map, String indent) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      out.append('\n').append(indent).append(INDENT);
      appendString((String) entry.getKey());
      out.append(": ");
      append(entry.getValue(), indent + INDENT);
      out.append(entries.hasNext() ? "," : "\n" + indent);
    }
    out.append('}');
  }

  private void appendList(List<?> list, String indent) {
    out.append('[');
    Iterator<?> values = list.iterator();
    while (values.hasNext()) {
      out.append('\n').append(indent).append(INDENT);
      append(values.next(), indent + INDENT);
      out.append(values.hasNext() ? "," : "\n" + indent);
    }
    out.append(']');
  }

  private void appendString(String string) {
    out.append('"');
    for (char character : string.toCharArray()) {
      if (character == '"' || character == '\\') {
        out.append('\\').append(character);
      } else if (character < ' ') {
        out.append(String.format("\\u%04x", (int) character));
      } else {
        out.append(character);
      }
    }
    out.append('"');
  }
}
