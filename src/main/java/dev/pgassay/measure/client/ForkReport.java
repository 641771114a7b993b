package dev.pgassay.measure.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.telemetry.Growth;
import dev.pgassay.stats.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a fork tells the host beyond the numbers that JMH hands back. Immutable.
 *
 * @param violations what the gates found wrong, before or after measuring; empty for a valid fork
 * @param settings of the measured session, read back from the server after its first statement
 * @param planBefore the plan after the session was warmed and before anything was timed
 * @param planAfter the plan after the last timed execution
 * @param operations how many executions were timed
 * @param succeededRatios of each measured iteration, which share of what was executed succeeded, 0
 *     to 1; empty where that is not known
 * @param errorsBySecond how many executions failed, by number of the line in the latency log and
 *     SQLSTATE; their times are in no histogram
 * @param clientCpuSeconds CPU time of this JVM while it measured
 * @param measuredSeconds wall-clock time of the measurement iterations
 * @param changedAnswers how many timed executions answered otherwise than an earlier one of the
 *     same query
 * @param rows fewest and most rows of a timed execution; empty where none was timed
 * @param measures figures beside the latencies, each a mean over the clients
 * @param maxima further figures beside the latencies, each the greatest of any client
 * @param work what the server did while it measured; empty where nothing was observed
 * @param histogramFile name of the latency log beside the report
 * @param answersFile name of the answers beside the report
 * @param analyzedPlanFile name of what {@code EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)} printed at
 *     the end, beside the report
 * @param firstFailure what the server said of an execution that failed; empty where none did
 */
public record ForkReport(
    List<String> violations,
    Map<String, String> settings,
    Optional<SessionPlan> planBefore,
    Optional<SessionPlan> planAfter,
    long operations,
    List<Double> succeededRatios,
    Map<Integer, Map<String, Long>> errorsBySecond,
    double clientCpuSeconds,
    double measuredSeconds,
    long changedAnswers,
    Optional<RowSpan> rows,
    List<Measure> measures,
    List<Measure> maxima,
    Optional<Growth> work,
    Optional<String> histogramFile,
    Optional<String> answersFile,
    Optional<String> analyzedPlanFile,
    Optional<String> firstFailure) {
  private static final String SUFFIX = ".fork.json";
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  /** Copies the collections. */
  public ForkReport {
    violations = List.copyOf(violations);
    settings = new TreeMap<>(settings);
    succeededRatios = List.copyOf(succeededRatios);
    errorsBySecond = new TreeMap<>(errorsBySecond);
    measures = List.copyOf(measures);
    maxima = List.copyOf(maxima);
  }

  /**
   * Adds up the failures of all seconds.
   *
   * @return how many executions failed, by SQLSTATE
   */
  public Map<String, Long> errors() {
    Map<String, Long> sum = new TreeMap<>();
    for (Map<String, Long> second : errorsBySecond.values()) {
      second.forEach((state, count) -> sum.merge(state, count, Long::sum));
    }
    return sum;
  }

  /**
   * How many rows the timed executions returned or changed.
   *
   * @param fewest of any
   * @param most of any
   */
  public record RowSpan(int fewest, int most) {}

  /**
   * Reports a fork whose gate failed before anything was timed.
   *
   * @param violations what was wrong
   * @param settings of the measured session, as far as they were read
   * @param plan the plan, where it was read
   * @return the report
   */
  public static ForkReport refused(
      List<String> violations, Map<String, String> settings, Optional<SessionPlan> plan) {
    return new ForkReport(
        violations,
        settings,
        plan,
        Optional.empty(),
        0,
        List.of(),
        Map.of(),
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Reports what the server did for several statements together, each of which has a report of its
   * own.
   *
   * @param work what was counted
   * @param operations how many executions of any of them succeeded
   * @param measuredSeconds wall-clock time of the measurement
   * @return the report
   */
  public static ForkReport together(
      Optional<Growth> work, long operations, double measuredSeconds) {
    return new ForkReport(
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        operations,
        List.of(),
        Map.of(),
        0,
        measuredSeconds,
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        work,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Writes the report, complete or not at all.
   *
   * @param folder where the host looks for it
   * @param name of this fork, unique in the folder
   * @throws Failure where it cannot be written
   */
  public void write(Path folder, String name) {
    Path file = folder.resolve(name + SUFFIX);
    try {
      Path temporary = Files.createTempFile(folder, name, ".part");
      JSON.writeValue(temporary.toFile(), this);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Failure("cannot write the fork's report " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads every report in a folder.
   *
   * @param folder the folder that the forks were given
   * @return the reports, ordered by the names of the forks
   * @throws Failure where one cannot be read
   */
  public static List<ForkReport> readAll(Path folder) {
    List<ForkReport> reports = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
      for (Path file : found) {
        reports.add(JSON.readValue(InputLimit.FORK_REPORT.bytes(file), ForkReport.class));
      }
      return reports;
    } catch (IOException e) {
      throw new Failure("cannot read the forks' reports in " + folder + ": " + e.getMessage(), e);
    }
  }
}
