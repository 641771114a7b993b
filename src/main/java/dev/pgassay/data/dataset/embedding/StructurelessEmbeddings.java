package dev.pgassay.data.dataset.embedding;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.vector.VectorSource;

/**
 * Generates the vectors of the negative controls: independent components, whatever the topic.
 * Immutable and thread-safe.
 */
final class StructurelessEmbeddings implements EmbeddingModel {
  /** Draws one component. */
  @FunctionalInterface
  interface Component {
    double draw(Draws draws, long row, int index);
  }

  private final Content content;
  private final TopicModel topicModel;
  private final Component component;

  StructurelessEmbeddings(Content content, TopicModel topicModel, Component component) {
    this.content = content;
    this.topicModel = topicModel;
    this.component = component;
  }

  @Override
  public GeneratedVectors events(TopicAssignment assignment) {
    return source("events", content.events());
  }

  @Override
  public VectorSource queries(TopicAssignment assignment) {
    return source("queries", content.queries().heldOut());
  }

  @Override
  public VectorSource outOfDistributionQueries() {
    return source("strangers", content.queries().outOfDistribution());
  }

  @Override
  public GeneratedVectors topics() {
    return source("topics", topicModel.topics());
  }

  private GeneratedVectors source(String stream, long size) {
    Draws draws = Draws.of(content.seed(), "vector.component." + stream);
    int dimensions = content.dimensions();
    GeneratedVectors.Writer writer =
        (row, target, offset) -> {
          for (int i = 0; i < dimensions; i++) {
            target[offset + i] = (float) component.draw(draws, row, i);
          }
          UnitLength.scale(target, offset, dimensions);
        };
    return new GeneratedVectors(dimensions, size, () -> writer);
  }
}
