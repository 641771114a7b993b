package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts that a person might type to search for the topic of a held-out query. Nouns are drawn as
 * for events of its subtopic. Immutable and thread-safe.
 */
public final class QueryTexts {
  /** Like searches on the web, which have two to four words. */
  private static final int WORDS = 3;

  private final TextModel texts;
  private final TopicAssignment topics;
  private final Draws draws;

  public QueryTexts(TextModel texts, TopicAssignment topics, long seed) {
    this.texts = texts;
    this.topics = topics;
    this.draws = Draws.of(seed, "queries.text");
  }

  /**
   * Returns the words of a person who knows the name of the topic: its two words, and a noun.
   *
   * @param query number of the held-out query
   * @return different nouns, none of them a stop word
   */
  public List<String> naming(long query) {
    Place place = topics.placeOf(query);
    Set<String> words = new LinkedHashSet<>();
    words.add(texts.vocabulary().text(texts.words().area(place.topic())));
    words.add(texts.vocabulary().text(texts.words().field(place.topic())));
    return withNouns(words, query);
  }

  /**
   * Returns the words of a person who does not know the name of the topic: only nouns, some of
   * which may be general.
   *
   * @param query number of the held-out query
   * @return different nouns, none of them a stop word
   */
  public List<String> vague(long query) {
    return withNouns(new LinkedHashSet<>(), query);
  }

  private List<String> withNouns(Set<String> words, long query) {
    Place place = topics.placeOf(query);
    Cursor cursor = draws.cursor(query);
    while (words.size() < WORDS) {
      int noun = texts.words().noun(place.topic(), place.subtopic(), cursor);
      words.add(texts.vocabulary().text(noun));
    }
    return List.copyOf(words);
  }
}
