package dev.pgassay.data.dataset.prose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.SmallDataset;
import dev.pgassay.data.dataset.spec.TextSpec;
import dev.pgassay.data.dataset.spec.TopicSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads generated texts like a search engine, and checks their overall properties. */
class TextModelTest {
  private static final TopicModel TOPICS =
      new TopicModel(new TopicSpec(25, 20, 20, 1), Draws.of(1, "topics"));
  private static final TextModel MODEL =
      new TextModel(SmallDataset.spec().content().text(), TOPICS, 1, 1);
  private static final Pattern WORD = Pattern.compile("[a-z]+");

  private final Prose prose = new Prose(MODEL);

  @Test
  void descriptionsAreSentences() {
    for (int row = 0; row < 2000; row++) {
      String text = description(row, 0);
      assertThat(text)
          .matches("[A-Z][A-Za-z,.:? ]+[.?]")
          .doesNotContain("  ")
          .doesNotContainPattern("[A-Z]{2}|[.?] [a-z]|\\ba [aeio]|\\ban [^aeiou]");
    }
  }

  @Test
  void namesAreTitles() {
    for (int row = 0; row < 2000; row++) {
      assertThat(name(row)).matches("[A-Z][A-Za-z0-9,: ]+[A-Za-z0-9]").doesNotContain("  ");
    }
  }

  @Test
  void lengthsAreLogNormal() {
    double[] names = new double[5000];
    double[] descriptions = new double[5000];
    for (int row = 0; row < 5000; row++) {
      names[row] = Math.log(name(row).split(" ").length);
      descriptions[row] = Math.log(description(row, 0).split(" ").length);
    }

    assertThat(Math.exp(quantile(names, 0.5))).isCloseTo(6, within(0.5));
    assertThat(Math.exp(quantile(descriptions, 0.5))).isCloseTo(70, within(4.0));
    // 68 % of a normal distribution are within one standard deviation of the median.
    assertThat(quantile(descriptions, 0.84) - quantile(descriptions, 0.5))
        .isCloseTo(0.6, within(0.05));
    assertThat(quantile(descriptions, 0.5) - quantile(descriptions, 0.16))
        .isCloseTo(0.6, within(0.05));
  }

  @Test
  void aNameHasAsManyWordsAsAskedFor() {
    TextSpec spec = new TextSpec(60_000, 1, new TextSpec.Length(20, 0), new TextSpec.Length(30, 0));
    Prose lengthy = new Prose(new TextModel(spec, TOPICS, 1, 1));
    TextBuffer text = new TextBuffer();
    lengthy.event("meetup", "Oslo".getBytes(), 2026).about(0, 0).name(text, cursor(1));

    assertThat(text.toString().split(" ")).hasSizeBetween(20, 21);
  }

  /**
   * Rank and frequency of natural language are on a line of slope -1 that steepens among the rare
   * words (Ferrer i Cancho and Solé, "Two regimes in the frequency of words", 2001).
   */
  @Test
  void wordFrequenciesFollowZipf() {
    List<Integer> counts = new ArrayList<>(wordCounts(10_000).values());
    counts.sort(Comparator.reverseOrder());

    assertThat(counts).hasSizeGreaterThan(20_000);
    assertThat(slope(counts, 20, 1000)).isBetween(-1.5, -0.8);
    assertThat(slope(counts, 1000, 10_000)).isBetween(-1.8, -0.9);
  }

  @Test
  void textsShareMoreWordsTheNearerTheirTopics() {
    Place home = new Place(45, 3);
    double sameSubtopic = overlap(home, new Place(45, 3));
    double sameTopic = overlap(home, new Place(45, 8));
    double sameCategory = overlap(home, new Place(52, 3));
    double elsewhere = overlap(home, new Place(345, 3));

    assertThat(TOPICS.categoryOf(52)).isEqualTo(TOPICS.categoryOf(45));
    assertThat(TOPICS.categoryOf(345)).isNotEqualTo(TOPICS.categoryOf(45));
    assertThat(sameSubtopic).isGreaterThan(1.2 * sameTopic);
    assertThat(sameTopic).isGreaterThan(1.2 * sameCategory);
    assertThat(sameCategory).isGreaterThan(1.5 * elsewhere);
  }

  @Test
  void noTwoTopicsHaveTheSamePairOfWords() {
    Set<String> names = new HashSet<>();
    TopicModel many = new TopicModel(new TopicSpec(30, 3000, 1, 1), Draws.of(1, "topics"));
    TopicWords words = new TopicWords(MODEL.vocabulary(), many, 1, 1);
    for (int topic = 0; topic < many.topics(); topic++) {
      assertThat(words.area(topic)).isNotEqualTo(words.field(topic));
      names.add(words.area(topic) + " " + words.field(topic));
    }
    assertThat(names).hasSize(90_000);
  }

  @Test
  void markedDescriptionsListTheirTerms() {
    List<MarkerTerm> terms = MODEL.markerTerms();
    assertThat(description(1, 0b1)).endsWith(" With " + terms.get(0).term() + ".");
    assertThat(description(1, 0b10011))
        .endsWith(
            " With "
                + terms.get(0).term()
                + ", "
                + terms.get(1).term()
                + " and "
                + terms.get(4).term()
                + ".");
  }

  private String description(long row, long markers) {
    return description(new Place((int) (row % 500), (int) (row / 500 % 20)), row, markers);
  }

  private String description(Place place, long row, long markers) {
    TextBuffer text = new TextBuffer();
    prose.about(place.topic(), place.subtopic()).event("meetup", "Oslo".getBytes(), 2026);
    prose.description(text, markers, cursor(row));
    return text.toString();
  }

  private String name(long row) {
    TextBuffer text = new TextBuffer();
    prose.about((int) (row % 500), 0).event("meetup", "Oslo".getBytes(), 2026);
    prose.name(text, cursor(row));
    return text.toString();
  }

  private static Draws.Cursor cursor(long row) {
    return Draws.of(1, "test").cursor(row);
  }

  private Map<String, Integer> wordCounts(int rows) {
    Map<String, Integer> counts = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      for (String word : words(description(row, 0))) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static Collection<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(match -> match.group())
        .toList();
  }

  /** Returns the mean share of words (Jaccard) that texts about one place share with another's. */
  private double overlap(Place one, Place other) {
    Set<String> anywhere = anywhere();
    double sum = 0;
    int pairs = 200;
    for (int pair = 0; pair < pairs; pair++) {
      Set<String> left = new HashSet<>(words(description(one, 2L * pair, 0)));
      Set<String> right = new HashSet<>(words(description(other, 2L * pair + 1, 0)));
      left.removeAll(anywhere);
      right.removeAll(anywhere);
      Set<String> both = new HashSet<>(left);
      both.retainAll(right);
      left.addAll(right);
      sum += (double) both.size() / left.size();
    }
    return sum / pairs;
  }

  /** Returns the words that occur in texts of any topic. */
  private static Set<String> anywhere() {
    Vocabulary vocabulary = MODEL.vocabulary();
    Set<String> words =
        WordLists.read("sentences.txt").lines("description").stream()
            .flatMap(line -> words(line).stream())
            .collect(Collectors.toSet());
    for (int word = 0; word < vocabulary.lexiconStart(0); word++) {
      words.add(vocabulary.text(word));
      words.add(vocabulary.text(word) + "s");
    }
    return words;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * sorted.length)];
  }

  /** Returns the slope between two ranks, in logarithms of rank and count. */
  private static double slope(List<Integer> counts, int from, int to) {
    return Math.log((double) counts.get(to - 1) / counts.get(from - 1))
        / Math.log((double) to / from);
  }
}
