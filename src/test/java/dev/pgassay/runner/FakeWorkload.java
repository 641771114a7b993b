package dev.pgassay.runner;

import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A benchmark that prepares nothing.
 *
 * @param name of it
 * @param steps hears what is done, in order
 * @param missing why it cannot be measured here; empty if it can
 */
record FakeWorkload(String name, List<String> steps, Optional<String> missing) implements Workload {
  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    missing.ifPresent(
        reason -> {
          throw new NotAvailable(reason);
        });
    steps.add("prepare " + name);
    return new PreparedWorkload() {
      @Override
      public Workspace workspace() {
        return context.workspace();
      }

      @Override
      public Map<String, String> sessionSettings(Parameters point) {
        return Map.of();
      }

      @Override
      public Map<String, String> forkInputs(Parameters point) {
        return Map.of();
      }

      @Override
      public void close() {
        steps.add("close " + name);
      }
    };
  }

  @Override
  public void restore(WorkloadContext context) {
    steps.add("restore " + name);
  }

  @Override
  public String question() {
    return "How is a run recorded?";
  }

  @Override
  public String gate() {
    return "nothing";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public String benchmarkMethod() {
    throw new AssertionError("nothing is forked");
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    throw new AssertionError("nothing is forked");
  }

  @Override
  public void check(Parameters point) {}
}
