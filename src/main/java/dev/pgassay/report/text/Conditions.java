package dev.pgassay.report.text;

import dev.pgassay.report.table.Paragraph;
import dev.pgassay.report.table.ValueFormatter;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.Environment;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.environment.Tool;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.result.run.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the conditions of a measured run. They are printed before its numbers. */
public final class Conditions {
  private Conditions() {}

  /** A condition, such as the server, with its description. */
  public record Condition(String name, String text) {}

  static void append(StringBuilder out, Run run) {
    of(run).forEach(it -> Paragraph.append(out, it.name(), it.text()));
  }

  /** Returns the conditions in the order in which they are printed. */
  public static List<Condition> of(Run run) {
    List<Condition> all = new ArrayList<>();
    all.add(new Condition("tool", tool(run)));
    all.add(new Condition("server", server(run.server())));
    all.add(new Condition("settings", settings(run.server())));
    run.server().notices().forEach(notice -> all.add(new Condition("notice", notice)));
    all.add(new Condition("dataset", dataset(run.dataset())));
    largest(run).ifPresent(table -> all.add(new Condition("sizes", sizes(run, table))));
    all.add(new Condition("machine", machine(run.environment())));
    all.add(new Condition("clients", jvm(run.environment())));
    distinct(run, point -> point.schedule().stream().map(Conditions::schedule))
        .forEach(text -> all.add(new Condition("measured", text)));
    distinct(run, point -> point.preparation().stream().map(Conditions::preparation))
        .forEach(text -> all.add(new Condition("caches", text)));
    return all;
  }

  private static List<String> distinct(Run run, Function<Point, Stream<String>> text) {
    return run.points().stream().flatMap(text).distinct().toList();
  }

  private static String tool(Run run) {
    Tool tool = run.tool();
    String modified = tool.modified().orElse(false) ? ", with uncommitted changes" : "";
    return "pgassay "
        + tool.version()
        + tool.gitRevision().map(revision -> " (" + revision + modified + ")").orElse("")
        + ", run "
        + run.runId();
  }

  private static String server(Server server) {
    return "PostgreSQL "
        + server.version().release()
        + server.extensions().entrySet().stream()
            .map(entry -> ", " + extension(entry.getKey()) + " " + entry.getValue())
            .collect(Collectors.joining())
        + "; "
        + server.sourceKind()
        + ", "
        + server.display()
        + server
            .image()
            .map(it -> ", image " + it.name() + " (" + shortened(it.id()) + ")")
            .orElse("");
  }

  /** Returns twelve digits of a hash, as the engine prints it. */
  private static String shortened(String id) {
    String digits = id.substring(id.indexOf(':') + 1);
    return digits.substring(0, Math.min(12, digits.length()));
  }

  /** The extension's name is vector, the project's is pgvector. */
  private static String extension(String name) {
    return name.equals("vector") ? "pgvector" : name;
  }

  private static String settings(Server server) {
    String changed =
        server.conditions().entrySet().stream()
            .filter(entry -> entry.getValue().changed())
            .map(entry -> entry.getKey() + " " + entry.getValue().value() + by(entry.getValue()))
            .collect(Collectors.joining(", "));
    return changed.isEmpty() ? "all default" : changed + "; all others default";
  }

  /** A setting of a database or a role is easily overlooked. */
  private static String by(Server.Setting setting) {
    return switch (setting.source().orElse("")) {
      case "database" -> " (by ALTER DATABASE)";
      case "user" -> " (by ALTER ROLE)";
      case "database user" -> " (by ALTER ROLE IN DATABASE)";
      default -> "";
    };
  }

  private static String dataset(Dataset dataset) {
    if (dataset.events().isEmpty()) {
      return "the tables of database " + dataset.name() + " as they are; nothing was loaded";
    }
    return String.format(
        Locale.ROOT,
        "%s (%s): %,d events of %,d dimensions, %s, seed %d, %,d queries%s",
        dataset.name(),
        dataset.identity().substring(0, 12),
        dataset.events().getAsLong(),
        dataset.dimensions().orElseThrow(),
        dataset.distribution().orElseThrow(),
        dataset.seed().orElseThrow(),
        dataset.queries().orElseThrow(),
        dataset.load().map(load -> "; " + load(load)).orElse(""));
  }

  private static String load(Dataset.Load load) {
    long rows = load.rows().values().stream().mapToLong(Long::longValue).sum();
    String copied =
        load.copySeconds().isPresent()
            ? " in " + ValueFormatter.duration(load.copySeconds().getAsDouble())
            : "";
    return switch (load.kind()) {
      case LOADED -> "loaded " + ValueFormatter.count(rows) + " rows" + copied;
      case RESUMED -> "load resumed, the rest copied" + copied;
      case REUSED -> "already loaded";
    };
  }

  private static Optional<TableSize> largest(Run run) {
    return run.tableSizes().stream().max(Comparator.comparingLong(TableSize::totalBytes));
  }

  private static String sizes(Run run, TableSize largest) {
    long indexes = largest.totalBytes() - largest.heapBytes() - largest.toastBytes();
    long total = run.tableSizes().stream().mapToLong(TableSize::totalBytes).sum();
    return largest.table()
        + ": heap "
        + ValueFormatter.bytes(largest.heapBytes())
        + ", TOAST "
        + ValueFormatter.bytes(largest.toastBytes())
        + ", indexes "
        + ValueFormatter.bytes(indexes)
        + "; all "
        + run.tableSizes().size()
        + " tables together "
        + ValueFormatter.bytes(total);
  }

  private static String machine(Environment environment) {
    Environment.OperatingSystem system = environment.operatingSystem();
    return environment.cpu().count()
        + " x "
        + environment.cpu().model().orElse("processor of unknown model")
        + bytes(", ", environment.memoryBytes(), "")
        + bytes(" (", environment.hugePagesBytes(), " in huge pages)")
        + environment.cpu().governor().map(it -> ", governor " + it).orElse("")
        + environment.container().map(it -> ", in a container (" + it + ")").orElse("")
        + environment.limits().map(Conditions::limits).orElse("")
        + "; "
        + system.name()
        + ", "
        + system.kernel()
        + ", "
        + system.architecture();
  }

  private static String bytes(String before, OptionalLong bytes, String after) {
    return bytes.isPresent() ? before + ValueFormatter.bytes(bytes.getAsLong()) + after : "";
  }

  private static String limits(Environment.Limits limits) {
    Stream<String> cpu =
        limits.cpuCount().stream().mapToObj(it -> ValueFormatter.threeDigits(it) + " processors");
    Stream<String> memory = limits.memoryBytes().stream().mapToObj(ValueFormatter::bytes);
    return ", limited to " + Stream.concat(cpu, memory).collect(Collectors.joining(" and "));
  }

  private static String jvm(Environment environment) {
    Environment.Jvm jvm = environment.jvm();
    Environment.Driver driver = environment.driver();
    return driver.name()
        + " "
        + driver.version()
        + ", prepareThreshold "
        + driver.prepareThreshold()
        + "; "
        + jvm.name()
        + " "
        + jvm.version()
        + (jvm.forkArguments().isEmpty() ? "" : ", " + String.join(" ", jvm.forkArguments()));
  }

  private static String schedule(Schedule schedule) {
    String loop =
        switch (schedule.loop()) {
          case CLOSED -> "closed loop, so latency is service time";
          case OPEN -> "open loop, so latency runs from the intended start";
        };
    return loop
        + "; "
        + (schedule.forks() == 1 ? "1 fork: " : schedule.forks() + " forks, each: ")
        + rounds(schedule.warmup())
        + " of warm-up, "
        + (schedule.measurement().secondsEach() == 0
            ? "one execution by each client"
            : rounds(schedule.measurement()) + " of measurement");
  }

  private static String rounds(Schedule.Rounds rounds) {
    return rounds.iterations() + " x " + ValueFormatter.duration(rounds.secondsEach());
  }

  private static String preparation(Preparation preparation) {
    String state =
        switch (preparation.cache()) {
          case WARM -> "warm";
          case COLD -> "cold";
        };
    return (preparation.steps().isEmpty()
            ? state
            : state + " (" + String.join(", ", preparation.steps()) + ")")
        + preparation.resident().entrySet().stream()
            .min(Map.Entry.comparingByValue())
            .map(least -> "; " + resident(least))
            .orElse("");
  }

  private static String resident(Map.Entry<String, Double> least) {
    String share = ValueFormatter.percent(least.getValue());
    return least.getValue() == 1
        ? "all large tables and indexes in the server's buffers"
        : share + " of " + least.getKey() + " in the server's buffers, no less of the others";
  }

  /** Lists the parameters that all points of a benchmark have in common. */
  static String constants(Map<String, String> constants) {
    return constants.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + gloss(entry))
        .collect(Collectors.joining(", "));
  }

  private static String gloss(Map.Entry<String, String> parameter) {
    return parameter.equals(Map.entry("planner", "index")) ? " (sequential scans off)" : "";
  }
}
