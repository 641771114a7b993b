package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Forms rare words in the manner of technical English: a prefix before a noun, or two nouns in one
 * word ({@code microledger}, {@code passkeyvault}). The stemmer changes the end of a compound as it
 * changes the noun there, so compounds of nouns with different stems have different stems.
 */
final class Compounds {
  private final List<String> prefixes;
  private final Set<String> taken;

  /**
   * @param prefixes for nouns
   * @param taken words that are not formed; formed words are added to it
   */
  Compounds(List<String> prefixes, Set<String> taken) {
    this.prefixes = prefixes;
    this.taken = taken;
  }

  /**
   * Forms words in a random order; those of a prefix and two nouns are last.
   *
   * @param nouns the roots
   * @param count number of words
   * @param draws decides the order
   */
  List<String> of(List<String> nouns, int count, Cursor draws) {
    List<String> pairs = joined(nouns, nouns);
    List<String> candidates = joined(prefixes, nouns);
    candidates.addAll(pairs);
    List<String> formed = new ArrayList<>(count);
    take(candidates, count, draws, formed);
    if (formed.size() < count) {
      take(joined(prefixes, pairs), count, draws, formed);
    }
    if (formed.size() < count) {
      throw new IllegalStateException(
          nouns.size() + " nouns make only " + formed.size() + " compounds, not " + count);
    }
    return formed;
  }

  private static List<String> joined(List<String> firsts, List<String> lasts) {
    List<String> words = new ArrayList<>(firsts.size() * lasts.size());
    for (String first : firsts) {
      for (String last : lasts) {
        if (!first.equals(last)) {
          words.add(first + last);
        }
      }
    }
    return words;
  }

  private void take(List<String> candidates, int count, Cursor draws, List<String> formed) {
    int[] order = draws.nextPermutation(candidates.size());
    for (int i = 0; i < order.length && formed.size() < count; i++) {
      String word = candidates.get(order[i]);
      if (taken.add(word)) {
        formed.add(word);
      }
    }
  }
}
