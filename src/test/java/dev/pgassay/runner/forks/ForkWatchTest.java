package dev.pgassay.runner.forks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForkWatchTest {
  @Test
  void killsAForkThatHangsAndSaysSo() throws Exception {
    Process fork = hanging();
    try (ForkWatch watch = new ForkWatch(Duration.ofSeconds(1), fork)) {
      assertThat(fork.waitFor()).isNotZero();
      assertThatThrownBy(watch::requireInTime)
          .isInstanceOf(OverdueFork.class)
          .hasMessageContaining("did not end within 1 s");
    }
  }

  @Test
  void leavesAForkAloneOnceItIsClosed() throws Exception {
    Process fork = hanging();
    try {
      try (ForkWatch watch = new ForkWatch(Duration.ofMillis(300), fork)) {
        watch.requireInTime();
      }
      assertThat(fork.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      fork.destroyForcibly();
    }
  }

  private static Process hanging() throws IOException {
    return new ProcessBuilder("sleep", "50").start();
  }
}
