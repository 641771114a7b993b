package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.report.table.TextTable;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.store.BaselineStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the baselines. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the baselines in results/baselines/.")
final class BaselineListCommand implements Callable<Integer> {
  private static final int REVISION_DIGITS = 12;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  BaselineListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BaselineStore store = surroundings.baselines();
    List<String> names = store.list();
    TextTable table =
        new TextTable(5, "name", "recorded", "suite", "dataset", "revision", "points");
    for (String name : names) {
      Baseline baseline = store.read(name);
      table.add(
          name,
          baseline.recordedAt().toString(),
          baseline.arm().suite(),
          baseline.arm().dataset().name(),
          baseline.arm().tool().gitRevision().map(BaselineListCommand::shortened).orElse("-"),
          Integer.toString(baseline.points().size()));
    }
    spec.commandLine()
        .getOut()
        .print(
            names.isEmpty()
                ? "no baselines; make one with pgassay baseline save\n"
                : table.render());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String shortened(String revision) {
    return revision.substring(0, Math.min(REVISION_DIGITS, revision.length()));
  }
}
