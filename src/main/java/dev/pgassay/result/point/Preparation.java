package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The state of the server's caches at the start of measuring, and how it was reached. Immutable.
 *
 * @param cache the state
 * @param steps that led to it, in order, such as {@code pg_prewarm}, {@code CHECKPOINT}
 * @param resident name of a large table or index to the share of its blocks that was in the
 *     server's buffers, 0 to 1; empty if the server does not tell
 */
public record Preparation(Cache cache, List<String> steps, Map<String, Double> resident) {
  public Preparation {
    Objects.requireNonNull(cache, "cache");
    steps = List.copyOf(steps);
    resident = Checked.sorted(resident);
    resident.forEach((relation, share) -> Checked.ratio("share of " + relation, share));
  }

  /** The state of caches. */
  public enum Cache {
    /** Table and index were read into shared buffers as far as they fitted. */
    WARM,
    /**
     * Table and index were evicted from shared buffers and, if possible, from the system's cache.
     */
    COLD
  }
}
