package dev.pgassay.runner.plan;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.run.Run;
import java.util.List;

/** Ensures that one run holds numbers of one program, one machine and one server. */
public final class SameConditions {
  private SameConditions() {}

  /**
   * Refuses to resume a run under other conditions.
   *
   * @param left the run as it was left
   * @param here a run without points, as it would begin now
   * @throws Failure naming the first difference
   */
  public static void require(Run left, Run here) {
    if (!tool(left.tool()).equals(tool(here.tool()))) {
      refuse(left, "pgassay is " + tool(here.tool()) + ", was " + tool(left.tool()));
    }
    if (!sameChanges(left.tool(), here.tool())) {
      refuse(left, "pgassay has other uncommitted changes than it had");
    }
    List<String> differences = Fingerprint.differences(left.conditions(), here.conditions());
    if (!differences.isEmpty()) {
      refuse(left, differences.get(0));
    }
  }

  /** Uncommitted changes that cannot be told apart may be any. */
  private static boolean sameChanges(Tool left, Tool here) {
    boolean unchanged = !left.modified().orElse(false) && !here.modified().orElse(false);
    return unchanged
        || left.modified().equals(here.modified())
            && left.checksum().isPresent()
            && left.checksum().equals(here.checksum());
  }

  private static void refuse(Run left, String difference) {
    throw new Failure(
        "run "
            + left.runId()
            + " cannot be resumed, because conditions differ: "
            + difference
            + "; begin a new run without --resume");
  }

  private static String tool(Tool tool) {
    return tool.version() + tool.gitRevision().map(revision -> " (" + revision + ")").orElse("");
  }
}
