package dev.pgassay.data.dataset.spec;

/**
 * How many query vectors a dataset has. None of them is a row.
 *
 * @param heldOut queries drawn as the rows are, 1 to 100,000
 * @param outOfDistribution queries about topics that no row has, 0 to 100,000
 */
public record QuerySpec(int heldOut, int outOfDistribution) {
  private static final Range HELD_OUT = new Range(1, 100_000);
  private static final Range OUT_OF_DISTRIBUTION = new Range(0, 100_000);

  /** Checks both. */
  public QuerySpec {
    HELD_OUT.check("heldOut", heldOut);
    OUT_OF_DISTRIBUTION.check("outOfDistribution", outOfDistribution);
  }
}
