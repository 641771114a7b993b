package dev.pgassay.benchmarks.hnsw;

/** Names of what the host hands to the forks of {@link HnswSearchBenchmark}. */
public final class HnswSearchInputs {
  /**
   * File of the query vectors, which the client binds. Without it the statement's parameter is the
   * number of the query, by which the server looks the vector up.
   */
  public static final String QUERIES_FILE = "queriesFile";

  /** File of the uuids of each query's true neighbours, for the gate. */
  public static final String TRUTH_FILE = "truthFile";

  /** The statement. */
  public static final String STATEMENT = "statement";

  /** How many rows every answer must have. */
  public static final String EXPECTED_ROWS = "expectedRows";

  /** The index that the plan must use; empty where the planner is free. */
  public static final String EXPECTED_INDEX = "expectedIndex";

  /** The least recall over the gate's queries. */
  public static final String LEAST_RECALL = "leastRecall";

  private HnswSearchInputs() {}
}
