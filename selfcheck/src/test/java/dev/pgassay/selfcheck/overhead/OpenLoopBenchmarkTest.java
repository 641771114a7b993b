package dev.pgassay.selfcheck.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.measure.client.ForkJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Fork;

/** Calls the methods as JMH would, but without it: JMH runs once at a time on a machine. */
class OpenLoopBenchmarkTest {
  private final OpenLoopBenchmark benchmark = new OpenLoopBenchmark();

  @Test
  void measuresALoopThatLosesNoRequest() throws Exception {
    benchmark.clients = 2;
    benchmark.start();
    try {
      assertThat(benchmark.requests().total().notBegun()).isZero();
    } finally {
      benchmark.end();
    }
  }

  @Test
  void runsInAJvmThatIsSetUpLikeAFork() {
    Fork fork = OpenLoopBenchmark.class.getAnnotation(Fork.class);

    assertThat(List.of(fork.jvmArgs())).isEqualTo(ForkJvm.OPTIONS);
  }
}
