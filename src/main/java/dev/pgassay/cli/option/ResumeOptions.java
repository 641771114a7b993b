package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.run.RunId;
import dev.pgassay.runner.plan.Resumption;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a command goes on with a run that was not finished. */
public final class ResumeOptions {
  private static final String LATEST = "latest";

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = LATEST,
      preprocessor = OptionalValue.class,
      paramLabel = "RUN-ID",
      description = {
        "Go on with the latest unfinished run of this very command, or with the one that is named:",
        "valid points are kept, neither loading nor a build that survived is repeated."
      })
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
