package dev.pgassay.failure;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Makes text of unknown origin safe to show. A run, a baseline or a server can contain control
 * characters, which move the cursor of a terminal, and line breaks, after which CI services look
 * for commands. This class shows them as JSON escapes, such as {@code \}{@code u001b}.
 */
public final class OneLine {
  private static final int LAST_BIDI_OVERRIDE = 0x202e;

  private OneLine() {}

  /**
   * Makes text safe for a part of a line.
   *
   * @param text any
   * @return the text with its control characters and line breaks escaped
   */
  public static String of(String text) {
    return escaped(text, OneLine::isUnsafe);
  }

  /**
   * Makes text safe for several lines.
   *
   * @param text any
   * @return the text with its control characters escaped, except line feeds and tabs
   */
  public static String orMore(String text) {
    return escaped(text, it -> it != '\n' && it != '\t' && isUnsafe(it));
  }

  /**
   * Tells whether a character must not be shown as it is.
   *
   * @param character a code point
   * @return whether it is a control character (C0 and C1), a separator of lines or paragraphs, a
   *     character that changes the direction of writing (Unicode TR 9), half a surrogate pair, or
   *     unassigned
   */
  public static boolean isUnsafe(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> changesDirection(character);
      default -> character == 0xfffe || character == 0xffff;
    };
  }

  private static boolean changesDirection(int character) {
    return character == 0x061c
        || character == 0x200e
        || character == 0x200f
        || character >= 0x202a && character <= LAST_BIDI_OVERRIDE
        || character >= 0x2066 && character <= 0x2069;
  }

  /**
   * Returns the JSON escape of a character.
   *
   * @param character of the basic multilingual plane
   * @return six characters
   */
  public static String escape(int character) {
    return String.format(Locale.ROOT, "\\u%04x", character);
  }

  private static String escaped(String text, IntPredicate unsafe) {
    if (text.codePoints().noneMatch(unsafe)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            it -> {
              if (unsafe.test(it)) {
                out.append(it == '\n' ? "\\n" : escape(it));
              } else {
                out.appendCodePoint(it);
              }
            });
    return out.toString();
  }
}
