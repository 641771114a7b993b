package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import dev.pgassay.data.dataset.random.RowPermutation;
import dev.pgassay.data.dataset.random.ZipfLaw;

/**
 * Chooses words by topic. A topic belongs to a subject. The topic and each of its subtopics have a
 * slice of the subject's lexicon of their own. Ranks within a slice follow Zipf's law, and the
 * frequent ranks are written nouns. Therefore texts of one subtopic share words, texts of one topic
 * share fewer, and texts of different subjects hardly any. Immutable and thread-safe.
 */
public final class TopicWords {
  private static final int SLICE = 64;

  /** The number of ranks of a slice that are written nouns; they have about 70 % of its mass. */
  private static final int WRITTEN = 16;

  /** Sources of a noun, in 256ths. The first two bind it to the topic. */
  private static final int OF_SUBTOPIC = 80;

  private static final int OF_TOPIC = OF_SUBTOPIC + 64;
  private static final int OF_SUBJECT = OF_TOPIC + 64;
  private static final int OF_ALL = OF_SUBJECT + 28;

  private final Vocabulary vocabulary;
  private final TopicModel topics;
  private final RowPermutation nameOrder;
  private final Draws slices;
  private final ZipfLaw sliceLaw;
  private final ZipfLaw lexiconLaw;
  private final ZipfLaw verbLaw;
  private final ZipfLaw adjectiveLaw;
  private final ZipfLaw nounLaw;

  /**
   * Binds words to topics.
   *
   * @param vocabulary the words
   * @param topics the topics
   * @param exponent of the Zipf law of every kind of word
   * @param seed decides which words a topic has
   */
  TopicWords(Vocabulary vocabulary, TopicModel topics, double exponent, long seed) {
    int roots = vocabulary.rootsPerSubject();
    this.vocabulary = vocabulary;
    this.topics = topics;
    this.nameOrder = new RowPermutation((long) roots * (roots - 1), Draws.of(seed, "text.topics"));
    this.slices = Draws.of(seed, "text.slices");
    this.sliceLaw = new ZipfLaw(SLICE, exponent);
    this.lexiconLaw = new ZipfLaw(vocabulary.lexiconSize(), exponent);
    this.verbLaw = new ZipfLaw(vocabulary.verbs().size(), exponent);
    this.adjectiveLaw = new ZipfLaw(vocabulary.adjectives().size(), exponent);
    this.nounLaw = new ZipfLaw(vocabulary.nouns().size(), exponent);
  }

  /**
   * Returns the subject of a topic. If there are more categories than subjects, some share a
   * subject.
   */
  int subjectOf(int topic) {
    return topics.categoryOf(topic) % vocabulary.subjects().size();
  }

  /**
   * Appends the name of a topic's category: its subject, with a number if several categories share
   * it.
   */
  public void appendCategory(TextBuffer text, int topic) {
    text.append(vocabulary.subjects().get(subjectOf(topic)));
    int round = roundOf(topic);
    if (round > 0) {
      text.append(' ').appendNumber(round + 1);
    }
  }

  /** Returns how many categories before a topic's own have the same subject. */
  private int roundOf(int topic) {
    return topics.categoryOf(topic) / vocabulary.subjects().size();
  }

  /** Returns the first word of a topic's name. No two topics have both words in common. */
  public int area(int topic) {
    long pair = pair(topic);
    long rank = pair / fieldsPerArea(pair);
    return vocabulary.lexiconStart(subjectOf(topic)) + (int) rank;
  }

  /** Returns the last word of a topic's name. */
  public int field(int topic) {
    long pair = pair(topic);
    int rank = (int) (pair % fieldsPerArea(pair));
    boolean skipsArea = pair < nameOrderSize() && rank >= pair / fieldsPerArea(pair);
    return vocabulary.lexiconStart(subjectOf(topic)) + (skipsArea ? rank + 1 : rank);
  }

  /**
   * Numbers the pairs of words: first pairs of two different written nouns in a random order, then
   * pairs of a compound and a written noun, for trees with thousands of topics per subject.
   */
  private long pair(int topic) {
    int perCategory = topics.topics() / topics.categories();
    long number = (long) roundOf(topic) * perCategory + topic % perCategory;
    return number < nameOrderSize() ? nameOrder.at(number) : number + vocabulary.rootsPerSubject();
  }

  private long nameOrderSize() {
    return (long) vocabulary.rootsPerSubject() * (vocabulary.rootsPerSubject() - 1);
  }

  private int fieldsPerArea(long pair) {
    int roots = vocabulary.rootsPerSubject();
    return pair < nameOrderSize() ? roots - 1 : roots;
  }

  /** Draws a noun for a text about a subtopic. */
  int noun(int topic, int subtopic, Cursor draws) {
    int source = (int) (draws.nextBits() >>> 56);
    if (source < OF_SUBTOPIC) {
      int leaf = topic * topics.subtopicsPerTopic() + subtopic;
      return ofSlice(topic, topics.topics() + leaf, draws);
    } else if (source < OF_TOPIC) {
      return ofSlice(topic, topic, draws);
    } else if (source < OF_SUBJECT) {
      return ofLexicon(subjectOf(topic), draws);
    } else if (source < OF_ALL) {
      return thing(draws);
    }
    return ofLexicon(draws.nextBelow(vocabulary.subjects().size()), draws);
  }

  private int ofLexicon(int subject, Cursor draws) {
    return vocabulary.lexiconStart(subject) + lexiconLaw.rank(draws.nextBits());
  }

  private int ofSlice(int topic, long slice, Cursor draws) {
    int rank = sliceLaw.rank(draws.nextBits());
    int roots = vocabulary.rootsPerSubject();
    int place =
        rank < WRITTEN
            ? (int) slices.below(slice, rank, roots)
            : roots + compound(slices.uniform(slice, rank), vocabulary.lexiconSize() - roots);
    return vocabulary.lexiconStart(subjectOf(topic)) + place;
  }

  /** Squaring prefers the first compounds, so that frequencies fall without a step. */
  private static int compound(double uniform, int compounds) {
    return (int) (uniform * uniform * compounds);
  }

  /** Draws a noun for any topic. */
  int thing(Cursor draws) {
    return vocabulary.nouns().at(nounLaw.rank(draws.nextBits()));
  }

  /** Draws a verb. */
  int verb(Cursor draws) {
    return vocabulary.verbs().at(verbLaw.rank(draws.nextBits()));
  }

  /** Draws an adjective. */
  int adjective(Cursor draws) {
    return vocabulary.adjectives().at(adjectiveLaw.rank(draws.nextBits()));
  }
}
