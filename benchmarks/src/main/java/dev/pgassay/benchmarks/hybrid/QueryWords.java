package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.data.dataset.prose.QueryTexts;
import java.util.List;

/**
 * How precisely the words of a query name its topic. The gain of fusion depends on it, and real
 * searches have both kinds.
 */
enum QueryWords {
  /** The two words that name the topic, and a noun. */
  NAMED {
    @Override
    List<String> of(QueryTexts texts, long query) {
      return texts.naming(query);
    }
  },
  /** Three nouns of the topic's texts, any of which may be general. */
  VAGUE {
    @Override
    List<String> of(QueryTexts texts, long query) {
      return texts.vague(query);
    }
  };

  abstract List<String> of(QueryTexts texts, long query);
}
