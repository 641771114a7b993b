package dev.pgassay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
  /** Three significant digits: a value is off by at most 0.1 %. */
  private static final double PRECISION = 0.001;

  @TempDir private Path folder;

  @Test
  void percentilesOfMergedForksAreThoseOfAllOperationsTogether() {
    // 900 operations of 1 ms in one fork and 100 of 10 ms in the other: of all 1,000 the 900th is
    // the last of 1 ms, so p90 is 1 ms and p91 is 10 ms; an average of the forks' own would differ.
    Path fast = write("fast", recorder(900, 1));
    Path slow = write("slow", recorder(100, 10));

    LatencyProfile merged = LatencyLog.merge(List.of(fast, slow));

    assertThat(merged.operations()).isEqualTo(1000);
    assertThat(millis(merged.percentileNanos(90))).isCloseTo(1, within(1 * PRECISION));
    assertThat(millis(merged.percentileNanos(91))).isCloseTo(10, within(10 * PRECISION));
    assertThat(merged.meanNanos() / 1e6).isCloseTo(1.9, within(1.9 * PRECISION));
    assertThat(millis(merged.maximumNanos())).isCloseTo(10, within(10 * PRECISION));
  }

  @Test
  void clientsOfAForkAreMergedIntervalByInterval() {
    Path file = folder.resolve("both.hlog");
    LatencyLog.write(file, List.of(recorder(10, 1), recorder(20, 2)));
    assertThat(LatencyLog.merge(List.of(file)).operations()).isEqualTo(30);
  }

  @Test
  void aLatencyOfHoursIsKept() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(0);
    recorder.record(TimeUnit.HOURS.toNanos(5));
    recorder.endInterval(1000);
    LatencyProfile profile = LatencyLog.merge(List.of(write("hours", recorder)));
    assertThat(profile.maximumNanos() / 3.6e12).isCloseTo(5, within(5 * PRECISION));
  }

  @Test
  void aProfileIsReadBackAndMergedWithOthersToTwoDigits() {
    String fast = LatencyLog.merge(List.of(write("fast", recorder(900, 1)))).encoded();
    String slow = LatencyLog.merge(List.of(write("slow", recorder(100, 10)))).encoded();

    LatencyProfile merged = LatencyProfile.merged(List.of(fast, slow));

    assertThat(merged.operations()).isEqualTo(1000);
    assertThat(millis(merged.percentileNanos(90))).isCloseTo(1, within(0.01));
    assertThat(millis(merged.percentileNanos(91))).isCloseTo(10, within(0.1));
    assertThat(fast).hasSizeLessThan(100);
  }

  @Test
  void whatWasNotRecordedIsNotThere() {
    assertThat(LatencyLog.merge(List.of()).operations()).isZero();
  }

  private Path write(String name, LatencyRecorder recorder) {
    Path file = folder.resolve(name + ".hlog");
    LatencyLog.write(file, List.of(recorder));
    return file;
  }

  private static LatencyRecorder recorder(int operations, long elapsedMillis) {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(0);
    for (int i = 0; i < operations; i++) {
      recorder.record(TimeUnit.MILLISECONDS.toNanos(elapsedMillis));
    }
    recorder.endInterval(1000);
    return recorder;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
