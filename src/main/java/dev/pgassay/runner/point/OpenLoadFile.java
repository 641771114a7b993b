package dev.pgassay.runner.point;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.measure.latency.LatencyLog;
import dev.pgassay.measure.latency.LatencyProfile;
import dev.pgassay.measure.latency.OpenLoopRecord;
import dev.pgassay.measure.latency.Timeline;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.runner.plan.LoadPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How a fork hands the figures of its open loop to the host. */
public final class OpenLoadFile {
  private static final String NAME = "open-loop.json";
  private static final String LOG = "open-loop.hlog";
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private OpenLoadFile() {}

  private static OpenLoad of(LoadPattern pattern, OpenLoopRecord record) {
    long succeeded = record.response().operations();
    double seconds = (double) record.elapsedNanos() / TimeUnit.SECONDS.toNanos(1);
    return new OpenLoad(
        pattern.arrivals(),
        pattern.perSecond(),
        succeeded / Math.max(seconds, pattern.duration().toSeconds()),
        pattern.duration().toSeconds(),
        new OpenLoad.Requests(succeeded, record.failed(), record.notBegun()),
        latency(record.response()),
        latency(record.delay()),
        latency(record.lag()),
        timeline(record.timeline()));
  }

  /** Writes the figures, and the log of their seconds. */
  public static void write(Path folder, LoadPattern pattern, OpenLoopRecord record) {
    LatencyLog.write(folder.resolve(LOG), record);
    Path file = folder.resolve(NAME);
    try {
      JSON.writeValue(file.toFile(), of(pattern, record));
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads the figures; empty if the fork left none, because its gate refused or it died. */
  public static Optional<OpenLoad> read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(InputLimit.FORK_REPORT.bytes(file), OpenLoad.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The merged histogram of a point that has any operation. */
  static Optional<Latency> latency(LatencyProfile profile) {
    return profile.operations() == 0
        ? Optional.empty()
        : Optional.of(
            Latency.of(
                profile.operations(),
                profile.meanNanos(),
                profile.maximumNanos(),
                percentile -> profile.percentileNanos(percentile.rank())));
  }

  private static List<OpenLoad.Second> timeline(Timeline timeline) {
    return timeline.rows().stream()
        .map(
            row ->
                new OpenLoad.Second(
                    row.second(), row.completed(), row.failed(), latency(row.response())))
        .toList();
  }
}
