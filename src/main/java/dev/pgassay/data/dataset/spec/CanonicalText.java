package dev.pgassay.data.dataset.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/**
 * Renders a record of records as lines {@code path=value}, in the order of the components. It goes
 * over the components themselves, so that none can be forgotten in an identity.
 */
final class CanonicalText {
  private final StringBuilder lines = new StringBuilder();

  private CanonicalText() {}

  static String of(Record root) {
    CanonicalText text = new CanonicalText();
    text.append("", root);
    return text.lines.toString();
  }

  private void append(String path, Record node) {
    lines.append(path).append("is=").append(node.getClass().getSimpleName()).append('\n');
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value = read(component, node);
      if (value instanceof Record nested) {
        append(path + component.getName() + ".", nested);
      } else {
        lines.append(path).append(component.getName()).append('=');
        lines.append(scalar(value)).append('\n');
      }
    }
  }

  private static String scalar(Object value) {
    if (value instanceof Double number) {
      // Double.toString changed in JDK 19; the hexadecimal form is exact and did not.
      return Double.toHexString(number);
    }
    if (value instanceof Long || value instanceof Integer) {
      return value.toString();
    }
    throw new IllegalStateException("no canonical text for " + value.getClass());
  }

  private static Object read(RecordComponent component, Record node) {
    try {
      return component.getAccessor().invoke(node);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
