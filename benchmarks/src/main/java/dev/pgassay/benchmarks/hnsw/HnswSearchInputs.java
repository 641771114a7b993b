package dev.pgassay.benchmarks.hnsw;

import dev.pgassay.db.QueryParameters;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.SearchGate;
import dev.pgassay.fork.SearchTask;
import dev.pgassay.fork.VectorFile;
import java.nio.file.Path;

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

  /** What a client executes. */
  static SearchTask task(ForkContext context) {
    SearchGate gate =
        new SearchGate(
            Integer.parseInt(context.input(EXPECTED_ROWS)),
            VectorFile.readLongs(Path.of(context.input(TRUTH_FILE))),
            Double.parseDouble(context.input(LEAST_RECALL)),
            context.input(EXPECTED_INDEX));
    String queriesFile = context.inputs().get(QUERIES_FILE);
    QueryParameters queries =
        queriesFile == null
            ? QueryParameters.numbers(gate.truth().length)
            : QueryParameters.vectors(VectorFile.readFloats(Path.of(queriesFile)));
    return new SearchTask(context.input(STATEMENT), queries, gate);
  }
}
