package dev.pgassay.data.dataset.embedding;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.data.dataset.spec.Distribution;
import dev.pgassay.data.dataset.spec.Distribution.Realistic;
import dev.pgassay.vector.VectorSource;

/**
 * Generates the vectors of a dataset, each from its number alone. All have unit length. The sources
 * are thread-safe and store no vectors.
 */
public interface EmbeddingModel {
  /** Returns the vectors of the events, by row number. */
  GeneratedVectors events(TopicAssignment assignment);

  /** Returns queries with the distribution of the events, none of which is an event. */
  VectorSource queries(TopicAssignment assignment);

  /** Returns queries about topics that no event has. */
  VectorSource outOfDistributionQueries();

  /** Returns the centres of the topics, by topic number. */
  GeneratedVectors topics();

  /** Makes the model for the distribution. */
  static EmbeddingModel of(Content content, TopicModel topics) {
    Distribution distribution = content.distribution();
    return switch (distribution.kind()) {
      case REALISTIC -> new StructuredEmbeddings(content, (Realistic) distribution, topics);
      case UNIFORM -> new StructurelessEmbeddings(content, topics, Draws::uniform);
      case GAUSSIAN -> new StructurelessEmbeddings(content, topics, Draws::normal);
    };
  }
}
