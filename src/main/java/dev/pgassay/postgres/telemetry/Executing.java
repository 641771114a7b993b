package dev.pgassay.postgres.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * The sessions that execute the measured statements, as a server knows them. Immutable.
 *
 * @param backends those of their process ids that are known beforehand
 * @param applicationName the application name of the others; one of these that waits for its next
 *     statement is ignored, since nobody may be using it
 */
public record Executing(List<Integer> backends, Optional<String> applicationName) {
  /** Copies the list. */
  public Executing {
    backends = List.copyOf(backends);
  }

  /**
   * Sessions that are known.
   *
   * @param backends their process ids
   */
  public static Executing backends(List<Integer> backends) {
    return new Executing(backends, Optional.empty());
  }

  /**
   * Sessions that come and go, such as those of a pool or of a program.
   *
   * @param applicationName their application name, which no others have
   */
  public static Executing named(String applicationName) {
    return new Executing(List.of(), Optional.of(applicationName));
  }
}
