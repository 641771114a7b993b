package dev.pgassay.benchmarks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The program with a Docker engine and the files of the reference server's image. */
final class ContainerProgram {
  /** The files of the reference server's image. */
  static final Path IMAGE = Path.of("..", "docker", "postgres").toAbsolutePath().normalize();

  private ContainerProgram() {}

  /** Skips the test if no engine answers. */
  static Program make() throws IOException, InterruptedException {
    assumeTrue(
        engineAnswers(),
        "skipped: no Docker engine answers here (scripts/start-docker starts one)");
    Program program = Program.inTemporaryFolder();
    Path image = Files.createDirectories(program.project().resolve("docker/postgres"));
    try (Stream<Path> files = Files.list(IMAGE)) {
      for (Path file : files.toList()) {
        Files.copy(file, image.resolve(file.getFileName()));
      }
    }
    return program;
  }

  /** Removes the program and the volumes that it made. */
  static void remove(Program program) throws IOException, InterruptedException {
    JsonNode kept =
        new ObjectMapper().readTree(program.call("clean", "--format=json").out()).path("kept");
    for (JsonNode one : kept) {
      if (one.path("kind").asText().equals("volume")) {
        program.call("clean", one.path("name").asText());
      }
    }
    program.close();
  }

  private static boolean engineAnswers() throws IOException, InterruptedException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker")));
    return installed
        && new ProcessBuilder("docker", "version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }
}
