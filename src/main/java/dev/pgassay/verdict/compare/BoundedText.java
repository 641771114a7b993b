package dev.pgassay.verdict.compare;

import dev.pgassay.failure.InvalidInput;
import java.util.regex.Pattern;

/**
 * Text that a regular expression may look at only so often. Nested quantifiers with a reference to
 * a group, such as {@code (.)(.+)*\1b}, make a match take time that grows exponentially with the
 * text, and anyone can write them into a policy.
 */
final class BoundedText implements CharSequence {
  /** A name has tens of characters, and a sound expression looks at each a few times. */
  private static final int MOST_LOOKS = 1_000_000;

  private final String text;
  private final Pattern pattern;
  private int looks;

  private BoundedText(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Tells whether an expression matches the whole of a text.
   *
   * @throws InvalidInput if that would take too long
   */
  static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(new BoundedText(text, pattern)).matches();
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new InvalidInput(
          "the policy's regular expression takes too long: " + pattern + "; use a simpler one");
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
