package dev.pgassay.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.cli.Main;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands as a user gives them, on a database of the shared server given by URL. */
class SchemaCommandIT {
  private static final String GUEST = "schema_command_guest";

  private final ConnectionTarget postgres = TestServer.superuser("postgres");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeADatabase() {
    execute(postgres, "CREATE ROLE " + GUEST + " LOGIN CREATEROLE PASSWORD 'guest'");
    execute(postgres, "GRANT pg_read_all_stats TO " + GUEST);
    execute(postgres, "CREATE DATABASE schema_command OWNER " + GUEST);
    execute(
        TestServer.superuser("schema_command"),
        "CREATE EXTENSION vector; CREATE EXTENSION pg_stat_statements");
  }

  @AfterEach
  void dropIt() {
    execute(postgres, "DROP DATABASE schema_command WITH (FORCE)");
    execute(postgres, "DROP ROLE " + GUEST);
  }

  @Test
  void migratesVerifiesMeasuresAndTakesBack() throws Exception {
    assertThat(run("migrate")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .startsWith("applied 001 event_api\napplied 002 api_alignment\n")
        .contains("workspace schema in 127.0.0.1:")
        .contains("has all 4 migrations");

    assertThat(run("verify")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualTo("workspace schema is what its migrations make\n");

    assertThat(run("sizes")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("table            heap, bytes  TOAST, bytes  indexes, bytes  total, bytes")
        .containsPattern("events_embedding_hnsw_idx +events +16384");

    assertThat(run("sizes", "--format", "json")).isEqualTo(ExitCode.OK);
    JsonNode sizes = new ObjectMapper().readTree(out.toString());
    assertThat(sizes.get("tables")).hasSize(7);
    assertThat(sizes.at("/tables/4/emptyBytes/rolledBack").asLong()).isEqualTo(221_184);

    assertThat(run("rollback", "--steps", "2", "--format", "json")).isEqualTo(ExitCode.OK);
    assertThat(new ObjectMapper().readTree(out.toString()).get("rolledBack"))
        .extracting(JsonNode::asText)
        .containsExactly("004 computed_scores_all_statements", "003 quality_and_statistics");
    assertThat(run("rollback", "--all")).isEqualTo(ExitCode.OK);
    assertThat(run("rollback")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("has no migration to roll back");
  }

  @Test
  void endsWithOneWhenTheSchemaDiffers() throws Exception {
    run("migrate");
    execute(TestServer.superuser("schema_command"), "DROP INDEX pgassay.speakers_name_idx");
    assertThat(run("verify")).isEqualTo(ExitCode.FAILURE);
    assertThat(out.toString()).startsWith("missing index speakers.speakers_name_idx: CREATE INDEX");
    assertThat(run("verify", "--format", "json")).isEqualTo(ExitCode.FAILURE);
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.get("verified").asBoolean()).isFalse();
    assertThat(answer.at("/differences/0/kind").asText()).isEqualTo("missing");
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    assertThat(run("verify")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .startsWith("pgassay: no workspace on 127.0.0.1:")
        .contains("pgassay schema migrate")
        .hasLineCount(1);
    assertThat(run("rollback", "--steps", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).isEqualTo("pgassay: --steps must be at least 1: 0\n");
    assertThat(run("migrate", "--workspace", "Big Letters")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("workspace Big Letters: a name has 1 to 54 lower-case");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of("schema"));
    words.addAll(List.of(arguments));
    String url =
        "postgresql://%s:guest@%s:%d/schema_command"
            .formatted(GUEST, postgres.host(), postgres.port());
    words.addAll(List.of("--quiet", "--database", url));
    CommandLine commandLine = Main.commandLine(surroundings());
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(words.toArray(String[]::new));
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        Path.of(".."),
        Map.of(),
        Path.of("/nonexistent"),
        Path.of(System.getProperty("java.io.tmpdir")),
        false,
        false,
        new Surroundings.BuildVersion("test", Optional.empty(), Optional.empty()));
  }

  private static void execute(ConnectionTarget target, String sql) {
    try (Session session = Session.open(target)) {
      session.execute("cannot prepare the test", sql);
    }
  }
}
