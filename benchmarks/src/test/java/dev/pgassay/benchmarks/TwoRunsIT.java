package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run while another one measures on the machine: this process holds the lock of JMH for it. */
class TwoRunsIT {
  private Program program;

  @BeforeEach
  void makeHome() throws IOException {
    program = Program.inTemporaryFolder();
  }

  @AfterEach
  void removeHome() throws IOException {
    program.close();
  }

  @Test
  void aRunWaitsForThePointOfAnotherAndMeasuresThenItsOwn() throws Exception {
    Path out = program.file("waiting.out");
    Path err = program.file("waiting.err");
    Path folder = Files.createDirectories(program.file("tmp"));
    Process process;
    try (FileChannel file =
            FileChannel.open(
                folder.resolve("jmh.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      process = program.start(out, err, command());
      while (process.isAlive() && !Files.readString(err).contains("holds " + folder)) {
        Thread.sleep(50);
      }
      Thread.sleep(1_000);
      assertThat(held.isValid()).isTrue();
      assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
    }

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    JsonNode points = new ObjectMapper().readTree(out.toFile()).path("points");
    assertThat(points).hasSize(1);
    assertThat(points.get(0).path("validity").asText()).isEqualTo("VALID");
    assertThat(Files.readString(err).split("another run is measuring on this machine")).hasSize(2);
  }

  private static String[] command() {
    return new String[] {
      "run",
      "HnswSearch",
      "--dataset=tiny",
      "--database=local",
      "--param",
      "ef_search=40",
      "--clients=1",
      "--forks=1",
      "--iterations=1",
      "--seconds=1",
      "--quiet",
      "--format=json"
    };
  }
}
