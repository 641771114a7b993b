package dev.pgassay.selfcheck;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.failure.Failure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A program that measures a property of pgassay and prints figures. */
@Command(mixinStandardHelpOptions = true)
public abstract class SelfcheckProgram implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  protected SelfcheckProgram() {}

  /**
   * Measures and prints the figures.
   *
   * @throws Exception if something fails; a {@link Failure} if the user must act
   */
  protected abstract void measure(PrintWriter out) throws Exception;

  @Override
  public final Integer call() throws Exception {
    try {
      measure(spec.commandLine().getOut());
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    } finally {
      spec.commandLine().getOut().flush();
    }
  }
}
