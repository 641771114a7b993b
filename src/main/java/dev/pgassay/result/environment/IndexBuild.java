package dev.pgassay.result.environment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An index that was built to be measured, with what building it took. Immutable.
 *
 * @param index its name
 * @param definition the statement that made it
 * @param parameters the parameters of the points that set it apart from the other builds, such as m
 *     and ef_construction, under the same names; a point was measured on it where all of them
 *     agree; empty for an index that no parameter is about
 * @param builtAt when it was built, by the clock of the server: builds of an HNSW index are random,
 *     and this tells one from another
 * @param sizeBytes size on disk
 * @param elapsedSeconds how long the statement took, absent where the index was found standing
 * @param walBytes write-ahead log that the build wrote, absent where it was not read
 * @param parallelWorkers how many workers helped, absent where it is not known
 * @param settings server settings of the building session, such as maintenance_work_mem
 * @param notices what the server said meanwhile, such as that the graph left memory
 */
public record IndexBuild(
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

  /** Checks the components and copies the collections. */
  public IndexBuild {
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
   * @return whether the build has parameters and every one of them has the same value there
   */
  public boolean serves(Map<String, String> pointParameters) {
    return !parameters.isEmpty() && pointParameters.entrySet().containsAll(parameters.entrySet());
  }
}
