package dev.pgassay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ErrorHandlerTest {
  private final StringWriter err = new StringWriter();

  @Test
  void endsAnErrorOfTheJvmInOneLineWithTheNextStep() {
    int code =
        execute(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .isEqualTo(
            "pgassay: out of memory: Java heap space; give the JVM more with"
                + " PGASSAY_JAVA_OPTS=-Xmx2g, or ask for less data\n");
  }

  @Test
  void findsAnErrorOfAnotherThread() {
    execute(
        () -> {
          throw new Failure("cannot load", new IllegalStateException(new StackOverflowError()));
        });
    assertThat(err.toString()).startsWith("pgassay: out of stack: ").hasLineCount(1);
  }

  @Test
  void namesAClassThatIsMissing() {
    execute(
        () -> {
          throw new NoClassDefFoundError("org/x/Y");
        });
    assertThat(err.toString())
        .isEqualTo(
            "pgassay: the program is incomplete: java.lang.NoClassDefFoundError: org/x/Y; build it"
                + " again with mvn package\n");
  }

  @Test
  void showsTheTraceOfAnErrorWhenAskedFor() {
    execute(
        () -> {
          throw new OutOfMemoryError("Java heap space");
        },
        "--verbose");
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void keepsWhatAServerSaysInOneLine() {
    execute(
        () -> {
          throw new Failure("cannot connect: no\n::error::x\u001b[2J");
        });
    assertThat(err.toString()).isEqualTo("pgassay: cannot connect: no\\n::error::x\\u001b[2J\n");
  }

  @Command(name = "thing")
  static final class Thing implements Callable<Integer> {
    private final Supplier<Integer> doing;

    @Option(names = "--verbose")
    private boolean verbose;

    Thing(Supplier<Integer> doing) {
      this.doing = doing;
    }

    @Override
    public Integer call() {
      return doing.get();
    }
  }

  private int execute(Supplier<Integer> doing, String... arguments) {
    ErrorHandler errors = new ErrorHandler();
    return new CommandLine(new Thing(doing))
        .setErr(new PrintWriter(err))
        .setExecutionStrategy(errors::execute)
        .setExecutionExceptionHandler(errors)
        .execute(arguments);
  }
}
