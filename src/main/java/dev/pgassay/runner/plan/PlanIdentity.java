package dev.pgassay.runner.plan;

import dev.pgassay.file.Sha256;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.util.TreeMap;

/** Identifies what a run measures, so that only the same plan resumes an unfinished run. */
public final class PlanIdentity {
  private PlanIdentity() {}

  /**
   * Hashes a plan.
   *
   * @param plan the points, in the order in which they are measured
   * @param schedule how each is measured, in any words that tell schedules apart
   * @param data identity of the data
   * @param server the user's options for the server
   * @return SHA-256, 64 hexadecimal digits
   */
  public static String of(RunPlan plan, String schedule, String data, ServerOptions server) {
    StringBuilder text = new StringBuilder();
    text.append("dataset ").append(data).append('\n');
    text.append(schedule).append('\n');
    new TreeMap<>(server.settings())
        .forEach(
            (name, value) ->
                text.append("set ").append(name).append('=').append(value).append('\n'));
    server.container().image().ifPresent(image -> text.append("image ").append(image).append('\n'));
    server
        .container()
        .processors()
        .ifPresent(processors -> text.append("processors ").append(processors).append('\n'));
    server
        .container()
        .memoryBytes()
        .ifPresent(bytes -> text.append("memory ").append(bytes).append('\n'));
    for (Group group : plan.groups()) {
      text.append(group.workload().content()).append('\n');
      for (PlannedPoint point : group.points()) {
        text.append(point.key(group.workload().name()).display());
        text.append(' ').append(point.timing()).append('\n');
      }
    }
    return Sha256.hex(text.toString());
  }
}
