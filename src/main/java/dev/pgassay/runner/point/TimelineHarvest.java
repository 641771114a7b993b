package dev.pgassay.runner.point;

import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.latency.LoggedSecond;
import dev.pgassay.postgres.telemetry.Disturbance;
import dev.pgassay.postgres.telemetry.Growth;
import dev.pgassay.result.point.TimelineSecond;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Assembles the timeline of a point, for closed and open loops alike. */
final class TimelineHarvest {
  private TimelineHarvest() {}

  /**
   * Reads the seconds of all forks.
   *
   * @param folders of reports; if there are several, such as for the statements of a mix, the first
   *     forks of all ran together, and so did the second ones
   * @param observed the reports; the n-th has the server's work while the n-th forks ran
   * @return fork by fork, in the order of time
   */
  static List<TimelineSecond> of(List<Path> folders, List<ForkReport> observed) {
    List<List<ForkReport>> parts = folders.stream().map(ForkReport::readAll).toList();
    int forks = parts.stream().mapToInt(List::size).max().orElse(0);
    List<TimelineSecond> seconds = new ArrayList<>();
    for (int fork = 0; fork < forks; fork++) {
      int number = fork + 1;
      List<Disturbance> disturbances = disturbances(observed, fork);
      LoggedSecond.read(
          logs(folders, parts, fork), it -> seconds.add(second(number, it, disturbances)));
    }
    return seconds;
  }

  private static List<LoggedSecond.Log> logs(
      List<Path> folders, List<List<ForkReport>> parts, int fork) {
    List<LoggedSecond.Log> logs = new ArrayList<>();
    for (int part = 0; part < folders.size(); part++) {
      if (fork < parts.get(part).size()) {
        Path folder = folders.get(part);
        ForkReport report = parts.get(part).get(fork);
        report
            .histogramFile()
            .map(folder::resolve)
            .ifPresent(file -> logs.add(new LoggedSecond.Log(file, report.errorsBySecond())));
      }
    }
    return logs;
  }

  private static List<Disturbance> disturbances(List<ForkReport> observed, int fork) {
    return fork < observed.size()
        ? observed.get(fork).work().map(Growth::disturbances).orElse(List.of())
        : List.of();
  }

  private static TimelineSecond second(
      int fork, LoggedSecond second, List<Disturbance> disturbances) {
    long completed = second.latency().operations();
    long millis = Math.max(1, second.endMillis() - second.beginMillis());
    return new TimelineSecond(
        fork,
        Instant.ofEpochMilli(second.beginMillis()),
        completed,
        (double) completed * TimeUnit.SECONDS.toMillis(1) / millis,
        second.failures(),
        OpenLoadFile.latency(second.latency()),
        disturbances.stream()
            .filter(it -> it.isWithin(second.beginMillis(), second.endMillis()))
            .map(Disturbance::name)
            .distinct()
            .sorted()
            .toList());
  }
}
