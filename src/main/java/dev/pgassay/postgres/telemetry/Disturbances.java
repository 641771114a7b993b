package dev.pgassay.postgres.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Combines the looks that found the server doing background work. Not thread-safe. */
final class Disturbances {
  private final long longestGapMillis;
  private final List<Disturbance> ended = new ArrayList<>();
  private final Map<String, Disturbance> last = new HashMap<>();

  /**
   * @param longestGapMillis between two looks at one and the same disturbance
   */
  Disturbances(long longestGapMillis) {
    this.longestGapMillis = longestGapMillis;
  }

  /** Adds a look, not before the one that was added last. */
  void add(String name, long epochMillis) {
    Disturbance before = last.get(name);
    if (before != null && epochMillis - before.endMillis() <= longestGapMillis) {
      last.put(name, new Disturbance(name, before.beginMillis(), epochMillis));
      return;
    }
    if (before != null) {
      ended.add(before);
    }
    last.put(name, new Disturbance(name, epochMillis, epochMillis));
  }

  /** Returns all disturbances so far. */
  List<Disturbance> all() {
    List<Disturbance> all = new ArrayList<>(ended);
    all.addAll(last.values());
    return all;
  }
}
