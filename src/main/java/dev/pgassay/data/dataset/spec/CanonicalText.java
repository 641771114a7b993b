package dev.pgassay.data.dataset.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a record of records as lines {@code path=value}, in the order of the components, and reads
 * it. It enumerates the components by reflection, so that none can be missing from an identity.
 */
final class CanonicalText {
  private final StringBuilder lines = new StringBuilder();

  private CanonicalText() {}

  static String of(Record root) {
    CanonicalText text = new CanonicalText();
    text.append("", root);
    return text.lines.toString();
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if the text is not that of such a record
   */
  static <T> T read(Class<T> type, String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              String[] parts = line.split("=", 2);
              values.put(parts[0], parts[parts.length - 1]);
            });
    return type.cast(make("", type, values));
  }

  private static Object make(String path, Class<?> declared, Map<String, String> values) {
    Class<?> type = named(declared, values.get(path + "is"));
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments =
        Arrays.stream(components)
            .map(it -> argument(path + it.getName(), it.getType(), values))
            .toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + " can be made", e);
    }
  }

  private static Class<?> named(Class<?> declared, String name) {
    Class<?>[] possible =
        declared.isSealed() ? declared.getPermittedSubclasses() : new Class<?>[] {declared};
    return Arrays.stream(possible)
        .filter(it -> it.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(declared.getSimpleName() + " is no " + name));
  }

  private static Object argument(String path, Class<?> type, Map<String, String> values) {
    if (!type.isPrimitive()) {
      return make(path + ".", type, values);
    }
    String value = values.get(path);
    if (value == null) {
      throw new IllegalArgumentException("the text has no " + path);
    }
    if (type == double.class) {
      return Double.valueOf(value);
    }
    return type == long.class ? (Object) Long.valueOf(value) : (Object) Integer.valueOf(value);
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
