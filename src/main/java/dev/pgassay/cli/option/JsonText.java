package dev.pgassay.cli.option;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the results of small commands as JSON (RFC 8259): maps in their order, collections, texts,
 * numbers and booleans. A number that is not finite has no place in JSON and becomes null.
 */
public final class JsonText {
  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /** Renders a document with a line break at its end. */
  public static String of(Map<String, ?> document) {
    JsonText text = new JsonText();
    text.value(document, "\n");
    return text.out.append('\n').toString();
  }

  private void value(Object value, String lineStart) {
    if (value instanceof Map<?, ?> map) {
      members(map, lineStart);
    } else if (value instanceof Collection<?> elements) {
      elements(elements, lineStart);
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      out.append("null");
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      quoted(String.valueOf(value));
    }
  }

  private void members(Map<?, ?> map, String lineStart) {
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    out.append('{');
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      out.append(lineStart).append(INDENT);
      quoted(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), lineStart + INDENT);
      out.append(entries.hasNext() ? "," : lineStart);
    }
    out.append('}');
  }

  private void elements(Collection<?> elements, String lineStart) {
    Iterator<?> values = elements.iterator();
    out.append('[');
    while (values.hasNext()) {
      out.append(lineStart).append(INDENT);
      value(values.next(), lineStart + INDENT);
      out.append(values.hasNext() ? "," : lineStart);
    }
    out.append(']');
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> out.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
      }
    }
    out.append('"');
  }
}
