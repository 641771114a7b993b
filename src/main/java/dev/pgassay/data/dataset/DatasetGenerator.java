package dev.pgassay.data.dataset;

import dev.pgassay.data.dataset.embedding.EmbeddingModel;
import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.prose.MarkerTerm;
import dev.pgassay.data.dataset.prose.QueryTexts;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.vector.VectorSource;
import java.util.List;

/**
 * Generates the data of one dataset: vectors and rows by number, in any order, by any number of
 * workers. Thread-safe. Its memory (the centres of subtopics, the vocabulary) does not grow with
 * the number of rows.
 */
public final class DatasetGenerator {
  private final DatasetSpec spec;
  private final DatasetIdentity identity;
  private final TopicModel topicModel;
  private final TopicAssignment eventTopics;
  private final TopicAssignment queryTopics;
  private final EmbeddingModel embeddings;
  private final DatasetTables tables;

  private DatasetGenerator(DatasetSpec spec) {
    long seed = spec.content().seed();
    this.spec = spec;
    this.identity = spec.identity();
    this.topicModel = new TopicModel(spec.content().topics(), Draws.of(seed, "topics"));
    this.eventTopics =
        new TopicAssignment(topicModel, spec.events(), Draws.of(seed, "topics.events"));
    this.queryTopics =
        new TopicAssignment(
            topicModel, spec.content().queries().heldOut(), Draws.of(seed, "topics.queries"));
    this.embeddings = EmbeddingModel.of(spec.content(), topicModel);
    this.tables = new DatasetTables(spec.content(), topicModel, eventTopics, embeddings);
  }

  /** Prepares to generate a dataset. It takes a fraction of a second. */
  public static DatasetGenerator of(DatasetSpec spec) {
    return new DatasetGenerator(spec);
  }

  /** Returns the specification of the dataset. */
  public DatasetSpec spec() {
    return spec;
  }

  /** Returns the identity of the generated data. */
  public DatasetIdentity identity() {
    return identity;
  }

  /** Returns the tree of topics. */
  public TopicModel topicModel() {
    return topicModel;
  }

  /** Returns the topic of each event, by row number. */
  public TopicAssignment eventTopics() {
    return eventTopics;
  }

  /** Returns the topic of each held-out query, by query number. */
  public TopicAssignment queryTopics() {
    return queryTopics;
  }

  /** Returns the embeddings of the events: vectors of unit length, by row number. */
  public VectorSource events() {
    return embeddings.events(eventTopics);
  }

  /**
   * Returns queries with the distribution of the events, none of which is an event: vectors of unit
   * length.
   */
  public VectorSource queries() {
    return embeddings.queries(queryTopics);
  }

  /** Returns the texts of the held-out queries, by query number. */
  public QueryTexts queryTexts() {
    return new QueryTexts(tables.texts(), queryTopics, spec.content().seed());
  }

  /**
   * Returns queries about topics that no event has: vectors of unit length; none if the dataset
   * does not define any.
   */
  public VectorSource outOfDistributionQueries() {
    return embeddings.outOfDistributionQueries();
  }

  /**
   * Returns the embeddings of the topics, around which their subtopics are distributed: vectors of
   * unit length, by topic number.
   */
  public VectorSource topicEmbeddings() {
    return embeddings.topics();
  }

  /** Returns the number of rows of a table, at least 1. */
  public long rows(Table table) {
    return tables.of(table).rows();
  }

  /**
   * Returns the names of the generated columns of a table, in the order in which a generator writes
   * them. The other columns have defaults or are computed by the server.
   */
  public List<String> columns(Table table) {
    return tables.of(table).columns();
  }

  /** Returns a new generator of a table's rows, for one worker. */
  public RowGenerator newRowGenerator(Table table) {
    return tables.of(table).newGenerator();
  }

  /** Returns the primary keys of a table's rows, by row number. */
  public RowIds ids(Table table) {
    return RowIds.of(table, spec.content().seed());
  }

  /**
   * Returns the rank of an event that is independent of its topic, the column {@code
   * audience_rank}. {@code rank < p} holds for exactly p permille of the events (rounded up).
   *
   * @param event 0 to the number of events - 1
   * @return 0 to 999
   */
  public int audienceRankOf(long event) {
    return tables.events().audienceRankOf(event);
  }

  /**
   * Returns words that occur in a known share of the events' descriptions: several for each share,
   * both bound to topics and independent of them.
   */
  public List<MarkerTerm> markerTerms() {
    return tables.texts().markerTerms();
  }
}
