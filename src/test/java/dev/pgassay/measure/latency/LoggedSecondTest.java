package dev.pgassay.measure.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedSecondTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @TempDir private Path folder;

  /**
   * Two clients in two iterations of 2.7 and 1.2 s. Operations of 1 ms end at 0.5 s and 2.6 s of
   * the first and at 1.1 s of the second; executions fail at 0.5 s and 1.5 s of the first, of both
   * clients, and at 1.1 s of the second. The rest of 0.7 s is a second of its own, that of 0.2 s is
   * not.
   */
  @Test
  void tellsWhatEndedAndWhatFailedInEachSecond() {
    LatencyRecorder first = new LatencyRecorder();
    first.beginInterval(10_000, 0);
    first.record(MILLI, SECOND / 2);
    first.fail("57014", SECOND / 2);
    first.fail("40001", 3 * SECOND / 2);
    first.record(MILLI, 26 * SECOND / 10);
    first.endInterval(12_700, 27 * SECOND / 10);
    first.beginInterval(20_000, 10 * SECOND);
    first.record(MILLI, 11 * SECOND + SECOND / 10);
    first.endInterval(21_200, 11 * SECOND + SECOND / 5);
    LatencyRecorder second = new LatencyRecorder();
    second.beginInterval(10_000, 0);
    second.fail("40001", 3 * SECOND / 2);
    second.endInterval(12_700, 27 * SECOND / 10);
    second.beginInterval(20_000, 10 * SECOND);
    second.fail("57P01", 11 * SECOND + SECOND / 10);
    second.endInterval(21_200, 11 * SECOND + SECOND / 5);

    List<LoggedSecond> seconds = read(log("clients", List.of(first, second)));

    assertThat(seconds)
        .extracting(LoggedSecondTest::text)
        .containsExactly(
            "10000 to 11000: 1 {57014=1}",
            "11000 to 12000: 0 {40001=2}",
            "12000 to 12700: 1 {}",
            "20000 to 21200: 1 {57P01=1}");
    assertThat(seconds.get(1).latency().operations()).isZero();
  }

  @Test
  void logsThatWereRecordedTogetherAreAddedUp() {
    List<LoggedSecond> seconds =
        read(log("one", List.of(oneSecond(3))), log("other", List.of(oneSecond(4))));

    assertThat(seconds)
        .extracting(LoggedSecondTest::text)
        .containsExactly("0 to 1000: 7 {57014=2}");
  }

  private static List<LoggedSecond> read(LoggedSecond.Log... together) {
    List<LoggedSecond> seconds = new ArrayList<>();
    LoggedSecond.read(List.of(together), seconds::add);
    return seconds;
  }

  private static LatencyRecorder oneSecond(int operations) {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.beginInterval(0, 0);
    for (int i = 1; i <= operations; i++) {
      recorder.record(MILLI, i * MILLI);
    }
    recorder.fail("57014", operations * MILLI);
    recorder.endInterval(1_000, SECOND - 1);
    return recorder;
  }

  private LoggedSecond.Log log(String name, List<LatencyRecorder> clients) {
    Path file = folder.resolve(name + ".hlog");
    LatencyLog.write(file, clients);
    return new LoggedSecond.Log(file, LatencyLog.failures(clients));
  }

  private static String text(LoggedSecond second) {
    return second.beginMillis()
        + " to "
        + second.endMillis()
        + ": "
        + second.latency().operations()
        + " "
        + second.failures();
  }
}
