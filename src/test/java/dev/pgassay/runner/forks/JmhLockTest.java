package dev.pgassay.runner.forks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class JmhLockTest {
  /** The end of the message of JMH 1.37. */
  private static final String TAIL =
      " the JMH lock (/tmp/jmh.lock), exiting. Use -Djmh.ignoreLock=true to forcefully continue.";

  private static final RunnerException HELD =
      new RunnerException("ERROR: Another JMH instance might be running. Unable to acquire" + TAIL);

  private final List<String> warnings = new ArrayList<>();

  @Test
  void saysOnceWhatIsWaitedFor() throws InterruptedException {
    JmhLock lock = lock(Duration.ofMinutes(1));

    assertThat(lock.awaitAfter(HELD)).isTrue();
    assertThat(lock.awaitAfter(HELD)).isTrue();

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("another run is measuring on this machine and holds /tmp/jmh.lock");
  }

  @Test
  void givesUpInOneLineThatSaysWhatToDo() {
    assertThatThrownBy(() -> lock(Duration.ofNanos(-1)).awaitAfter(HELD))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("has held /tmp/jmh.lock for")
        .hasMessageContaining("continue with --resume");
  }

  @Test
  void namesAnotherFolderWhereTheLockIsNotOurs() {
    RunnerException denied =
        new RunnerException(
            "ERROR: Unexpected exception while trying to acquire" + TAIL,
            new IOException("/tmp/jmh.lock (Permission denied)"));

    assertThatThrownBy(() -> lock(Duration.ofMinutes(1)).awaitAfter(denied))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "JMH cannot use its lock /tmp/jmh.lock: /tmp/jmh.lock (Permission denied); give this"
                + " run"
                + " another temporary folder: PGASSAY_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
  }

  @Test
  void leavesAForkThatDiedAlone() throws InterruptedException {
    assertThat(lock(Duration.ofMinutes(1)).awaitAfter(new RunnerException("Benchmark error")))
        .isFalse();
    assertThat(lock(Duration.ofMinutes(1)).awaitAfter(new RunnerException())).isFalse();
    assertThat(warnings).isEmpty();
  }

  private JmhLock lock(Duration patience) {
    return new JmhLock(
        new Progress() {
          @Override
          public void say(String line) {}

          @Override
          public void warn(String line) {
            warnings.add(line);
          }

          @Override
          public Task start(String name, long total, String unit) {
            return Task.NONE;
          }
        },
        patience);
  }
}
