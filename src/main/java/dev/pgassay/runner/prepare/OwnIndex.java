package dev.pgassay.runner.prepare;

import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.measure.workload.WorkloadContext;

/** Restores the migration's own index on the embedding in a loaded workspace. */
public final class OwnIndex {
  private OwnIndex() {}

  /**
   * Builds the index if it is missing or a variant replaced it, for example after a run that was
   * killed.
   *
   * @return whether it was built; also false if no dataset of ours is loaded
   */
  public static boolean restore(WorkloadContext context) {
    if (context.generator().isEmpty()) {
      return false;
    }
    EventsVectorIndex index = EventsVectorIndex.of(context.workspace());
    if (index.ownExists()) {
      return false;
    }
    String label = EventsVectorIndex.TYPE.label();
    context
        .progress()
        .say(
            index
                .current()
                .map(
                    it ->
                        "the "
                            + label
                            + " index has "
                            + it
                            + ", not the schema's values; building it again")
                .orElse("the schema's " + label + " index is missing; building it"));
    index.restore(context.buildLimits(), context.progress());
    return true;
  }
}
