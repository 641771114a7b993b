package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.dataset.QueryTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How well the words of a query say what it is about. What fusion gains hangs on it, so neither is
 * the truth: search boxes see both.
 */
enum QueryWords {
  /** The two words that name the topic, and a noun. */
  NAMED {
    @Override
    List<String> of(QueryTexts texts, long query) {
      return texts.naming(query);
    }
  },
  /** Three nouns of the topic's texts, any of which may be a general one. */
  VAGUE {
    @Override
    List<String> of(QueryTexts texts, long query) {
      return texts.vague(query);
    }
  };

  static QueryWords of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(words -> words.name().toLowerCase(Locale.ROOT)).toList();
  }

  abstract List<String> of(QueryTexts texts, long query);
}
