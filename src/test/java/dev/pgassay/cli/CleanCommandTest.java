package dev.pgassay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CleanCommandTest {
  private static final String RUN = "20261123T101112Z-quick-3fa9c1";

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void keepARunACacheAndAFolderOfAnother() throws IOException {
    Path run = Files.createDirectories(home.resolve("results/runs").resolve(RUN));
    Files.writeString(run.resolve("run.json"), "{}");
    Files.createDirectories(home.resolve("results/runs/mine"));
    Files.writeString(
        Files.createDirectories(home.resolve("datasets/cache")).resolve("truth"), "1234567");
  }

  @Test
  void listsWhatIsKeptAndRemovesNothing() {
    assertThat(clean()).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("cache +cache +.*datasets/cache +- +7 B")
        .containsPattern("run +" + RUN + " ")
        .doesNotContain("mine");
    assertThat(home.resolve("datasets/cache/truth")).exists();
  }

  @Test
  void removesWhatIsNamedAndNothingElse() {
    assertThat(clean("--dry-run", RUN)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("would remove").contains(RUN);
    assertThat(home.resolve("results/runs").resolve(RUN)).exists();

    assertThat(clean(RUN)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("removed");
    assertThat(home.resolve("results/runs").resolve(RUN)).doesNotExist();
    assertThat(home.resolve("results/runs/mine")).exists();
    assertThat(home.resolve("datasets/cache/truth")).exists();
  }

  @Test
  void removesNothingWhenOneNameIsWrong() {
    assertThat(clean("cache", "../..")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualTo(
            "pgassay: ../..: nothing with that name is stored; there are cache, " + RUN + "\n");
    assertThat(home.resolve("datasets/cache/truth")).exists();
  }

  @Test
  void answersInJson() throws IOException {
    assertThat(clean("--format", "json")).isEqualTo(ExitCode.OK);
    JsonNode kept = new ObjectMapper().readTree(out.toString()).get("kept");
    assertThat(kept).hasSize(2);
    assertThat(kept.get(0).get("sizeBytes").asLong()).isEqualTo(7);
    assertThat(clean("--format", "json", "--dry-run", "cache")).isEqualTo(ExitCode.OK);
    assertThat(new ObjectMapper().readTree(out.toString()).get("wouldRemove")).hasSize(1);
  }

  private int clean(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of("clean"));
    words.addAll(List.of(arguments));
    CommandLine commandLine = Main.commandLine(surroundings());
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(words.toArray(String[]::new));
  }

  private Surroundings surroundings() {
    return new Surroundings(
        home,
        Map.of("PGASSAY_HOME", home.resolve("pgassay").toString()),
        home,
        home,
        false,
        false,
        new Surroundings.BuildVersion("test", Optional.empty(), Optional.empty()));
  }
}
