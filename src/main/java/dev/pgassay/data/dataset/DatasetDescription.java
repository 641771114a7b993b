package dev.pgassay.data.dataset;

import dev.pgassay.progress.Progress;
import dev.pgassay.stats.Quantile;
import dev.pgassay.vector.ExactDistance;
import dev.pgassay.vector.ExactSearch;
import dev.pgassay.vector.LocalIntrinsicDimensionality;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.PrincipalComponents;
import dev.pgassay.vector.VectorSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Describes how hard a set of vectors is to search, and how much it resembles real embeddings.
 * Distances are Euclidean, between vectors scaled to unit length, for which they give the same
 * order as cosines.
 *
 * @param sample rows and queries of the measurement
 * @param relativeContrast the mean distance of a query to a row divided by the mean distance to its
 *     nearest row (He, Kumar and Chang, "On the difficulty of nearest neighbor search", 2012); 1
 *     means that all rows are equally near; it rises with the number of rows
 * @param intrinsicDimensionality {@link LocalIntrinsicDimensionality} over the queries, from {@link
 *     #NEIGHBOURS} neighbours each
 * @param pairCosine cosines of a query and a random row
 * @param nearestCosine cosines of a query and its nearest row
 * @param components numbers of {@link PrincipalComponents} of the rows by share of the variance
 */
public record DatasetDescription(
    Sample sample,
    double relativeContrast,
    Spread intrinsicDimensionality,
    Spread pairCosine,
    Spread nearestCosine,
    Components components) {
  /** Number of neighbours for the local intrinsic dimensionality. */
  public static final int NEIGHBOURS = 100;

  /**
   * Recall means nothing for a lower relative contrast. Independent random components stay below it
   * (1.06 for 100,000 rows of 1536 dimensions), text embeddings reach 1.4 and more.
   */
  public static final double LEAST_CONTRAST = 1.15;

  private static final long MOST_ROWS = 1_000_000;
  private static final long MOST_QUERIES = 256;
  private static final long PAIRED_ROWS = 400;
  private static final long COMPONENT_ROWS_PER_DIMENSION = 3;

  /**
   * Measures a dataset: the neighbours of up to 256 held-out queries among its first million rows,
   * and the principal components of up to three times as many rows as there are dimensions. Rows
   * are in random order, so the first ones are a sample.
   *
   * @param generator the dataset
   * @param threads how many threads may work, at least 1
   * @param progress is told about each step
   * @throws InterruptedException if the thread was interrupted
   */
  public static DatasetDescription measure(
      DatasetGenerator generator, int threads, Progress progress) throws InterruptedException {
    VectorSource rows = FirstVectors.of(generator.events(), MOST_ROWS);
    VectorSource queries = FirstVectors.of(generator.queries(), MOST_QUERIES);
    VectorSource analysed = FirstVectors.of(rows, COMPONENT_ROWS_PER_DIMENSION * rows.dimensions());
    Neighbors neighbours =
        ExactSearch.search(
            rows, queries, Metric.COSINE, NEIGHBOURS, row -> true, threads, progress);
    double[] nearest =
        Arrays.stream(neighbours.distances()).mapToDouble(distances -> distances[0]).toArray();
    double[] pairs = pairDistances(FirstVectors.of(rows, PAIRED_ROWS), queries);
    return new DatasetDescription(
        new Sample(rows.size(), queries.size(), analysed.size()),
        meanEuclidean(pairs) / meanEuclidean(nearest),
        Spread.of(dimensionalities(neighbours)),
        Spread.of(cosines(pairs)),
        Spread.of(cosines(nearest)),
        Components.of(analysed, progress));
  }

  /** Returns a warning, in one line, if recall on these vectors means nothing. */
  public Optional<String> warning() {
    return relativeContrast >= LEAST_CONTRAST
        ? Optional.empty()
        : Optional.of(
            "relative contrast %.3f is under %.2f: all rows are about equally far from a query, so recall here says nothing about real data"
                .formatted(relativeContrast, LEAST_CONTRAST));
  }

  private static double[] dimensionalities(Neighbors neighbours) {
    return Arrays.stream(neighbours.distances())
        .map(DatasetDescription::euclidean)
        .mapToDouble(LocalIntrinsicDimensionality::estimate)
        .filter(Double::isFinite)
        .toArray();
  }

  private static double[] pairDistances(VectorSource rows, VectorSource queries) {
    int dimensions = rows.dimensions();
    int rowCount = (int) rows.size();
    int queryCount = (int) queries.size();
    float[] left = all(rows);
    float[] right = all(queries);
    double[] distances = new double[rowCount * queryCount];
    for (int i = 0; i < distances.length; i++) {
      distances[i] =
          ExactDistance.between(
              Metric.COSINE,
              left,
              i / queryCount * dimensions,
              right,
              i % queryCount * dimensions,
              dimensions);
    }
    return distances;
  }

  private static float[] all(VectorSource source) {
    int count = Math.toIntExact(source.size());
    float[] vectors = new float[count * source.dimensions()];
    source.read(0, count, vectors);
    return vectors;
  }

  private static double[] cosines(double[] cosineDistances) {
    return Arrays.stream(cosineDistances).map(distance -> 1 - distance).toArray();
  }

  /** The squared Euclidean distance between vectors of unit length is twice the cosine distance. */
  private static double[] euclidean(double[] cosineDistances) {
    return Arrays.stream(cosineDistances).map(distance -> Math.sqrt(2 * distance)).toArray();
  }

  private static double meanEuclidean(double[] cosineDistances) {
    return Arrays.stream(euclidean(cosineDistances)).average().orElse(Double.NaN);
  }

  /**
   * Size of the sample that was measured.
   *
   * @param rows searched rows
   * @param queries number of queries
   * @param componentRows rows whose principal components were analysed
   */
  public record Sample(long rows, long queries, long componentRows) {}

  /**
   * Quantiles of a sample, by nearest rank.
   *
   * @param p10 a tenth of the sample is at most this
   * @param median half of the sample is at most this
   * @param p90 nine tenths of the sample are at most this
   */
  public record Spread(double p10, double median, double p90) {
    static Spread of(double[] values) {
      return new Spread(
          Quantile.nearestRank(values, 0.1),
          Quantile.nearestRank(values, 0.5),
          Quantile.nearestRank(values, 0.9));
    }
  }

  /**
   * Least numbers of principal components.
   *
   * @param half number with 50 % of the variance
   * @param most number with 90 % of the variance
   * @param nearlyAll number with 99 % of the variance
   */
  public record Components(int half, int most, int nearlyAll) {
    static Components of(VectorSource rows, Progress progress) {
      progress.say("finding the principal components of " + rows.size() + " rows");
      PrincipalComponents analysis =
          PrincipalComponents.of(all(rows), (int) rows.size(), rows.dimensions(), progress);
      return new Components(
          analysis.componentsHolding(0.5),
          analysis.componentsHolding(0.9),
          analysis.componentsHolding(0.99));
    }
  }
}
