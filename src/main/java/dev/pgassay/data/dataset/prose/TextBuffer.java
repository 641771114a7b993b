package dev.pgassay.data.dataset.prose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A buffer of UTF-8 text. It grows as needed and is reused for the next text, so that writing
 * allocates nothing in the long run. Not thread-safe.
 */
public final class TextBuffer {
  private static final int FIRST_CAPACITY = 256;
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  public TextBuffer clear() {
    length = 0;
    return this;
  }

  public int length() {
    return length;
  }

  /** Returns the number of characters, which is less than the number of bytes beyond ASCII. */
  public int characters() {
    int characters = 0;
    for (int i = 0; i < length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        characters++;
      }
    }
    return characters;
  }

  public TextBuffer append(byte[] text) {
    return append(text, 0, text.length);
  }

  public TextBuffer append(byte[] text, int offset, int count) {
    reserve(count);
    System.arraycopy(text, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends an ASCII text. */
  public TextBuffer append(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  public TextBuffer append(TextBuffer text) {
    return append(text.bytes, 0, text.length);
  }

  /** Appends an ASCII character. */
  public TextBuffer append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /**
   * Appends a number in decimal digits.
   *
   * @param number not negative
   */
  public TextBuffer appendNumber(long number) {
    reserve(LONGEST_NUMBER);
    int end = length + digits(number);
    long rest = number;
    for (int i = end - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
    return this;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Appends the last hexadecimal digits of a number. */
  public TextBuffer appendHex(long number, int digits) {
    for (int digit = digits - 1; digit >= 0; digit--) {
      append(Character.forDigit((int) (number >>> (4 * digit)) & 0xF, 16));
    }
    return this;
  }

  /** Appends a text with the letters A to Z in lower case; other letters do not change. */
  public TextBuffer appendLowerCase(TextBuffer text) {
    int start = length;
    append(text);
    for (int i = start; i < length; i++) {
      bytes[i] = lowerCase(bytes[i]);
    }
    return this;
  }

  /**
   * Appends a text in the form for URLs: ASCII letters in lower case and digits, a hyphen for
   * anything between words, cut off after a number of bytes.
   */
  public TextBuffer appendSlug(TextBuffer text, int most) {
    reserve(text.length);
    int end = length + most;
    boolean gap = false;
    int start = length;
    for (int i = 0; i < text.length && length < end; i++) {
      byte octet = lowerCase(text.bytes[i]);
      if (octet >= 'a' && octet <= 'z' || octet >= '0' && octet <= '9') {
        if (gap && length > start) {
          bytes[length++] = '-';
        }
        bytes[length++] = octet;
        gap = false;
      } else {
        gap |= octet == ' ';
      }
    }
    return this;
  }

  /** Changes the letter at a position to upper case if it is one of a to z. */
  public TextBuffer capitalise(int place) {
    byte octet = bytes[place];
    if (octet >= 'a' && octet <= 'z') {
      bytes[place] = (byte) (octet - 'a' + 'A');
    }
    return this;
  }

  /** Tells whether the word at a position takes {@code an}; {@code us} and {@code uni} do not. */
  boolean takesAn(int place) {
    return switch (bytes[place] | 0x20) {
      case 'a', 'e', 'i', 'o' -> true;
      case 'u' -> bytes[place + 1] != 's' && !(bytes[place + 1] == 'n' && bytes[place + 2] == 'i');
      default -> false;
    };
  }

  /** Inserts an ASCII character before a position. */
  void insert(int place, char ascii) {
    reserve(1);
    System.arraycopy(bytes, place, bytes, place + 1, length - place);
    bytes[place] = (byte) ascii;
    length++;
  }

  public void writeTo(RowSink sink) {
    sink.writeText(bytes, length);
  }

  /** Writes the text to a sink, or SQL's null if it is empty. */
  public void writeOrNullTo(RowSink sink) {
    if (length == 0) {
      sink.writeNull();
    } else {
      writeTo(sink);
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static byte lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet - 'A' + 'a') : octet;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
