package dev.pgassay.result.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Point;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Instant START = Instant.parse("2026-11-23T10:11:12Z");

  @Test
  void countsWhatIsInNoPhaseAsTheHarnesss() {
    TimeShare time =
        TimeShare.of(
                attempt(0, 100),
                List.of(
                    new Phase("copy", Phase.Category.SERVER_WORK, 30),
                    new Phase("measure", Phase.Category.WARMUP_AND_MEASUREMENT, 50),
                    new Phase("forks", Phase.Category.HARNESS, 12)))
            .orElseThrow();

    assertThat(time.wallSeconds()).isEqualTo(100);
    assertThat(time.unaccountedSeconds()).isEqualTo(8);
    assertThat(time.harnessRatio()).isCloseTo(0.20, within(1e-12));
  }

  @Test
  void isNotConfusedByAClockThatWasSetBack() {
    TimeShare time =
        TimeShare.of(attempt(0, -5), List.of(new Phase("forks", Phase.Category.HARNESS, 1)))
            .orElseThrow();

    assertThat(time.wallSeconds()).isZero();
    assertThat(time.harnessRatio()).isEqualTo(1);
  }

  @Test
  void leavesOutTheTimeBetweenAttempts() {
    List<Attempt> attempts = List.of(attempt(0, 60).get(0), attempt(86_400, 86_440).get(0));
    TimeShare time =
        TimeShare.of(attempts, List.of(new Phase("copy", Phase.Category.SERVER_WORK, 75)))
            .orElseThrow();

    assertThat(time.wallSeconds()).isEqualTo(100);
    assertThat(time.unaccountedSeconds()).isEqualTo(25);
  }

  @Test
  void hasNoTimeForARunOfNoLength() {
    assertThat(TimeShare.of(attempt(0, 0), List.of())).isEmpty();
  }

  @Test
  void isAllValidOnlyWithPointsAndNoOtherValidity() {
    assertThat(summary(List.of()).allValid()).isFalse();
    assertThat(summary(CannedRun.otherBenchmark().points()).allValid()).isTrue();
    assertThat(summary(CannedRun.complete().points()).allValid()).isFalse();
  }

  @Test
  void makesARunTrustworthyOnlyWhereItIsComplete() {
    assertThat(CannedRun.otherBenchmark().trustworthy()).isTrue();
    assertThat(CannedRun.complete().trustworthy()).isFalse();
    assertThat(CannedRun.interrupted().trustworthy()).isFalse();
  }

  private static List<Attempt> attempt(long fromSecond, long toSecond) {
    return List.of(new Attempt(START.plusSeconds(fromSecond), START.plusSeconds(toSecond)));
  }

  private static Summary summary(List<Point> points) {
    return Summary.of(points, List.of(), List.of(), false);
  }
}
