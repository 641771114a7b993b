package dev.pgassay.cli.run;

import dev.pgassay.postgres.index.BuildPhase;
import dev.pgassay.postgres.index.IndexOption;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.postgres.index.IndexTypeFile;
import dev.pgassay.postgres.index.VectorElement;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.vector.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lists index types for people: how each is built and searched. */
final class IndexTypeText {
  private IndexTypeText() {}

  static String of(List<IndexType> types) {
    return types.stream().map(IndexTypeText::of).collect(Collectors.joining());
  }

  /** Returns a type that a user describes, with its description and its benchmark. */
  static String of(IndexTypeFile described) {
    IndexType type = described.type();
    return heading(type)
        + String.format(
            "    %s%n    described in %s; pgassay run %s%n",
            described.description(), described.file(), type.name())
        + body(type);
  }

  static String of(IndexType type) {
    return heading(type) + body(type);
  }

  private static String heading(IndexType type) {
    return String.format(
        "  %s%n    %s of %s: USING %s, for %s%n",
        type.name(), type.label(), type.owner(), type.accessMethod(), distances(type));
  }

  private static String body(IndexType type) {
    StringBuilder text = new StringBuilder();
    type.options().forEach(option -> text.append(line("build", option.name(), built(option))));
    SearchEffort effort = type.effort();
    text.append(
        line(
            "search",
            effort.parameter(),
            "between %d and %d; sets %s"
                .formatted(effort.least(), effort.most(), effort.setting())));
    text.append(line("plan", "", type.planNode()));
    if (!type.phases().isEmpty()) {
      text.append(
          line(
              "phases",
              "",
              type.phases().stream().map(BuildPhase::name).collect(Collectors.joining(", "))));
    }
    text.append(line("memory", "", memory(type))).append(String.format("%n"));
    return text.toString();
  }

  private static String built(IndexOption option) {
    return "%s; %s%s; default %s"
        .formatted(
            option.description(),
            option.range(),
            option.twice().map(other -> ", at least twice " + other).orElse(""),
            option.otherwise());
  }

  private static String memory(IndexType type) {
    return switch (type.build()) {
      case GRAPH_IN_MEMORY ->
          "the graph is built in maintenance_work_mem; what no longer fits is inserted slowly";
      case AS_NEEDED -> "a build takes what it needs of maintenance_work_mem";
    };
  }

  /** Lists distances in the order of the constants, whatever the order of the maps is. */
  private static String distances(IndexType type) {
    return Arrays.stream(VectorElement.values())
        .filter(type.operatorClasses()::containsKey)
        .map(
            element ->
                element.word()
                    + " by "
                    + Arrays.stream(Metric.values())
                        .filter(type.operatorClasses().get(element)::containsKey)
                        .map(metric -> metric.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private static String line(String what, String name, String text) {
    return String.format("    %-6s %-16s %s%n", what, name, text);
  }
}
