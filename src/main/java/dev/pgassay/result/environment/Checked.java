package dev.pgassay.result.environment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Rules that components of this group's records share. Every method returns the given value, or an
 * immutable copy of it, and throws an {@link IllegalArgumentException} that names the component,
 * the rule and the value.
 */
public final class Checked {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private Checked() {}

  public static String text(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank: " + value);
    }
    return value;
  }

  public static String sha256(String name, String value) {
    if (!SHA_256.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name + " must be 64 hexadecimal digits in lower case: " + value);
    }
    return value;
  }

  /** Requires a path inside the run's folder. */
  public static String relativePath(String name, String value) {
    if (value.isBlank() || value.startsWith("/") || value.contains("\\") || value.contains("..")) {
      throw new IllegalArgumentException(
          name + " must be a path below the run's folder with forward slashes: " + value);
    }
    return value;
  }

  /** Requires statement names that can be file names. */
  public static Map<String, String> statements(Map<String, String> texts) {
    for (String name : texts.keySet()) {
      if (!ReplayRules.isStatementName(name)) {
        throw new IllegalArgumentException(
            "the name of a statement has letters, digits, dots, dashes and underscores alone: "
                + name);
      }
    }
    return sorted(texts);
  }

  public static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
    return value;
  }

  public static OptionalLong notNegative(String name, OptionalLong value) {
    value.ifPresent(number -> notNegative(name, number));
    return value;
  }

  public static long positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
    return value;
  }

  public static OptionalLong positive(String name, OptionalLong value) {
    value.ifPresent(number -> positive(name, number));
    return value;
  }

  public static double measured(String name, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException(name + " must be finite and not negative: " + value);
    }
    return value;
  }

  public static OptionalDouble measured(String name, OptionalDouble value) {
    value.ifPresent(number -> measured(name, number));
    return value;
  }

  public static double ratio(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1: " + value);
    }
    return value;
  }

  /** Copies a map in its order, which is that of a declaration. */
  public static <V> Map<String, V> ordered(Map<String, V> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Sorts by name, so that equal maps give equal files. */
  public static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> values) {
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
