package dev.pgassay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.cli.Main;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that need no server, on a dataset of few and short vectors. */
class DatasetCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void makeADataset() throws IOException {
    String tiny = Files.readString(Path.of("..", "datasets", "tiny.yaml"));
    Files.createDirectories(folder.resolve("datasets"));
    Files.writeString(
        folder.resolve("datasets/small.yaml"),
        tiny.replace("events: 1_000", "events: 200")
            .replace("dimensions: 1536", "dimensions: 64")
            .replace("rank: 320", "rank: 32"));
  }

  @Test
  void listsTheDatasetsOfTheProject() throws IOException {
    assertThat(run("dataset", "list")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("small                 200     64  realistic");

    assertThat(run("dataset", "list", "--format", "json")).isEqualTo(ExitCode.OK);
    assertThat(json().findValuesAsText("name")).containsExactly("small");
  }

  @Test
  void describesADatasetWithAnotherSeed() throws IOException {
    assertThat(run("dataset", "describe", "small", "--format", "json")).isEqualTo(ExitCode.OK);
    JsonNode own = json();
    assertThat(run("dataset", "describe", "small", "--seed", "7", "--format", "json"))
        .isEqualTo(ExitCode.OK);

    assertThat(own.path("seed").asLong()).isEqualTo(20_260_731);
    assertThat(json().path("seed").asLong()).isEqualTo(7);
    assertThat(json().path("sha256")).isNotEqualTo(own.path("sha256"));
    assertThat(json().path("relativeContrast").asDouble()).isGreaterThan(1);
  }

  @Test
  void generatesFilesAndListsEachOfThem() throws IOException {
    Path output = folder.resolve("generated");
    assertThat(
            run(
                "dataset",
                "generate",
                "small",
                "--vectors",
                "--output",
                output.toString(),
                "--format",
                "json"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);

    assertThat(json().path("files")).isNotEmpty();
    for (JsonNode file : json().path("files")) {
      assertThat(output.resolve(file.path("name").asText())).hasSize(file.path("bytes").asLong());
    }
  }

  @Test
  void refusesADatasetThatIsNotThere() {
    assertThat(run("dataset", "describe", "smal")).isEqualTo(ExitCode.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("smal").hasLineCount(1);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine =
        Main.commandLine(
            new Surroundings(
                folder,
                Map.of(),
                folder,
                folder,
                false,
                false,
                new Surroundings.BuildVersion("test", Optional.empty(), Optional.empty())));
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }
}
