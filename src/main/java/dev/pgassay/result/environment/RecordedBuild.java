package dev.pgassay.result.environment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An index that was built for measuring, and the cost of building it. Immutable.
 *
 * @param index its name
 * @param definition the statement that made it
 * @param parameters the parameters that distinguish this build from the others, such as m and
 *     ef_construction; points with the same values were measured on it; empty for an index without
 *     parameters
 * @param builtAt when it was built, by the clock of the server; builds of an HNSW index are random,
 *     and this distinguishes them
 * @param sizeBytes size on disk
 * @param elapsedSeconds duration of the statement, absent if the index already existed
 * @param walBytes write-ahead log that the build wrote, absent if it was not read
 * @param parallelWorkers number of parallel workers, absent if it is not known
 * @param settings server settings of the building session, such as maintenance_work_mem
 * @param notices messages of the server during the build, for example that the graph no longer
 *     fitted into memory
 */
public record RecordedBuild(
    String index,
    String definition,
    Map<String, String> parameters,
    Instant builtAt,
    long sizeBytes,
    OptionalDouble elapsedSeconds,
    OptionalLong walBytes,
    OptionalInt parallelWorkers,
    Map<String, String> settings,
    List<String> notices) {

  public RecordedBuild {
    Checked.text("index", index);
    Checked.text("definition", definition);
    parameters = Checked.ordered(parameters);
    Objects.requireNonNull(builtAt, "builtAt");
    Checked.notNegative("sizeBytes", sizeBytes);
    Checked.measured("elapsedSeconds", elapsedSeconds);
    Checked.notNegative("walBytes", walBytes);
    parallelWorkers.ifPresent(count -> Checked.notNegative("parallelWorkers", count));
    settings = Checked.sorted(settings);
    notices = List.copyOf(notices);
  }

  /**
   * Tells whether points with these parameters were measured on this build.
   *
   * @param pointParameters the parameters of a point
   * @return whether the build has parameters and the point has the same values
   */
  public boolean serves(Map<String, String> pointParameters) {
    return !parameters.isEmpty() && pointParameters.entrySet().containsAll(parameters.entrySet());
  }
}
