package dev.pgassay.measure.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
  /** Three significant digits: a value is off by at most 0.1 %. */
  private static final double PRECISION = 0.001;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

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

  /**
   * Two iterations of 2.5 s, from 10 s and from 20 s on. In the first one client ends operations of
   * 1 ms at 0.1, 0.2 and 2.4 s, the other one of 5 ms at 0.9 s: no operation ends in its second
   * second. In the second iteration the first client ends one at exactly 1 s.
   */
  @Test
  void eachSecondHasALineOfItsOwn() throws IOException {
    LatencyRecorder first = new LatencyRecorder();
    first.beginInterval(10_000, 50 * SECOND);
    first.record(SECOND / 1_000, 50 * SECOND + SECOND / 10);
    first.record(SECOND / 1_000, 50 * SECOND + SECOND / 5);
    first.record(SECOND / 1_000, 52 * SECOND + 2 * SECOND / 5);
    first.endInterval(12_500, 52 * SECOND + SECOND / 2);
    first.beginInterval(20_000, 60 * SECOND);
    first.record(SECOND / 1_000, 61 * SECOND);
    first.endInterval(22_500, 62 * SECOND + SECOND / 2);
    LatencyRecorder second = new LatencyRecorder();
    second.beginInterval(10_000, 50 * SECOND);
    second.record(SECOND / 200, 50 * SECOND + 9 * SECOND / 10);
    second.endInterval(12_500, 52 * SECOND + SECOND / 2);
    second.beginInterval(20_000, 60 * SECOND);
    second.endInterval(22_500, 62 * SECOND + SECOND / 2);
    Path file = folder.resolve("seconds.hlog");

    LatencyLog.write(file, List.of(first, second));

    assertThat(lines(file))
        .containsExactly(
            "10.0 1.0 3", "11.0 1.0 0", "12.0 0.5 1", "20.0 1.0 0", "21.0 1.0 1", "22.0 0.5 0");
    assertThat(first.operations() + second.operations()).isEqualTo(5);
    LatencyProfile merged = LatencyLog.merge(List.of(file));
    assertThat(merged.operations()).isEqualTo(5);
    assertThat(millis(merged.maximumNanos())).isCloseTo(5, within(5 * PRECISION));
  }

  /** More than the recorder keeps before its histogram takes them, and not a multiple of it. */
  @Test
  void aSecondHoldsWhatEndedInItHoweverMuchItWas() throws IOException {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(10_000, 50 * SECOND);
    record(recorder, 1_000, 50 * SECOND);
    record(recorder, 70, 51 * SECOND);
    recorder.fail("57014", 51 * SECOND + SECOND / 2);
    record(recorder, 3, 51 * SECOND + SECOND / 2);
    recorder.endInterval(12_000, 52 * SECOND - 1);
    Path file = folder.resolve("many.hlog");

    LatencyLog.write(file, List.of(recorder));

    assertThat(lines(file)).containsExactly("10.0 1.0 1000", "11.0 1.0 73");
    assertThat(recorder.operations()).isEqualTo(1_073);
    // The longest of each second are the last that were recorded there.
    assertThat(histograms(file).stream().map(it -> it.getMaxValue() / 1_000))
        .containsExactly(1_000L, 70L);
  }

  /** Latencies of 1, 2, 3 us and so on, a microsecond after each other. */
  private static void record(LatencyRecorder recorder, int count, long fromNanos) {
    for (int i = 1; i <= count; i++) {
      recorder.record(i * 1_000L, fromNanos + i * 1_000L);
    }
  }

  /** Start, length and count of each line. */
  private static List<String> lines(Path file) throws IOException {
    return histograms(file).stream()
        .map(
            line ->
                line.getStartTimeStamp() / 1e3
                    + " "
                    + (line.getEndTimeStamp() - line.getStartTimeStamp()) / 1e3
                    + " "
                    + line.getTotalCount())
        .toList();
  }

  /** The lines, by the library's own reader. */
  static List<Histogram> histograms(Path file) throws IOException {
    List<Histogram> lines = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      Histogram next = (Histogram) reader.nextIntervalHistogram();
      while (next != null) {
        lines.add(next);
        next = (Histogram) reader.nextIntervalHistogram();
      }
    }
    return lines;
  }

  @Test
  void aLatencyOfHoursIsKept() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(0, 0);
    recorder.record(TimeUnit.HOURS.toNanos(5), 500);
    recorder.endInterval(1000, 1000);
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

  /** Returns all that a client recorded. */
  static LatencyProfile profile(LatencyRecorder recorder) {
    Histogram sum = LatencyRecorder.histogram();
    for (LatencyRecorder.Interval interval : recorder.intervals()) {
      for (int second = 0; second < interval.seconds().size(); second++) {
        interval.addTo(sum, second);
      }
    }
    return new LatencyProfile(sum);
  }

  private Path write(String name, LatencyRecorder recorder) {
    Path file = folder.resolve(name + ".hlog");
    LatencyLog.write(file, List.of(recorder));
    return file;
  }

  private static LatencyRecorder recorder(int operations, long elapsedMillis) {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(0, 0);
    for (int i = 0; i < operations; i++) {
      recorder.record(TimeUnit.MILLISECONDS.toNanos(elapsedMillis), i);
    }
    recorder.endInterval(1000, 1000);
    return recorder;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
