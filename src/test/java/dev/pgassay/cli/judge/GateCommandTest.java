package dev.pgassay.cli.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgassay.cli.Main;
import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The committed baseline, edited as a stranger would; no server is ever reached. */
class GateCommandTest {
  private static final Path COMMITTED = Path.of("..", "results/baselines/quick/baseline.json");
  private static final String ASKS =
      "pgassay: baseline quick: it was recorded on a server given by URL, and gate does not take"
          + " a URL from a baseline; name the server with --database URL or in"
          + " PGASSAY_URL\n";

  @TempDir private Path home;
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void connectsToNoServerThatABaselineNames() throws IOException {
    assertThat(refusal(arguments("run", "quick", "--database", "postgresql://u@evil.example/x")))
        .isEqualTo(ASKS);
    assertThat(refusal(arguments("run", "quick", "--database=url"))).isEqualTo(ASKS);
    ObjectNode byUrl = arguments("run", "quick");
    arm(byUrl).put("serverSource", "url");
    assertThat(refusal(byUrl)).isEqualTo(ASKS);
  }

  @Test
  void readsNoDatasetFromAFileThatABaselineNames() throws IOException {
    assertThat(refusal(arguments("run", "quick", "--database=local", "--dataset", "/etc/passwd")))
        .isEqualTo(
            "pgassay: baseline quick: --dataset /etc/passwd is not taken from a baseline; name"
                + " it on"
                + " the command line of gate, or record the baseline again\n");
  }

  @Test
  void readsNoArgumentsFromAFileThatABaselineNames() throws IOException {
    Path secrets = Files.writeString(home.resolve("secrets"), "--token-of-a-file\n");
    assertThat(refusal(arguments("run", "--database=local", "--clients", "@" + secrets)))
        .contains("--clients @" + secrets + " is not taken from a baseline")
        .doesNotContain("token-of-a-file");
  }

  @Test
  void runsNoImageThatABaselineNamesOtherwiseThanByDigest() throws IOException {
    assertThat(refusal(arguments("run", "quick", "--database=docker", "--image=evil/db:latest")))
        .contains("--image evil/db:latest is not taken from a baseline");
  }

  @Test
  void runsTheContentOfAnImageThatAnOlderBaselineNames() throws IOException {
    ObjectNode older = arguments("run", "quick", "--database=docker", "--image=db:1");
    String id = "sha256:" + "a1".repeat(32);
    arm(older).putObject("image").put("name", "db:1").put("id", id).putArray("registryDigests");
    assertThat(words(replayed(older)))
        .containsExactly("quick", "--database=docker", "--image=" + id);
  }

  @Test
  void runsNoCommandButRun() throws IOException {
    assertThat(refusal(arguments("clean", "--all")))
        .isEqualTo(
            "pgassay: baseline quick: it was not recorded by pgassay run; record it again\n");
  }

  @Test
  void runsItsStatementsOnNoServerGivenByUrl() throws IOException {
    ObjectNode withStatements = arguments("run", "--sql", "queries", "--database=local");
    arm(withStatements).putObject("statements").put("evil", "SELECT pg_read_file('/etc/passwd')");
    assertThat(refusal(withStatements, "--database", "postgresql://u@127.0.0.1:1/x"))
        .isEqualTo(
            "pgassay: baseline quick: its stored statements are executed only on servers that"
                + " pgassay starts, not on one given by URL; name the folder of the statements"
                + " to execute with --sql DIR\n");
    assertThat(refusal(withStatements, "--base-rev", "HEAD"))
        .startsWith(
            "pgassay: --base-rev HEAD needs --sql DIR here: baseline quick holds statements");
    assertThat(refusal(arguments("run"), "--sql", home.toString()))
        .contains("it has no statements that --sql could be compared with");
  }

  @Test
  void writesNoFileOfAStatementsName() throws IOException {
    ObjectNode outside = arguments("run");
    arm(outside).putObject("statements").put("../../evil", "SELECT 1");
    assertThat(call(outside).err())
        .contains("is not a consistent baseline: the name of a statement has letters")
        .hasLineCount(1);
  }

  @Test
  void measuresTheCommittedBaselineWithProgressShown() throws IOException {
    ReplayedRun replayed = replayed(json.readValue(COMMITTED.toFile(), ObjectNode.class));
    assertThat(replayed.notice())
        .contains("baseline quick: ignored --quiet, which gate does not take from a baseline");
    assertThat(words(replayed)).containsExactly("quick", "--database=local");
  }

  @Test
  void namesAllThatItPassesOverInOneNotice() throws IOException {
    ReplayedRun replayed =
        replayed(
            arguments(
                "run",
                "HnswSearch|(a+)+$",
                "--output=/tmp/evil",
                "--quiet",
                "--sql",
                "q",
                "--set",
                "shared_preload_libraries=evil",
                "--set=work_mem=8MB",
                "--database=local"));
    assertThat(replayed.notice())
        .contains(
            "baseline quick: ignored --output, --quiet, --sql, --set"
                + " shared_preload_libraries, which gate does not take from a baseline; the"
                + " statements stored in it are measured; name the present ones with --sql DIR");
    assertThat(words(replayed))
        .contains("--set=work_mem=8MB", "--database=local")
        .noneMatch(word -> word.contains("evil") || word.contains("(a+)+"))
        .first()
        .asString()
        .startsWith("^(")
        .contains("HnswSearch");
  }

  private ReplayedRun replayed(ObjectNode baseline) throws IOException {
    save(baseline);
    return new ReplayedRun(surroundings().recordings().find("quick"), Map.of(), Map.of());
  }

  private List<String> words(ReplayedRun replayed) {
    return replayed.command(new CommonOptions(), surroundings()).arguments();
  }

  private ObjectNode arguments(String... words) throws IOException {
    ObjectNode baseline = json.readValue(COMMITTED.toFile(), ObjectNode.class);
    arm(baseline).putPOJO("arguments", words);
    return baseline;
  }

  private static ObjectNode arm(ObjectNode baseline) {
    return (ObjectNode) baseline.get("arm");
  }

  private String refusal(ObjectNode baseline, String... options) throws IOException {
    Outcome outcome = call(baseline, options);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).hasLineCount(1);
    return outcome.err();
  }

  private record Outcome(int exitCode, String err) {}

  private Outcome call(ObjectNode baseline, String... options) throws IOException {
    save(baseline);
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine(surroundings()).setErr(new PrintWriter(err));
    String[] words = new String[options.length + 2];
    words[0] = "gate";
    words[1] = "quick";
    System.arraycopy(options, 0, words, 2, options.length);
    return new Outcome(commandLine.execute(words), err.toString());
  }

  private void save(ObjectNode baseline) throws IOException {
    Path folder = Files.createDirectories(home.resolve("results/baselines/quick"));
    json.writeValue(folder.resolve("baseline.json").toFile(), baseline);
  }

  private Surroundings surroundings() {
    return new Surroundings(
        home,
        Map.of(),
        home,
        home,
        false,
        false,
        new Surroundings.BuildVersion("test", Optional.empty(), Optional.empty()));
  }
}
