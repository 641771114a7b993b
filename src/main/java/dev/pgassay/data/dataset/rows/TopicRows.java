package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.embedding.GeneratedVectors;
import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.prose.Prose;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.prose.TextModel;
import dev.pgassay.data.dataset.prose.Vocabulary;
import dev.pgassay.data.dataset.prose.WordLists;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.util.List;

/**
 * The rows of {@code topics}: first the topics, in the order of the line and with the centre of
 * their events as embedding, then the subtopics of each. Subtopics have no embedding, because ten
 * thousand more vectors would outweigh the events of a small dataset.
 */
public final class TopicRows implements TableRows {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "parent_id",
          "category",
          "description",
          "embedding",
          "created_at",
          "updated_at");

  private final RowIds ids;
  private final TopicModel topics;
  private final TextModel texts;
  private final GeneratedVectors vectors;
  private final List<String> facets = WordLists.read("language.txt").entries("facets");
  private final Draws topicDraws;

  public TopicRows(TopicModel topics, TextModel texts, GeneratedVectors vectors, long seed) {
    this.ids = RowIds.of(Table.TOPICS, seed);
    this.topics = topics;
    this.texts = texts;
    this.vectors = vectors;
    this.topicDraws = Draws.of(seed, "topics.rows");
  }

  @Override
  public long rows() {
    return topics.topics() + leaves(topics);
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public RowGenerator newGenerator() {
    return new Generator();
  }

  /** Returns the number of subtopics of all topics. */
  static long leaves(TopicModel topics) {
    return (long) topics.topics() * topics.subtopicsPerTopic();
  }

  /** Returns the row of a subtopic, which is numbered over all topics. */
  static long rowOfLeaf(TopicModel topics, long leaf) {
    return topics.topics() + leaf;
  }

  private final class Generator implements RowGenerator {
    private final Prose prose = new Prose(texts);
    private final GeneratedVectors.Writer vector = vectors.newWriter();
    private final float[] embedding = new float[vectors.dimensions()];
    private final Cursor draws = topicDraws.cursor(0);
    private final TextBuffer text = new TextBuffer();

    @Override
    public void write(long row, RowSink sink) {
      boolean isTopic = row < topics.topics();
      long leaf = row - topics.topics();
      int topic = (int) (isTopic ? row : leaf / topics.subtopicsPerTopic());
      int subtopic = (int) (isTopic ? 0 : leaf % topics.subtopicsPerTopic());
      draws.moveTo(row);

      sink.beginRow(COLUMNS.size());
      sink.writeUuid(ids.mostSignificantBits(row), ids.leastSignificantBits(row));
      text.clear();
      appendName(topic);
      if (!isTopic) {
        appendFacet(topic, subtopic);
      }
      text.writeTo(sink);
      writeParent(isTopic, topic, sink);
      texts.words().appendCategory(text.clear(), topic);
      text.writeTo(sink);
      prose.about(topic, subtopic).sentences(texts.topics(), 1, text.clear(), draws);
      text.writeTo(sink);
      writeEmbedding(isTopic, topic, sink);
      EntityHistory.write(draws, sink);
    }

    private void appendName(int topic) {
      Vocabulary vocabulary = texts.vocabulary();
      vocabulary.appendTo(text, texts.words().area(topic));
      text.capitalise(0);
      int start = text.append(' ').length();
      vocabulary.appendTo(text, texts.words().field(topic));
      text.capitalise(start);
    }

    /**
     * Facets are used in turn, starting from a random one; after the last one they get a number.
     */
    private void appendFacet(int topic, int subtopic) {
      int first = (int) topicDraws.below(-1 - topic, 0, facets.size());
      text.append(' ').append(facets.get((first + subtopic) % facets.size()));
      int round = subtopic / facets.size();
      if (round > 0) {
        text.append(' ').appendNumber(round + 1);
      }
    }

    private void writeParent(boolean isTopic, int topic, RowSink sink) {
      if (isTopic) {
        sink.writeNull();
      } else {
        sink.writeUuid(ids.mostSignificantBits(topic), ids.leastSignificantBits(topic));
      }
    }

    private void writeEmbedding(boolean isTopic, int topic, RowSink sink) {
      if (isTopic) {
        vector.write(topic, embedding, 0);
        sink.writeVector(embedding, 0, embedding.length);
      } else {
        sink.writeNull();
      }
    }
  }
}
