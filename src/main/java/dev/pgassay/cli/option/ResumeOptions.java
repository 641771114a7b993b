package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.run.RunId;
import dev.pgassay.runner.plan.Resumption;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a command continues a run that was not finished. */
public final class ResumeOptions {
  private static final String LATEST = "latest";

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = LATEST,
      preprocessor = OptionalValue.class,
      paramLabel = "RUN-ID",
      description =
          "Resume the latest unfinished run of the same command, or the run with this ID. "
              + "Valid points are kept. Loads and index builds that survived are not repeated.")
  private Optional<String> resume;

  public Resumption resumption() {
    if (resume.isEmpty()) {
      return new Resumption.None();
    }
    if (resume.get().equals(LATEST)) {
      return new Resumption.Latest();
    }
    if (!RunId.isRunId(resume.get())) {
      throw new InvalidInput(
          "--resume needs the name of a run, such as 20261123T101112Z-quick-3fa9c1: "
              + resume.get());
    }
    return new Resumption.Named(new RunId(resume.get()));
  }
}
