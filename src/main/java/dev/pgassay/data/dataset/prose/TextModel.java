package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.TextSpec;
import java.util.List;

/**
 * The material of texts: the preferred words of each topic, phrases, and the lengths of texts.
 * {@link Prose} writes the texts. Immutable and thread-safe.
 */
public final class TextModel {
  private static final int SHORTEST_NAME = 2;
  private static final int LONGEST_PATTERN = 8;

  private final TextSpec spec;
  private final Markers markers;
  private final Vocabulary vocabulary;
  private final TopicWords words;
  private final Phrase[][] names = new Phrase[LONGEST_PATTERN + 1][];
  private final Phrase[] descriptions;
  private final Phrase[] biographies;
  private final Phrase[] companies;
  private final Phrase[] topics;

  /**
   * Prepares texts.
   *
   * @param spec sizes
   * @param topics the tree of topics
   * @param described the share of events with a description
   * @param seed the dataset's seed
   */
  public TextModel(TextSpec spec, TopicModel topics, double described, long seed) {
    WordLists sentences = WordLists.read("sentences.txt");
    this.spec = spec;
    this.markers = new Markers(described, seed);
    this.vocabulary =
        new Vocabulary(spec.vocabulary(), markers.words(), Draws.of(seed, "text.vocabulary"));
    this.words = new TopicWords(vocabulary, topics, spec.exponent(), seed);
    for (int length = SHORTEST_NAME; length <= LONGEST_PATTERN; length++) {
      names[length] = Phrase.parseAll(sentences.lines("event names " + length));
    }
    this.descriptions = Phrase.parseAll(sentences.lines("description"));
    this.biographies = Phrase.parseAll(sentences.lines("biographies"));
    this.companies = Phrase.parseAll(sentences.lines("company descriptions"));
    this.topics = Phrase.parseAll(sentences.lines("topic descriptions"));
  }

  TextSpec spec() {
    return spec;
  }

  public Markers markers() {
    return markers;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public TopicWords words() {
    return words;
  }

  /** Returns the patterns of names with this number of words, or the longest patterns. */
  Phrase[] names(int words) {
    return names[Math.min(Math.max(words, SHORTEST_NAME), LONGEST_PATTERN)];
  }

  Phrase[] descriptions() {
    return descriptions;
  }

  public Phrase[] biographies() {
    return biographies;
  }

  public Phrase[] companies() {
    return companies;
  }

  public Phrase[] topics() {
    return topics;
  }

  /** Returns the terms that occur in a known share of the events. */
  public List<MarkerTerm> markerTerms() {
    return markers.terms();
  }
}
