package dev.pgassay.runner.prepare;

import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.measure.workload.WorkloadContext;

/** Sees to it that the migration's own index on the embedding stands in a loaded workspace. */
public final class OwnIndex {
  private OwnIndex() {}

  /**
   * Builds it where it does not stand, as after a run that was killed: a variant stands in its
   * place, or nothing does.
   *
   * @return whether it was built; false too where no dataset of ours is loaded
   */
  public static boolean restore(WorkloadContext context) {
    if (context.generator().isEmpty()) {
      return false;
    }
    EventsVectorIndex index = EventsVectorIndex.of(context.workspace());
    if (index.ownStands()) {
      return false;
    }
    String label = EventsVectorIndex.TYPE.label();
    context
        .progress()
        .say(
            index
                .standing()
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
