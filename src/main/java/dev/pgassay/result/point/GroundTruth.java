package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * What the right answers of a point follow from. Two points of the same identity were judged by the
 * same exact neighbours. Immutable.
 *
 * @param identity SHA-256 of all that the exact neighbours follow from, in 64 hexadecimal digits:
 *     what is named here, a sample of the vectors, and the version of the search
 * @param rows which rows were searched: the identity of their dataset, or of one from which they
 *     follow
 * @param queries which queries were asked: the identity of their dataset and the name of the set
 * @param filter which rows count, such as {@code all}
 * @param metric by which distance
 * @param k how many neighbours are right
 * @param margin how many more are known, to tell ties at the k-th place
 */
public record GroundTruth(
    String identity, String rows, String queries, String filter, String metric, int k, int margin) {
  /** Checks the components. */
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
