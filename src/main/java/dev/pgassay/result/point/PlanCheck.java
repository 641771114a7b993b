package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.Optional;

/**
 * How the server reached the rows, against how it was meant to. Where the planner was left free, a
 * difference is the result of the point and no fault. Immutable.
 *
 * @param expected the index or access path that the point is about, such as {@code
 *     events_embedding_hnsw_idx}; absent where any will do
 * @param found the same text where that was used, else what was done instead, such as {@code Limit
 *     > Sort > Seq Scan on events}
 */
public record PlanCheck(Optional<String> expected, String found) {
  /** Checks the components. */
  public PlanCheck {
    expected.ifPresent(text -> Checked.text("expected", text));
    Checked.text("found", found);
  }

  /**
   * Tells whether another path was taken than the one that the point is about.
   *
   * @return whether there is an expected path and it differs
   */
  public boolean differs() {
    return expected.isPresent() && !expected.get().equals(found);
  }
}
