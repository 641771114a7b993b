package dev.pgassay.result.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Attempt;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.result.run.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
  private final RunRecorder recorder = CannedRun.recorder();

  @Test
  void isIncompleteUntilItHasEnded() {
    Run run = recorder.snapshot(Instant.EPOCH);

    assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
    assertThat(run.statusReason()).hasValue("the run is in progress or was killed");
    assertThat(run.finishedAt()).isEmpty();
  }

  @Test
  void replacesAPointInItsPlace() {
    Point first = point("1").fault(Validity.MISSING, "not begun").build();
    recorder.add(first);
    recorder.add(point("2").build());
    recorder.add(point("1").build());

    assertThat(recorder.snapshot(Instant.EPOCH).points())
        .extracting(it -> it.parameters().get("n") + " " + it.validity())
        .containsExactly("1 VALID", "2 VALID");
  }

  @Test
  void warnsOnce() {
    Warning warning = new Warning(Warning.Kind.UNSTABLE, "forks differ by 40 %", "measure longer");
    recorder.add(warning);
    recorder.add(warning);

    assertThat(recorder.snapshot(Instant.EPOCH).warnings()).containsExactly(warning);
  }

  @Test
  void goesOnWithWhatIsValidAndCountsItsOwnAttempt() {
    Run left = CannedRun.interrupted();
    Instant resumedAt = left.startedAt().plusSeconds(3_600);

    RunRecorder resuming = RunRecorder.resuming(left, resumedAt);
    left.indexBuilds().forEach(resuming::add);
    Run run = resuming.complete(resumedAt.plusSeconds(10));

    assertThat(run.runId()).isEqualTo(left.runId());
    assertThat(run.startedAt()).isEqualTo(left.startedAt());
    assertThat(left.points()).extracting(Point::valid).containsExactly(true, false);
    assertThat(run.points()).containsExactly(left.points().get(0));
    assertThat(run.indexBuilds()).isEqualTo(left.indexBuilds());
    assertThat(run.sittings())
        .containsExactly(left.sittings().get(0), new Attempt(resumedAt, resumedAt.plusSeconds(10)));
  }

  @Test
  void findsTheBuildThatAPointWasMeasuredOn() {
    Run left = CannedRun.interrupted();
    RecordedBuild first = left.indexBuilds().get(0);
    RecordedBuild second =
        new RecordedBuild(
            first.index(),
            first.definition(),
            first.parameters(),
            first.builtAt().plusSeconds(60),
            first.sizeBytes(),
            first.elapsedSeconds(),
            first.walBytes(),
            first.parallelWorkers(),
            first.settings(),
            first.notices());
    RunRecorder resuming = RunRecorder.resuming(left, left.startedAt());
    resuming.add(second);
    Run run = resuming.snapshot(left.startedAt());

    assertThat(run.indexBuild(run.points().get(0))).contains(first);
  }

  @Test
  void handsOutRunsThatDoNotChange() {
    Run before = recorder.snapshot(Instant.EPOCH);
    recorder.add(point("1").build());

    assertThat(before.points()).isEmpty();
  }

  @Test
  void takesPointsFromSeveralThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int first = thread * 100;
      threads.add(new Thread(() -> addPoints(first)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(recorder.snapshot(Instant.EPOCH).points()).hasSize(400);
  }

  private void addPoints(int first) {
    for (int i = first; i < first + 100; i++) {
      recorder.add(point(Integer.toString(i)).build());
      recorder.snapshot(Instant.EPOCH);
    }
  }

  private static PointBuilder point(String n) {
    return Point.builder(new PointKey("Thing", Map.of("n", n)));
  }
}
