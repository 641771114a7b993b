package dev.pgassay.postgres.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * The sessions that execute what is measured, as a server knows them. Immutable.
 *
 * @param backends their process ids, as far as they are known beforehand
 * @param applicationName what the others call themselves; one of these that waits for its next
 *     statement is not looked at, since it may be one that nobody uses
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
   * @return those
   */
  public static Executing backends(List<Integer> backends) {
    return new Executing(backends, Optional.empty());
  }

  /**
   * Sessions that come and go, such as those of a pool or of a program.
   *
   * @param applicationName what they call themselves, and no others do
   * @return those
   */
  public static Executing named(String applicationName) {
    return new Executing(List.of(), Optional.of(applicationName));
  }
}
