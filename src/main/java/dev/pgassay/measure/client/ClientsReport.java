package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.latency.LatencyLog;
import dev.pgassay.measure.latency.LatencyRecorder;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.telemetry.Growth;
import dev.pgassay.stats.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the report of a fork's clients for the host: their combined figures, the latency log, the
 * answers and the plan. Not thread-safe.
 */
final class ClientsReport {
  private final Path folder;
  private final String name =
      String.format("fork-%d-%d", System.currentTimeMillis(), ProcessHandle.current().pid());
  private final ClientTask task;
  private final ClientGate gate;
  private final MeasurementClock clock;
  private final List<MeasuredClient> clients;

  ClientsReport(
      Path folder,
      ClientTask task,
      ClientGate gate,
      MeasurementClock clock,
      List<MeasuredClient> clients) {
    this.folder = folder;
    this.task = task;
    this.gate = gate;
    this.clock = clock;
    this.clients = clients;
  }

  /** Values that exist only after a complete measurement. */
  private record Ending(
      Optional<SessionPlan> planAfter,
      List<Measure> measures,
      List<Measure> maxima,
      Optional<Growth> work,
      Optional<String> answersFile,
      Optional<String> analyzedPlanFile) {
    static final Ending ABANDONED =
        new Ending(
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** Reports that the gate refused a session before the measurement. */
  void writeRefused(ClientGate.Findings findings) {
    ForkReport.refused(findings.violations(), gate.settings(), findings.plan()).write(folder, name);
  }

  /** Reports the counts of a measurement that was abandoned. Does not use the server. */
  void writeAbandoned(String reason) {
    Set<String> violations = gate.lateViolations();
    violations.add(reason);
    write(violations, answers(), Ending.ABANDONED);
  }

  /** Reports a complete measurement. Reads the plan of every session once more. */
  void writeComplete(Optional<Growth> work) {
    Set<String> violations = gate.lateViolations();
    Optional<SessionPlan> planAfter = gate.planAfter(clients, violations);
    rows().ifPresent(it -> violations.addAll(task.violations(it)));
    Answers answers = answers();
    Optional<String> answersFile = answersFile(answers);
    List<Measure> measures =
        Measure.means(clients.stream().map(it -> it.session().operation().measures()).toList());
    List<Measure> maxima =
        Measure.maxima(clients.stream().map(it -> it.session().operation().maxima()).toList());
    // Last, because it executes the statement once more.
    Optional<String> analyzedPlanFile = analyzedPlanFile();
    write(
        violations,
        answers,
        new Ending(planAfter, measures, maxima, work, answersFile, analyzedPlanFile));
  }

  private void write(Set<String> violations, Answers answers, Ending ending) {
    new ForkReport(
            List.copyOf(violations),
            gate.settings(),
            gate.planBefore(),
            ending.planAfter(),
            recorders().stream().mapToLong(LatencyRecorder::operations).sum(),
            clock.succeededRatios(),
            LatencyLog.failures(recorders()),
            clock.cpuSeconds(),
            clock.wallSeconds(),
            answers.changed(),
            rows(),
            ending.measures(),
            ending.maxima(),
            ending.work(),
            Optional.of(latencyLog()),
            ending.answersFile(),
            ending.analyzedPlanFile(),
            clients.stream().flatMap(client -> client.firstFailure().stream()).findFirst())
        .write(folder, name);
  }

  private Answers answers() {
    Answers answers = new Answers(task.queries(), task.mostRows());
    clients.forEach(client -> answers.merge(client.answers()));
    return answers;
  }

  private Optional<RowSpan> rows() {
    return clients.stream()
        .flatMap(client -> client.rows().stream())
        .reduce(
            (one, other) ->
                new RowSpan(
                    Math.min(one.fewest(), other.fewest()), Math.max(one.most(), other.most())));
  }

  private List<LatencyRecorder> recorders() {
    return clients.stream().map(MeasuredClient::recorder).toList();
  }

  private String latencyLog() {
    String file = name + ".hlog";
    LatencyLog.write(folder.resolve(file), recorders());
    return file;
  }

  private Optional<String> answersFile(Answers answers) {
    if (task.mostRows() == 0) {
      return Optional.empty();
    }
    String file = name + ".answers";
    answers.write(folder.resolve(file));
    return Optional.of(file);
  }

  private Optional<String> analyzedPlanFile() {
    Optional<String> plan = analyzedPlan();
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    String file = name + ".plan.json";
    try {
      Files.writeString(folder.resolve(file), plan.get());
      return Optional.of(file);
    } catch (IOException e) {
      throw new Failure("cannot write the plan " + file + ": " + e.getMessage(), e);
    }
  }

  private Optional<String> analyzedPlan() {
    try {
      return clients.stream()
          .flatMap(client -> client.session().analyzedPlan().stream())
          .findFirst();
    } catch (DatabaseFailure ignored) {
      // A fault would have been found already, because the plan was read just before.
      return Optional.empty();
    }
  }
}
