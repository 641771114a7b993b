package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.Optional;

/**
 * Compares how the server reached the rows with the intended way. If the planner was free to
 * choose, a difference is a result of the point and no fault. Immutable.
 *
 * @param expected the index or access path that the point is about, such as {@code
 *     events_embedding_hnsw_idx}; absent if the benchmark allows any
 * @param found the same text if that path was used, otherwise the path that was used, such as
 *     {@code Limit > Sort > Seq Scan on events}
 */
public record PlanCheck(Optional<String> expected, String found) {
  public PlanCheck {
    expected.ifPresent(text -> Checked.text("expected", text));
    Checked.text("found", found);
  }

  /** Tells whether there is an expected path and another one was used. */
  public boolean differs() {
    return expected.isPresent() && !expected.get().equals(found);
  }
}
