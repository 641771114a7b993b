package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.rows.Table;

/**
 * How relevant an answer is to the topic of its query, which the generator knows: an event on the
 * query's subtopic has grade 2, another one on its topic grade 1. Immutable.
 */
final class Relevance {
  private static final int MOST_GRADE = 2;

  private final TopicAssignment events;
  private final TopicAssignment queries;
  private final long[] ofTopic;
  private final long[][] ofSubtopic;

  private Relevance(
      TopicAssignment events, TopicAssignment queries, long[] ofTopic, long[][] ofSubtopic) {
    this.events = events;
    this.queries = queries;
    this.ofTopic = ofTopic;
    this.ofSubtopic = ofSubtopic;
  }

  /** Counts the events on each topic and subtopic. */
  static Relevance of(DatasetGenerator dataset) {
    TopicModel topics = dataset.topicModel();
    TopicAssignment events = dataset.eventTopics();
    long[] ofTopic = new long[topics.topics()];
    long[][] ofSubtopic = new long[topics.topics()][topics.subtopicsPerTopic()];
    for (long event = 0; event < dataset.rows(Table.EVENTS); event++) {
      Place place = events.placeOf(event);
      ofTopic[place.topic()]++;
      ofSubtopic[place.topic()][place.subtopic()]++;
    }
    return new Relevance(events, dataset.queryTopics(), ofTopic, ofSubtopic);
  }

  /** Returns how many events are relevant to a query, of either grade. */
  long relevant(int query) {
    return ofTopic[queries.placeOf(query).topic()];
  }

  /**
   * Returns the normalised discounted cumulative gain of an answer, with gains 2^grade - 1 and the
   * discount log2(place + 1). @see <a href="https://doi.org/10.1145/1102351.1102363">Burges et al.,
   * Learning to Rank using Gradient Descent, 2005</a>
   *
   * @param query number of a query to which some event is relevant
   * @param answer the returned events in order
   * @param depth number of judged events, at least 1
   * @return 0 to 1
   */
  double ndcg(int query, long[] answer, int depth) {
    double gained = 0;
    for (int place = 0; place < Math.min(depth, answer.length); place++) {
      gained += gain(grade(query, answer[place])) / discount(place);
    }
    return gained / ideal(query, depth);
  }

  /**
   * Returns the share of the relevant events in an answer, of those that would fit into it.
   *
   * @param query number of a query to which some event is relevant
   * @param answer the returned events
   * @param depth number of requested events, at least 1
   * @return 0 to 1
   */
  double recall(int query, long[] answer, int depth) {
    int found = 0;
    for (long event : answer) {
      found += grade(query, event) > 0 ? 1 : 0;
    }
    return found / (double) Math.min(depth, relevant(query));
  }

  private int grade(int query, long event) {
    Place wanted = queries.placeOf(query);
    Place found = events.placeOf(event);
    if (wanted.topic() != found.topic()) {
      return 0;
    }
    return wanted.subtopic() == found.subtopic() ? MOST_GRADE : 1;
  }

  private double ideal(int query, int depth) {
    Place wanted = queries.placeOf(query);
    long best = ofSubtopic[wanted.topic()][wanted.subtopic()];
    double gained = 0;
    for (int place = 0; place < Math.min(depth, relevant(query)); place++) {
      gained += gain(place < best ? MOST_GRADE : 1) / discount(place);
    }
    return gained;
  }

  private static double gain(int grade) {
    return (1 << grade) - 1;
  }

  private static double discount(int place) {
    return Math.log(place + 2) / Math.log(2);
  }
}
