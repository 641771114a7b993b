package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.dataset.QueryTexts;
import java.util.List;

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

  abstract List<String> of(QueryTexts texts, long query);
}
