package dev.pgassay.data.truth;

import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;

/**
 * The exact answers to a set of queries, with their question. Immutable by convention, as its
 * neighbours are.
 *
 * @param neighbors the answers, k + margin deep
 * @param metric the distance
 * @param k the largest k whose recall can be judged; a smaller one can be judged as well
 * @param margin number of further rows, to recognise ties at the k-th place
 * @param contentKey 64 hexadecimal digits: the hash of everything that determines the answers, see
 *     {@link GroundTruthTask#contentKey()}
 */
public record ExactNeighbors(
    Neighbors neighbors, Metric metric, int k, int margin, String contentKey) {
  public ExactNeighbors {
    if (k < 1 || margin < 0 || neighbors.depth() != k + margin) {
      throw new IllegalArgumentException(
          "depth must be k and margin together, %d + %d: %d"
              .formatted(k, margin, neighbors.depth()));
    }
  }
}
