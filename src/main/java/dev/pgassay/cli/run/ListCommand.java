package dev.pgassay.cli.run;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.MeasuringOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.postgres.index.IndexTypeCatalog;
import dev.pgassay.runner.plan.Suite;
import dev.pgassay.runner.plan.SuiteCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists suites and benchmarks, or documents the benchmarks one by one. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "List suites, benchmarks and statements.",
      "With --benchmarks, documents each benchmark. With --sql, lists your own " + "statements."
    })
public final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = "--benchmarks",
      description =
          "Print the question, the gate and the parameters of each benchmark, with the "
              + "allowed and default values.")
  private boolean benchmarks;

  @Option(
      names = "--indexes",
      description =
          "Print the distances, the build options and the search effort setting of each type of"
              + " index on vectors, also of those that files in indexes/ describe.")
  private boolean indexes;

  @Option(
      names = "--sql",
      paramLabel = "DIR",
      description =
          "List the statements in the .sql files of this folder, with their labels and gates.")
  private Optional<Path> sql;

  ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (sql.isPresent()) {
      out.println("Statements (pgassay run NAME-REGEX --sql " + sql.get() + ")");
      out.print(BenchmarkText.documented(MeasuringOptions.statements(sql.get()).all()));
    } else if (indexes) {
      out.println("Index types");
      out.print(indexTypes());
    } else if (benchmarks) {
      out.println("Benchmarks (pgassay run BENCHMARK-REGEX --param NAME=V1,V2)");
      out.print(BenchmarkText.documented(surroundings.benchmarks().all()));
    } else {
      printNames(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private String indexTypes() {
    IndexTypeCatalog described = surroundings.indexTypes();
    return IndexTypeText.of(IndexType.BUILT_IN)
        + described.names().stream()
            .map(name -> IndexTypeText.of(described.read(name)))
            .collect(Collectors.joining());
  }

  private void printNames(PrintWriter out) {
    out.println("Suites (pgassay run SUITE)");
    for (Suite suite : SuiteCatalog.builtIn().all()) {
      out.printf("  %-10s %s%n", suite.name(), suite.description());
    }
    out.println();
    out.println("Benchmarks (pgassay run BENCHMARK-REGEX)");
    out.print(BenchmarkText.names(surroundings.benchmarks().all()));
    out.println();
    out.println("Parameters, their values and the gates: pgassay list --benchmarks");
    out.println("Types of index on vectors: pgassay list --indexes");
  }
}
