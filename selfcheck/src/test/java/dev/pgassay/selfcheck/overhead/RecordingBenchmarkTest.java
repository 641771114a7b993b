package dev.pgassay.selfcheck.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.measure.client.ForkJvm;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Fork;

/** Calls the methods as JMH would, but without it: JMH runs once at a time on a machine. */
class RecordingBenchmarkTest {
  private static final int CALLS = 5_000;

  private final RecordingBenchmark benchmark = new RecordingBenchmark();

  @BeforeEach
  void begin() {
    benchmark.begin();
  }

  @Test
  void recordsALatencyInEachCallButTheFloor() {
    for (int call = 0; call < CALLS; call++) {
      benchmark.clock();
      benchmark.latency();
      benchmark.latencyAndAnswer();
    }
    benchmark.end();

    assertThat(benchmark.recorded()).isEqualTo(2 * CALLS);
  }

  @Test
  void runsInAJvmThatIsSetUpLikeAFork() {
    Fork fork = RecordingBenchmark.class.getAnnotation(Fork.class);

    assertThat(List.of(fork.jvmArgs())).isEqualTo(ForkJvm.OPTIONS);
  }
}
