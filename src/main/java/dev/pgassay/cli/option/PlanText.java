package dev.pgassay.cli.option;

import dev.pgassay.report.table.TextTable;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes a run's plan for people and for programs. */
final class PlanText {
  private PlanText() {}

  static String of(RunPlan plan) {
    TextTable groups = new TextTable(2, "benchmark", "prepared once", "points", "measuring s");
    plan.groups().forEach(group -> groups.add(cells(group)));
    return "dataset "
        + plan.dataset()
        + "\n\n"
        + groups.render()
        + "\n"
        + ValueFormatter.count(plan.points())
        + " points; their iterations take "
        + ValueFormatter.duration(plan.measuringSeconds())
        + ", and starting forks, loading and builds come on top\n"
        + (plan.indexAudit() ? "then the audit of the schema's indexes\n" : "");
  }

  private static String[] cells(Group group) {
    return new String[] {
      group.workload().name(),
      group.build().toString(),
      ValueFormatter.count(group.points().size()),
      ValueFormatter.count(seconds(group))
    };
  }

  static Map<String, Object> document(RunPlan plan) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("dataset", plan.dataset());
    document.put("measuringSeconds", plan.measuringSeconds());
    document.put("indexAudit", plan.indexAudit());
    document.put(
        "points",
        plan.groups().stream()
            .flatMap(group -> group.points().stream().map(point -> document(group, point)))
            .toList());
    return document;
  }

  private static Map<String, Object> document(Group group, PlannedPoint point) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("benchmark", group.workload().name());
    document.put("parameters", point.parameters().values());
    document.put("clients", point.clients());
    document.put("measuringSeconds", point.timing().totalSeconds());
    return document;
  }

  private static long seconds(Group group) {
    return group.points().stream().mapToLong(point -> point.timing().totalSeconds()).sum();
  }
}
