package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * Identifies the exact neighbours by which the answers of a point were judged. Points with the same
 * identity were judged by the same neighbours. Immutable.
 *
 * @param identity SHA-256 of everything that determines the exact neighbours, 64 hexadecimal
 *     digits: the other components, a sample of the vectors, and the version of the search
 * @param rows identity of the dataset whose rows were searched, or of one from which they are
 *     derived
 * @param queries identity of the dataset of the queries, and the name of the set
 * @param filter which rows count, such as {@code all}
 * @param metric name of the distance
 * @param k number of neighbours of a complete answer
 * @param margin number of further known neighbours, to recognise ties at the k-th place
 */
public record GroundTruth(
    String identity, String rows, String queries, String filter, String metric, int k, int margin) {
  public GroundTruth {
    Checked.sha256("identity", identity);
    Checked.text("rows", rows);
    Checked.text("queries", queries);
    Checked.text("filter", filter);
    Checked.text("metric", metric);
    Checked.positive("k", k);
    Checked.notNegative("margin", margin);
  }
}
