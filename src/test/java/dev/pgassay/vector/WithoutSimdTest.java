package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WithoutSimdTest {
  @Test
  void searchesWithAWarningWhereTheJvmHasNoIncubatorModule() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), WithoutSimd.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    long[][] expected =
        BruteForce.rows(
            ArrayVectors.random(1, 200, 64),
            ArrayVectors.random(2, 3, 64),
            Metric.COSINE,
            5,
            RowFilter.ALL);
    assertThat(output.lines())
        .containsExactly(
            "warning: exact search runs without SIMD and takes many times longer: "
                + "start Java with --add-modules jdk.incubator.vector",
            Arrays.deepToString(expected));
  }
}
