package dev.pgassay.cli.option;

import dev.pgassay.report.text.JsonReport;
import dev.pgassay.report.text.TextReport;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.plan.RunPlan;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Options of the commands that print a run. */
public final class ResultOptions {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  public void print(Run run, RunStore store, Surroundings surroundings, PrintWriter out) {
    switch (format) {
      case text ->
          out.print(new TextReport(surroundings.colour()).render(run, store.folder(run.runId())));
      case json -> out.print(new JsonReport().render(run));
    }
    out.flush();
  }

  /** Prints the points that would be measured. */
  public void print(RunPlan plan, PrintWriter out) {
    switch (format) {
      case text -> out.print(PlanText.of(plan));
      case json -> out.print(JsonText.of(PlanText.document(plan)));
    }
    out.flush();
  }

  public boolean json() {
    return format == OutputFormat.json;
  }
}
