package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.RowPermutation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names of people by number, all different: pairs of a first and a last name in a random order,
 * with one, two or more initials in between when all pairs are used. Immutable and thread-safe.
 */
public final class PersonNames {
  private static final int LETTERS = 26;

  private final byte[][] firsts;
  private final byte[][] lasts;
  private final RowPermutation order;
  private final Draws initials;

  public PersonNames(long seed) {
    WordLists people = WordLists.read("people.txt");
    this.firsts = utf8(people.entries("first names"));
    this.lasts = utf8(people.entries("last names"));
    this.order = new RowPermutation(pairs(), Draws.of(seed, "people.order"));
    this.initials = Draws.of(seed, "people.initials");
  }

  static byte[][] utf8(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  /** Returns the number of names without initials. */
  long pairs() {
    return (long) firsts.length * lasts.length;
  }

  /** Returns a person's first name. */
  public byte[] first(long person) {
    return firsts[(int) (pair(person) % firsts.length)];
  }

  /** Appends a person's full name. */
  public void appendTo(TextBuffer text, long person) {
    long pair = pair(person);
    text.append(first(person)).append(' ');
    appendInitials(text, person / pairs(), pair);
    text.append(lasts[(int) (pair / firsts.length)]);
  }

  private long pair(long person) {
    return order.at(person % pairs());
  }

  /** Appends the initials of a round. Each pair begins with another letter. */
  private void appendInitials(TextBuffer text, long round, long pair) {
    long codes = 1;
    long code = round;
    while (code >= codes) {
      code -= codes;
      codes *= LETTERS;
    }
    long rest = (code + initials.below(pair, 0, codes)) % codes;
    for (long place = codes; place > 1; place /= LETTERS) {
      text.append((char) ('A' + rest % LETTERS)).append('.').append(' ');
      rest /= LETTERS;
    }
  }
}
