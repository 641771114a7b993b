package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * In which state the server's caches were when measuring began, and how that was brought about.
 * Immutable.
 *
 * @param cache the state
 * @param steps what was done for it in order, such as {@code pg_prewarm}, {@code CHECKPOINT}
 * @param resident name of a large table or index to the share of its blocks that was in the
 *     server's buffers, 0 to 1; empty where the server does not tell
 */
public record Preparation(Cache cache, List<String> steps, Map<String, Double> resident) {
  /** Checks the components and copies the collections. */
  public Preparation {
    Objects.requireNonNull(cache, "cache");
    steps = List.copyOf(steps);
    resident = Checked.sorted(resident);
    resident.forEach((relation, share) -> Checked.ratio("share of " + relation, share));
  }

  /** The state of caches. */
  public enum Cache {
    /** Table and index were read into shared buffers as far as they fit. */
    WARM,
    /** They were evicted from shared buffers and, where that is possible, from the system's. */
    COLD
  }
}
