package dev.pgassay.benchmarks.overhead;

import dev.pgassay.benchmarks.hnsw.HnswSearchBenchmark;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.ForkJvm;
import dev.pgassay.fork.ForkReport;
import dev.pgassay.measure.LatencyLog;
import dev.pgassay.measure.LatencyProfile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Our own side: the benchmark that {@code run} measures with, in a fork of its own each turn. */
final class MeasuredPath {
  private final Path folder;

  MeasuredPath(Path folder) {
    this.folder = folder;
  }

  /**
   * Measures one turn.
   *
   * @param context what the fork is told; its report folder is replaced
   * @param clients threads, each with a connection
   * @param warmupSeconds left out of the figures
   * @param seconds counted
   */
  ClientFigures run(ForkContext context, int clients, int warmupSeconds, int seconds)
      throws IOException, RunnerException {
    Path reports = Files.createTempDirectory(folder, "fork");
    Path forkFile = reports.resolve("fork.properties");
    context.reportingTo(reports).write(forkFile);
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(folder.resolve("jmh.log")), true, StandardCharsets.UTF_8)) {
      Collection<RunResult> results =
          new Runner(
                  options(forkFile, clients, warmupSeconds, seconds),
                  OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
              .run();
      return figures(results, reports);
    }
  }

  private static Options options(Path forkFile, int clients, int warmupSeconds, int seconds) {
    return new OptionsBuilder()
        .include("^" + Pattern.quote(HnswSearchBenchmark.class.getName() + ".nearestK") + "$")
        .jvmArgs(ForkJvm.OPTIONS.toArray(String[]::new))
        .jvmArgsAppend("-D" + ForkContext.PROPERTY + "=" + forkFile)
        .threads(clients)
        .forks(1)
        .warmupIterations(warmupSeconds)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(seconds)
        .measurementTime(TimeValue.seconds(1))
        .shouldFailOnError(true)
        .build();
  }

  private static ClientFigures figures(Collection<RunResult> results, Path reports) {
    List<Path> histograms =
        ForkReport.readAll(reports).stream()
            .flatMap(report -> report.histogramFile().stream())
            .map(reports::resolve)
            .toList();
    LatencyProfile profile = LatencyLog.merge(histograms);
    return new ClientFigures(
        profile.percentileNanos(50), results.iterator().next().getPrimaryResult().getScore());
  }
}
