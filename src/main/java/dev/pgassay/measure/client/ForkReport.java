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
 * The results of a fork in addition to those that JMH returns. Immutable.
 *
 * @param violations found by the gates, before or after measuring; empty for a valid fork
 * @param settings of the measured session, read back from the server after its first statement
 * @param planBefore the plan after warm-up and before the measurement
 * @param planAfter the plan after the last timed execution
 * @param operations number of timed executions
 * @param succeededRatios share of successful executions of each measured iteration, 0 to 1; empty
 *     if it is not known
 * @param errorsBySecond number of failed executions by line of the latency log and SQLSTATE; their
 *     times are in no histogram
 * @param clientCpuSeconds CPU time of this JVM while it measured
 * @param measuredSeconds wall-clock time of the measurement iterations
 * @param changedAnswers number of timed executions that had another answer than an earlier one of
 *     the same query
 * @param rows fewest and most rows of a timed execution; empty if none was timed
 * @param measures figures other than latencies, each a mean over the clients
 * @param maxima further figures, each the greatest of any client
 * @param work of the server during the measurement; empty if it was not observed
 * @param histogramFile name of the latency log, in the report's folder
 * @param answersFile name of the answers, in the report's folder
 * @param analyzedPlanFile name of the output of {@code EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)} at
 *     the end, in the report's folder
 * @param firstFailure the server's message about the first failed execution; empty if none failed
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

  public ForkReport {
    violations = List.copyOf(violations);
    settings = new TreeMap<>(settings);
    succeededRatios = List.copyOf(succeededRatios);
    errorsBySecond = new TreeMap<>(errorsBySecond);
    measures = List.copyOf(measures);
    maxima = List.copyOf(maxima);
  }

  /** Returns the number of failed executions by SQLSTATE, over all seconds. */
  public Map<String, Long> errors() {
    Map<String, Long> sum = new TreeMap<>();
    for (Map<String, Long> second : errorsBySecond.values()) {
      second.forEach((state, count) -> sum.merge(state, count, Long::sum));
    }
    return sum;
  }

  /**
   * The numbers of rows that the timed executions returned or changed.
   *
   * @param fewest of any execution
   * @param most of any execution
   */
  public record RowSpan(int fewest, int most) {}

  /**
   * Makes the report of a fork whose gate failed before the measurement.
   *
   * @param violations what is wrong
   * @param settings of the measured session, as far as they were read
   * @param plan empty if it was not read
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
   * Makes the report of the server's work for several statements together, each of which has a
   * report of its own.
   *
   * @param work what was counted
   * @param operations number of successful executions of all statements
   * @param measuredSeconds wall-clock time of the measurement
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
   * Writes the report atomically.
   *
   * @param folder given by the host
   * @param name of this fork, unique in the folder
   * @throws Failure if it cannot be written
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
   * @throws Failure if one cannot be read
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
