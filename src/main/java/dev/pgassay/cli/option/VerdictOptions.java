package dev.pgassay.cli.option;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.measure.statement.MigrationScript;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.report.verdict.AnnotatedFile;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Policy;
import dev.pgassay.verdict.compare.PolicyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the commands that end with a verdict. */
public final class VerdictOptions {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "YAML file of tolerances; see docs/verdicts.md. Default: the tolerances listed there.")
  private Optional<Path> policy;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Format of the verdict: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private VerdictFormat format;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      description =
          "Also write the verdict to a file, such as junit=verdict.xml. Markdown is "
              + "appended, as $GITHUB_STEP_SUMMARY requires. Repeatable.")
  private Map<VerdictFormat, Path> reports = new LinkedHashMap<>();

  @Option(
      names = "--annotate",
      paramLabel = "FILE",
      description =
          "Migration or SQL file to attach GitHub annotations to, at the statement that creates, changes or removes the subject. Default: the statement's own file, with --sql.")
  private Optional<String> annotated;

  private final Map<String, AnnotatedFile> statements = new LinkedHashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();

  public Policy policy() {
    return policy.map(PolicyFile::read).orElse(Policy.DEFAULT);
  }

  /**
   * Sets the files that annotations point at if the user names no other.
   *
   * @param folder of the user's own statements
   */
  public void annotate(Path folder) {
    for (StatementFile statement : StatementFile.readAll(folder)) {
      statements.put(
          statement.name(),
          new AnnotatedFile(slashed(statement.file().toString()), finding -> statement.line()));
    }
  }

  /**
   * Sets the user's own statements, whose labels are shown next to their names.
   *
   * @param texts of the files, by the statements' names
   */
  public void label(Map<String, String> texts) {
    labels.putAll(StatementFile.labels(texts));
  }

  /** A file that is not here is still one of the repository's. */
  private static AnnotatedFile annotatedFile(String path) {
    if (!Files.isRegularFile(Path.of(path))) {
      return new AnnotatedFile(slashed(path), finding -> 1);
    }
    try {
      MigrationScript script = MigrationScript.parse(InputLimit.SQL.text(Path.of(path)));
      return new AnnotatedFile(
          slashed(path),
          finding -> script.lineOf(List.of(finding.subject(), finding.sentence())).orElse(1));
    } catch (IOException unreadable) {
      // The verdict must not be lost because a line number is missing.
      return new AnnotatedFile(slashed(path), finding -> 1);
    }
  }

  private static String slashed(String path) {
    return path.replace('\\', '/');
  }

  /** Prints a comparison, writes the reports and tells the exit code. */
  public int conclude(Comparison judged, Surroundings surroundings, PrintWriter out) {
    Comparison comparison = judged.labelled(labels);
    String text = render(comparison, format, surroundings.colour());
    if (format == VerdictFormat.github) {
      ShownWriter.printCommands(out, text);
    } else {
      out.print(text);
    }
    out.flush();
    reports.forEach((kind, file) -> write(file, kind, render(comparison, kind, false)));
    return switch (comparison.outcome()) {
      case PASSED -> ExitCode.OK;
      case REGRESSED -> ExitCode.REGRESSION;
      case INCOMPLETE -> ExitCode.FAILURE;
      case NOT_JUDGED -> ExitCode.NOT_COMPARABLE;
    };
  }

  private String render(Comparison comparison, VerdictFormat kind, boolean colour) {
    return kind.render(
        comparison,
        new VerdictFormat.Setting(
            colour, annotated.map(VerdictOptions::annotatedFile), statements));
  }

  private static void write(Path file, VerdictFormat kind, String text) {
    try {
      if (kind == VerdictFormat.markdown) {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } else {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new Failure("cannot write the report " + file + ": " + e.getMessage(), e);
    }
  }
}
