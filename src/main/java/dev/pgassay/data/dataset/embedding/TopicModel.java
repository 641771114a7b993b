package dev.pgassay.data.dataset.embedding;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.TopicSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The tree of topics, arranged on the interval from 0 to 1: categories by rising mass, the topics
 * of a category by falling mass, then the subtopics of a topic. Each takes as much of the interval
 * as it has mass. Neighbours on the line are similar in meaning, so "the first 10 %" is a filter
 * that is correlated with the vectors. The line begins with a topic that is neither rare nor
 * dominant. Topics and categories are numbered in the order of the line. Immutable and thread-safe.
 */
public final class TopicModel {
  private final TopicSpec spec;
  private final int[] popularity;
  private final double[] ends;

  /**
   * Distributes the Zipf masses over the topics.
   *
   * @param spec sizes and exponent
   * @param draws decides the popularity of each topic
   */
  public TopicModel(TopicSpec spec, Draws draws) {
    this.spec = spec;
    double[] masses = zipf(spec.topics(), spec.exponent());
    this.popularity = lineUp(spec, masses, draws);
    this.ends = new double[spec.topics()];
    double end = 0;
    for (int topic = 0; topic < ends.length; topic++) {
      end += masses[popularity[topic]];
      ends[topic] = end;
    }
    ends[ends.length - 1] = 1; // regardless of the rounding of the sum
  }

  /** Returns the number of categories, at least 1. */
  public int categories() {
    return spec.categories();
  }

  /** Returns the number of topics in all categories, at least 1. */
  public int topics() {
    return spec.topics();
  }

  /** Returns the number of subtopics of each topic, at least 1. */
  public int subtopicsPerTopic() {
    return spec.subtopics();
  }

  /**
   * Returns the category of a topic.
   *
   * @param topic 0 to topics - 1
   * @return 0 to categories - 1
   */
  public int categoryOf(int topic) {
    return topic / spec.perCategory();
  }

  /**
   * Returns how many topics are more popular.
   *
   * @param topic 0 to topics - 1
   * @return 0 to topics - 1
   */
  public int popularityRank(int topic) {
    return popularity[topic];
  }

  /**
   * Returns the share of rows that are about a topic.
   *
   * @param topic 0 to topics - 1
   * @return above 0, at most 1
   */
  public double mass(int topic) {
    return ends[topic] - start(topic);
  }

  /**
   * Returns the place at a point of the line.
   *
   * @param point 0 to below 1
   */
  Place at(double point) {
    int found = Arrays.binarySearch(ends, point);
    int topic = found >= 0 ? found + 1 : -found - 1;
    double within = (point - start(topic)) / (ends[topic] - start(topic));
    int subtopic = Math.min((int) (within * spec.subtopics()), spec.subtopics() - 1);
    return new Place(topic, subtopic);
  }

  private double start(int topic) {
    return topic == 0 ? 0 : ends[topic - 1];
  }

  /** Returns the masses by falling popularity. They sum to 1. */
  private static double[] zipf(int size, double exponent) {
    double[] masses = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      masses[rank] = StrictMath.pow(rank + 1, -exponent);
      sum += masses[rank];
    }
    for (int rank = 0; rank < size; rank++) {
      masses[rank] /= sum;
    }
    return masses;
  }

  /**
   * Deals popularity ranks like cards: each round gives one rank to each category in a random
   * order, so that every category has popular and rare topics. Then orders the categories by mass.
   */
  private static int[] lineUp(TopicSpec spec, double[] masses, Draws draws) {
    int categories = spec.categories();
    int[][] hands = new int[categories][spec.perCategory()];
    double[] categoryMasses = new double[categories];
    for (int round = 0; round < spec.perCategory(); round++) {
      int[] seats = draws.cursor(round).nextPermutation(categories);
      for (int card = 0; card < categories; card++) {
        int category = seats[card];
        int rank = round * categories + card;
        hands[category][round] = rank;
        categoryMasses[category] += masses[rank];
      }
    }
    return IntStream.range(0, categories)
        .boxed()
        .sorted(Comparator.comparingDouble(category -> categoryMasses[category]))
        .flatMapToInt(category -> Arrays.stream(hands[category]))
        .toArray();
  }

  /**
   * A topic and one of its subtopics.
   *
   * @param topic 0 to topics - 1
   * @param subtopic 0 to subtopics per topic - 1, numbered within the topic
   */
  public record Place(int topic, int subtopic) {}
}
