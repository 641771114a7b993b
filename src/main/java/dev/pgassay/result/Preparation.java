package dev.pgassay.result;

import java.util.List;
import java.util.Objects;

/**
 * In which state the server's caches were when measuring began, and how that was brought about.
 * Immutable.
 *
 * @param cache the state
 * @param steps what was done for it in order, such as {@code pg_prewarm}, {@code CHECKPOINT}
 */
public record Preparation(Cache cache, List<String> steps) {
  /** Checks the components and copies the list. */
  public Preparation {
    Objects.requireNonNull(cache, "cache");
    steps = List.copyOf(steps);
  }

  /** The state of caches. */
  public enum Cache {
    /** Table and index were read into shared buffers as far as they fit. */
    WARM,
    /** They were evicted from shared buffers and, where that is possible, from the system's. */
    COLD
  }
}
