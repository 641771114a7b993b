package dev.pgassay.data.dataset.embedding;

import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.data.dataset.spec.Distribution.Realistic;
import dev.pgassay.data.dataset.spec.Distribution.Subspace;
import dev.pgassay.data.dataset.spec.Distribution.Weights;
import dev.pgassay.vector.VectorSource;
import java.util.function.LongFunction;

/**
 * Generates the vectors of {@link Realistic}. The sum of terms is computed in coordinates of the
 * subspace, which takes one normal variate per direction, and finally rotated into all dimensions.
 * The tail consists of random signs in these coordinates. Their covariance is that of isotropic
 * noise, and after the rotation each component is a sum of hundreds of them. Immutable and
 * thread-safe.
 */
final class StructuredEmbeddings implements EmbeddingModel {
  private final Content content;
  private final Realistic shape;
  private final TopicModel topicModel;
  private final OrthogonalTransform transform;
  private final double[] deviations;
  private final float[][] topicCentres;
  private final Cluster[] subtopics;

  /** A centre of rows, with the factor on their own noise. */
  private record Cluster(float[] centre, double noise) {}

  StructuredEmbeddings(Content content, Realistic shape, TopicModel topicModel) {
    this.content = content;
    this.shape = shape;
    this.topicModel = topicModel;
    this.transform =
        new OrthogonalTransform(
            content.dimensions(), 1 + shape.subspace().rank(), draws("vector.rotation"));
    this.deviations = deviations(shape.subspace());
    float[][] origin = new float[1][deviations.length];
    Weights weights = shape.weights();
    float[][] categoryCentres =
        spread(origin, topicModel.categories(), weights.category(), "vector.category");
    this.topicCentres =
        spread(categoryCentres, topicModel.topics(), weights.topic(), "vector.topic");
    this.subtopics = subtopics(weights);
  }

  private Cluster[] subtopics(Weights weights) {
    int count = topicModel.topics() * topicModel.subtopicsPerTopic();
    float[][] centres = spread(topicCentres, count, weights.subtopic(), "vector.subtopic");
    Draws draws = draws("vector.breadth");
    double variance = square(weights.noiseSpread());
    Cluster[] clusters = new Cluster[count];
    for (int i = 0; i < count; i++) {
      // A log-normal factor with a mean square of 1.
      double breadth = StrictMath.exp(weights.noiseSpread() * draws.normal(i, 0) - variance);
      clusters[i] = new Cluster(centres[i], weights.noise() * breadth);
    }
    return clusters;
  }

  @Override
  public GeneratedVectors events(TopicAssignment assignment) {
    return rows("events", content.events(), assignment);
  }

  @Override
  public VectorSource queries(TopicAssignment assignment) {
    return rows("queries", content.queries().heldOut(), assignment);
  }

  /** Draws all four terms at once, because the sum of independent normals is one normal. */
  @Override
  public VectorSource outOfDistributionQueries() {
    Weights weights = shape.weights();
    double spread =
        Math.sqrt(
            square(weights.category())
                + square(weights.topic())
                + square(weights.subtopic())
                + square(weights.noise()));
    Cluster everywhere = new Cluster(new float[deviations.length], spread);
    return source(
        "strangers", content.queries().outOfDistribution(), row -> everywhere, shape.tail());
  }

  @Override
  public GeneratedVectors topics() {
    return source(
        "topics", topicModel.topics(), topic -> new Cluster(topicCentres[(int) topic], 0), 0);
  }

  private GeneratedVectors rows(String stream, long size, TopicAssignment assignment) {
    LongFunction<Cluster> clusters =
        row -> {
          Place place = assignment.placeOf(row);
          return subtopics[place.topic() * topicModel.subtopicsPerTopic() + place.subtopic()];
        };
    return source(stream, size, clusters, shape.tail());
  }

  private GeneratedVectors source(
      String stream, long size, LongFunction<Cluster> clusters, double tail) {
    Draws noiseDraws = draws("vector.noise." + stream);
    Draws tailDraws = draws("vector.tail." + stream);
    return new GeneratedVectors(
        content.dimensions(), size, () -> new RowWriter(clusters, noiseDraws, tail, tailDraws));
  }

  /** Draws children around parents, the same number for each parent. */
  private float[][] spread(float[][] parents, int children, double weight, String stream) {
    Draws draws = draws(stream);
    double[] normals = new double[deviations.length];
    float[][] centres = new float[children][deviations.length];
    for (int child = 0; child < children; child++) {
      float[] parent = parents[(int) ((long) child * parents.length / children)];
      draws.normals(child, normals.length, normals);
      for (int i = 0; i < normals.length; i++) {
        centres[child][i] = (float) (parent[i] + weight * deviations[i] * normals[i]);
      }
    }
    return centres;
  }

  /** Returns the standard deviation along each direction; their squares sum to 1. */
  private static double[] deviations(Subspace subspace) {
    double[] deviations = new double[subspace.rank()];
    double sum = 0;
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = StrictMath.pow(i + 1, -subspace.exponent() / 2);
      sum += square(deviations[i]);
    }
    double length = Math.sqrt(sum);
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] /= length;
    }
    return deviations;
  }

  private Draws draws(String stream) {
    return Draws.of(content.seed(), stream);
  }

  private static double square(double value) {
    return value * value;
  }

  /** Writes vectors around the centres of clusters. Not thread-safe. */
  private final class RowWriter implements GeneratedVectors.Writer {
    private final LongFunction<Cluster> clusters;
    private final Draws noiseDraws;
    private final int tailBits;
    private final Draws tailDraws;
    private final double[] normals = new double[deviations.length];
    private final float[] coordinates = new float[content.dimensions()];

    RowWriter(LongFunction<Cluster> clusters, Draws noiseDraws, double tail, Draws tailDraws) {
      this.clusters = clusters;
      this.noiseDraws = noiseDraws;
      this.tailBits = Float.floatToIntBits((float) (tail / Math.sqrt(content.dimensions())));
      this.tailDraws = tailDraws;
    }

    @Override
    public void write(long row, float[] target, int offset) {
      writeTail(row);
      addStructure(row);
      transform.rotate(coordinates, target, offset);
      UnitLength.scale(target, offset, coordinates.length);
    }

    /** Writes one random sign for each coordinate, 64 from a draw. */
    private void writeTail(long row) {
      for (int i = 0; i < coordinates.length; i += Long.SIZE) {
        long signs = tailDraws.bits(row, i / Long.SIZE);
        for (int bit = 0; bit < Long.SIZE; bit++) {
          coordinates[i + bit] = Float.intBitsToFloat(tailBits ^ (int) (signs >>> bit) << 31);
        }
      }
    }

    /** Adds the mean along the first coordinate, and the subspace along the next ones. */
    private void addStructure(long row) {
      Cluster cluster = clusters.apply(row);
      float[] centre = cluster.centre();
      double noise = cluster.noise();
      noiseDraws.normals(row, normals.length, normals);
      coordinates[0] += (float) shape.meanShift();
      for (int i = 0; i < normals.length; i++) {
        coordinates[i + 1] += (float) (centre[i] + noise * deviations[i] * normals[i]);
      }
    }
  }
}
