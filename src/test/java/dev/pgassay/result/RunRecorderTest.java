package dev.pgassay.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
  private final RunRecorder recorder = CannedRun.recorder();

  @Test
  void isIncompleteUntilItHasEnded() {
    Run run = recorder.snapshot();

    assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
    assertThat(run.statusReason()).hasValue("the run goes on or was killed");
    assertThat(run.finishedAt()).isEmpty();
  }

  @Test
  void replacesAPointInItsPlace() {
    Point first = point("1").fault(Validity.MISSING, "not begun").build();
    recorder.add(first);
    recorder.add(point("2").build());
    recorder.add(point("1").build());

    assertThat(recorder.snapshot().points())
        .extracting(it -> it.parameters().get("n") + " " + it.validity())
        .containsExactly("1 VALID", "2 VALID");
  }

  @Test
  void warnsOnce() {
    Warning warning = new Warning(Warning.Kind.UNSTABLE, "forks differ by 40 %", "measure longer");
    recorder.add(warning);
    recorder.add(warning);

    assertThat(recorder.snapshot().warnings()).containsExactly(warning);
  }

  @Test
  void handsOutRunsThatDoNotChange() {
    Run before = recorder.snapshot();
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

    assertThat(recorder.snapshot().points()).hasSize(400);
  }

  private void addPoints(int first) {
    for (int i = first; i < first + 100; i++) {
      recorder.add(point(Integer.toString(i)).build());
      recorder.snapshot();
    }
  }

  private static PointBuilder point(String n) {
    return Point.builder(new PointKey("Thing", Map.of("n", n)));
  }
}
