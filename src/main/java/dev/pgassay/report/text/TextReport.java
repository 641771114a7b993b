package dev.pgassay.report.text;

import dev.pgassay.failure.OneLine;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.report.table.Ink;
import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.ParameterColumns;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.NextStep;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.RecallTarget;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.result.run.TimeShare;
import dev.pgassay.result.run.Warning;
import dev.pgassay.result.store.RunStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows a run on a terminal of 120 columns: conditions, a table for each benchmark, the recall
 * targets, where the time went, what is doubtful, the files and the next step. Immutable.
 */
public final class TextReport {
  private final boolean colour;

  /**
   * @param colour whether the terminal shows colours
   */
  public TextReport(boolean colour) {
    this.colour = colour;
  }

  /**
   * Returns the text for standard output.
   *
   * @param run complete or not
   * @param runFolder path of the run's folder as the reader should see it
   */
  public String render(Run run, Path runFolder) {
    StringBuilder out = new StringBuilder();
    Conditions.append(out, run);
    Map<String, String> labels = StatementFile.labels(run.invocation().statements());
    byBenchmark(run)
        .forEach((benchmark, points) -> appendBenchmark(out, run, labels, benchmark, points));
    run.indexAudit().ifPresent(audit -> appendAudit(out, audit));
    out.append('\n');
    appendStatus(out, run);
    run.summary().time().ifPresent(time -> appendTime(out, run, time));
    appendWarnings(out, run.warnings());
    Paragraph.append(out, "files", runFolder.resolve(RunStore.RUN_FILE).toString());
    appendNext(out, run);
    return out.toString();
  }

  private static Map<String, List<Point>> byBenchmark(Run run) {
    return run.points().stream()
        .collect(Collectors.groupingBy(Point::benchmark, LinkedHashMap::new, Collectors.toList()));
  }

  private void appendBenchmark(
      StringBuilder out,
      Run run,
      Map<String, String> labels,
      String benchmark,
      List<Point> points) {
    ParameterColumns parameters = ParameterColumns.of(run, points);
    String constants = Conditions.constants(parameters.constants());
    out.append('\n').append(Ink.BOLD.on(OneLine.of(benchmark), colour));
    Optional.ofNullable(labels.get(benchmark))
        .ifPresent(it -> out.append(" (" + OneLine.of(it) + ")"));
    out.append(constants.isEmpty() ? "" : ": " + OneLine.of(constants)).append("\n\n");
    new PointTable(run, points, colour).append(out);
    OpenLoadTable.append(out, points);
    TimelineTable.append(out, points);
    Reliability.append(out, points);
    WorstSecond.append(out, points);
    appendBuildNotices(out, run, points);
    List<RecallTarget> targets =
        run.summary().recallTargets().stream()
            .filter(target -> target.benchmark().equals(benchmark))
            .toList();
    if (!targets.isEmpty()) {
      out.append(
          "\nLeast "
              + targets.get(0).searchEffort()
              + " that reached a recall through the index; the lower end of its");
      out.append(" interval counts\n\n");
      new TargetTable(targets, parameters.names(), colour).append(out);
    }
  }

  private void appendAudit(StringBuilder out, IndexAudit audit) {
    out.append('\n').append(Ink.BOLD.on("The schema's indexes", colour)).append("\n\n");
    IndexAuditTable.append(out, audit);
  }

  private static void appendBuildNotices(StringBuilder out, Run run, List<Point> points) {
    for (RecordedBuild build : run.indexBuilds()) {
      if (points.stream().anyMatch(point -> build.serves(point.parameters()))) {
        String index = Conditions.constants(build.parameters());
        build.notices().forEach(it -> Paragraph.append(out, "build", index + ": " + it));
      }
    }
  }

  private void appendStatus(StringBuilder out, Run run) {
    Map<Validity, Integer> counts = run.summary().points();
    String points =
        counts.isEmpty()
            ? "no point was measured"
            : counts.entrySet().stream()
                .map(
                    it ->
                        it.getValue()
                            + " "
                            + PointNotes.words(it.getKey()).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    if (run.status() == RunStatus.INCOMPLETE) {
      String reason = "incomplete: " + run.statusReason().orElseThrow();
      appendInked(out, Ink.RED, "status", reason);
    }
    Ink ink = run.summary().allValid() ? Ink.BOLD : Ink.RED;
    appendInked(out, ink, "points", points);
  }

  private void appendTime(StringBuilder out, Run run, TimeShare time) {
    Paragraph.append(
        out,
        "time",
        ValueFormatter.duration(time.wallSeconds())
            + ", of which the harness itself "
            + ValueFormatter.percent(time.harnessRatio()));
    for (Phase.Category category : Phase.Category.values()) {
      appendPhases(out, run, category, time);
    }
  }

  private static void appendPhases(
      StringBuilder out, Run run, Phase.Category category, TimeShare time) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    run.phases().stream()
        .filter(phase -> phase.category() == category)
        .forEach(phase -> seconds.merge(phase.name(), phase.elapsedSeconds(), Double::sum));
    if (category == Phase.Category.HARNESS && time.unaccountedSeconds() > 0) {
      seconds.put("not accounted for", time.unaccountedSeconds());
    }
    if (!seconds.isEmpty()) {
      Paragraph.append(out, "", label(category) + ": " + durations(seconds));
    }
  }

  private static String durations(Map<String, Double> seconds) {
    return seconds.entrySet().stream()
        .map(entry -> entry.getKey() + " " + ValueFormatter.duration(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String label(Phase.Category category) {
    return switch (category) {
      case SERVER_WORK -> "server";
      case WARMUP_AND_MEASUREMENT -> "measuring";
      case HARNESS -> "harness";
    };
  }

  /** Only the first warning of each kind is printed; all are in run.json. */
  private void appendWarnings(StringBuilder out, List<Warning> warnings) {
    Map<Warning.Kind, List<Warning>> byKind =
        warnings.stream()
            .collect(Collectors.groupingBy(Warning::kind, LinkedHashMap::new, Collectors.toList()));
    byKind.forEach(
        (kind, same) -> {
          String others =
              same.size() == 1 ? "" : " (" + (same.size() - 1) + " more like this in run.json)";
          Warning first = same.get(0);
          appendInked(out, Ink.YELLOW, "warning", first.cause() + others + "; " + first.remedy());
        });
  }

  private static void appendNext(StringBuilder out, Run run) {
    NextStep next = NextStep.of(run);
    Paragraph.append(out, "next", next.purpose() + ":");
    out.append(Paragraph.INDENT).append(OneLine.of(next.command())).append('\n');
  }

  private void appendInked(StringBuilder out, Ink ink, String label, String text) {
    StringBuilder paragraph = new StringBuilder();
    Paragraph.append(paragraph, label, text);
    paragraph.setLength(paragraph.length() - 1);
    out.append(ink.on(paragraph.toString(), colour)).append('\n');
  }
}
