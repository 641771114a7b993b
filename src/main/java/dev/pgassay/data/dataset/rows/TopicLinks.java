package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import dev.pgassay.data.dataset.random.PowerLaw;

/**
 * The topics of an event: its subtopic, then its topic, then other subtopics, most of them near on
 * the line of topics and therefore similar in meaning. Immutable and thread-safe.
 */
public final class TopicLinks implements LinkRows.Ends {
  private static final int OWN = 2;
  private static final double NEARNESS = 1.2;

  private final TopicModel model;
  private final TopicAssignment topics;
  private final long leaves;
  private final PowerLaw distances;
  private final Draws draws;

  public TopicLinks(TopicModel model, TopicAssignment topics, long seed) {
    this.model = model;
    this.topics = topics;
    this.leaves = TopicRows.leaves(model);
    this.distances = new PowerLaw(Math.max(1, leaves - 1), NEARNESS);
    this.draws = Draws.of(seed, "event_topics.neighbours");
  }

  /** Returns the most topics of an event. */
  public int most() {
    return (int) Math.min(OWN + leaves - 1, 20);
  }

  @Override
  public Table table() {
    return Table.TOPICS;
  }

  @Override
  public String entityColumn() {
    return "topic_id";
  }

  @Override
  public String attributeColumn() {
    return "relevance";
  }

  @Override
  public long entityOf(long event, int position, int count) {
    Place place = topics.placeOf(event);
    if (position == 1) {
      return place.topic();
    }
    long leaf = (long) place.topic() * model.subtopicsPerTopic() + place.subtopic();
    if (position == 0) {
      return TopicRows.rowOfLeaf(model, leaf);
    }
    long rank = distances.rank(position - OWN, count - OWN, draws.uniform(event, position));
    return TopicRows.rowOfLeaf(model, (leaf + offset(rank) + leaves) % leaves);
  }

  /** Numbers the neighbours, the nearest first: 1, -1, 2, -2 and so on. */
  private static long offset(long rank) {
    return rank % 2 == 0 ? rank / 2 + 1 : -(rank / 2 + 1);
  }

  @Override
  public void writeAttribute(
      int position, int count, Cursor attributes, TextBuffer scratch, RowSink sink) {
    double least = position == 0 ? 0.8 : position == 1 ? 0.6 : 0.2;
    double most = position == 0 ? 1 : position == 1 ? 0.9 : 0.7;
    double relevance = least + (most - least) * attributes.nextUniform();
    sink.writeDouble(Math.rint(relevance * 1000) / 1000);
  }
}
