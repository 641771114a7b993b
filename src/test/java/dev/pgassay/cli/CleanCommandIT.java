package dev.pgassay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Workspaces on a server given by URL, next to objects of the user's that depend on their tables.
 */
class CleanCommandIT {
  private static final String PLAIN = "clean_plain";
  private static final String MAKER = "clean_maker";
  private static final String SUPER = "clean_super";

  /** A view and a foreign key on our tables, each with a name that takes quotes. */
  private static final String OBJECTS_OF_THE_USER =
      """
      GRANT USAGE ON SCHEMA pgassay TO %1$s;
      GRANT SELECT, REFERENCES ON pgassay.events TO %1$s;
      SET ROLE %1$s;
      CREATE SCHEMA mine;
      CREATE VIEW mine."My events" AS SELECT id, name FROM pgassay.events;
      CREATE TABLE mine.notes (
        event_id uuid CONSTRAINT notes_event REFERENCES pgassay.events ON DELETE CASCADE);
      """;

  private static final String IN_THE_WAY =
      "view mine.\"My events\" depends on table pgassay.events,"
          + " constraint notes_event on table mine.notes depends on table pgassay.events;"
          + " pgassay drops only what it made: remove these first (SQLSTATE 2BP01)\n";

  private final ConnectionTarget postgres = TestServer.superuser("postgres");
  private final ConnectionTarget theirs = TestServer.superuser("clean_command");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path home;

  @BeforeEach
  void makeADatabase() {
    execute(postgres, "CREATE ROLE " + PLAIN + " LOGIN PASSWORD 'guest'");
    execute(postgres, "CREATE ROLE " + MAKER + " LOGIN CREATEROLE PASSWORD 'guest'");
    execute(postgres, "CREATE ROLE " + SUPER + " LOGIN SUPERUSER PASSWORD 'guest'");
    execute(postgres, "CREATE DATABASE clean_command");
    execute(theirs, "CREATE EXTENSION vector");
    execute(theirs, "GRANT CREATE ON DATABASE clean_command TO " + PLAIN + ", " + MAKER);
  }

  @AfterEach
  void dropIt() {
    execute(postgres, "DROP DATABASE clean_command WITH (FORCE)");
    for (String key : List.of("aaa", "aaa__x", "empty_state")) {
      execute(postgres, "DROP DATABASE IF EXISTS pgassay_" + key + " WITH (FORCE)");
    }
    for (String guest : List.of(PLAIN, MAKER, SUPER)) {
      execute(postgres, "DROP OWNED BY " + guest + "; DROP ROLE " + guest);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, MAKER})
  void aMistypedWorkspaceDropsNothing(String user) {
    assertThat(run(user, "schema", "migrate", "--workspace", "aaa")).isEqualTo(ExitCode.OK);
    makeObjectsOf(user);

    assertThat(run(user, "schema", "migrate", "--workspace", "typo")).isEqualTo(ExitCode.FAILURE);

    assertThat(err.toString())
        .isEqualTo(
            ("pgassay: no room for workspace typo in %1$s: workspace aaa exists, and a user who"
                        + " is not a superuser can have only one; remove it with pgassay clean"
                        + " --database postgresql://")
                    .formatted(theirs.display())
                + "%s@%s --workspace aaa%n".formatted(user, theirs.display()));
    assertThat(run(user, "schema", "sizes", "--empty")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("no room for workspace empty_state in ");
    assertObjectsAreThere();
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, MAKER})
  void whatDependsOnAWorkspaceIsNamedAndNotDropped(String user) {
    run(user, "schema", "migrate", "--workspace", "aaa");
    makeObjectsOf(user);
    for (List<String> command :
        List.of(
            List.of("clean", "--workspace", "aaa", "--dry-run"),
            List.of("clean", "--workspace", "aaa"))) {
      assertThat(run(user, command.toArray(String[]::new))).isEqualTo(ExitCode.FAILURE);
      assertThat(err.toString())
          .isEqualTo(
              "pgassay: cannot drop workspace aaa in " + theirs.display() + ": " + IN_THE_WAY);
    }
    assertThat(run(user, "schema", "rollback", "--all")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .startsWith("pgassay: cannot roll back migration 001 event_api: ")
        .contains("view mine.\"My events\" depends on table ")
        .contains("constraint notes_event on table mine.notes depends on table ")
        .hasLineCount(1);
    assertOnlyRightsOfTheUserDiffer(user);
    assertObjectsAreThere();

    execute(theirs, "DROP SCHEMA mine CASCADE");
    assertThat(run(user, "clean", "--workspace", "aaa", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .startsWith("would remove  name  database ")
        .contains("workspace     aaa   " + theirs.display());
    assertOnlyRightsOfTheUserDiffer(user);
    assertThat(run(user, "clean", "--workspace", "aaa")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("removed ");
    assertThat(run(user, "clean")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("there is no workspace on ");
    assertThat(run(user, "schema", "migrate", "--workspace", "typo")).isEqualTo(ExitCode.OK);
  }

  /** All tables of the bookkeeping exist then. */
  @Test
  void aLoadedDatasetIsKeptFromAnotherAndRemovedWithAllThatBelongsToIt() {
    assertThat(run(PLAIN, "load", "--dataset", "tiny")).isEqualTo(ExitCode.OK);
    execute(
        theirs,
        "CREATE INDEX ON pgassay.events (updated_at); INSERT INTO pgassay.topics (name, category)"
            + " VALUES ('mine', 'mine')");
    assertThat(run(PLAIN, "load", "--dataset", "quick")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains(": workspace tiny_").hasLineCount(1);
    assertThat(run(PLAIN, "clean", "--format", "json")).isEqualTo(ExitCode.OK);
    String key = out.toString().replaceAll("(?s).*\"name\" *: *\"(\\w+)\".*", "$1");
    assertThat(key).startsWith("tiny_");
    assertThat(run(PLAIN, "clean", "--workspace", key)).isEqualTo(ExitCode.OK);
    try (Session session = Session.open(theirs)) {
      assertThat(
              session.text(
                  "ask", "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'pgassay%'"))
          .contains("0");
    }
  }

  @Test
  void aTableOfTheUsersInASchemaOfOursIsNamedAndNotDropped() {
    run(PLAIN, "schema", "migrate", "--workspace", "aaa");
    execute(theirs, "SET ROLE " + PLAIN + "; CREATE TABLE pgassay.mine (id int)");
    assertThat(run(PLAIN, "clean", "--workspace", "aaa")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains(": table pgassay.mine depends on schema pgassay; ");
    execute(theirs, "SELECT id FROM pgassay.mine");
  }

  @Test
  void whatHasNoMarkIsLeftAlone() {
    execute(theirs, "CREATE SCHEMA pgassay AUTHORIZATION " + PLAIN);
    execute(theirs, "CREATE TABLE pgassay.mine (id int)");
    assertThat(run(PLAIN, "clean", "--workspace", "aaa")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("schema pgassay in ").contains("was not made by pgassay");
    execute(theirs, "SELECT id FROM pgassay.mine");

    execute(postgres, "CREATE DATABASE pgassay_aaa");
    assertThat(run(SUPER, "clean", "--workspace", "aaa")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .contains("database pgassay_aaa on ")
        .contains("was not made by pgassay");
    assertThat(run(SUPER, "clean", "--workspace", "aaa__x")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("no workspace aaa__x on ").hasLineCount(1);
    assertThat(database("pgassay_aaa")).isTrue();
  }

  @Test
  void aDatabaseOfOursIsRemovedWhereNothingOfTheUsersIsInIt() throws Exception {
    run(SUPER, "schema", "migrate", "--workspace", "aaa");
    ConnectionTarget ours = TestServer.superuser("pgassay_aaa");
    execute(
        ours,
        """
        CREATE TABLE public.notes (id serial);
        CREATE FUNCTION public.twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';
        """);
    for (String dryRun : List.of("--dry-run", "--quiet")) {
      assertThat(run(SUPER, "clean", "--workspace", "aaa", dryRun)).isEqualTo(ExitCode.FAILURE);
      assertThat(err.toString())
          .startsWith("pgassay: cannot drop workspace aaa on ")
          .endsWith(
              ": pgassay did not make table public.notes, function public.twice(integer) in"
                  + " database"
                  + " pgassay_aaa; remove these first\n");
    }
    execute(ours, "DROP TABLE public.notes; DROP FUNCTION public.twice(int)");

    assertThat(run(SUPER, "clean", "--workspace", "aaa", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(database("pgassay_aaa")).isTrue();
    assertThat(run(SUPER, "clean", "--workspace", "aaa", "--format", "json"))
        .isEqualTo(ExitCode.OK);
    JsonNode removed = new ObjectMapper().readTree(out.toString()).at("/removed/0");
    assertThat(removed.get("kind").asText()).isEqualTo("workspace");
    assertThat(removed.get("name").asText()).isEqualTo("aaa");
    assertThat(database("pgassay_aaa")).isFalse();
  }

  @Test
  void aWorkspaceInThePlaceOfTheEmptyStatesIsNotDropped() {
    run(SUPER, "schema", "migrate", "--workspace", "empty_state");
    assertThat(run(SUPER, "schema", "sizes", "--empty", "--workspace", "empty_state"))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("workspace empty_state is on ").contains(" already");
    assertThat(run(SUPER, "clean", "--workspace", "empty_state")).isEqualTo(ExitCode.OK);
    run(SUPER, "schema", "migrate", "--workspace", "aaa");
    assertThat(run(SUPER, "schema", "sizes", "--empty", "--workspace", "aaa"))
        .isEqualTo(ExitCode.OK);
    assertThat(database("pgassay_empty_state")).isFalse();
  }

  @Test
  void aWorkspaceWithTheNameOfACopyIsNotTakenForOne() {
    run(SUPER, "schema", "migrate", "--workspace", "aaa__x");
    assertThat(run(SUPER, "schema", "migrate", "--workspace", "aaa")).isEqualTo(ExitCode.OK);
    assertThat(database("pgassay_aaa__x")).isTrue();
  }

  private void makeObjectsOf(String user) {
    execute(theirs, OBJECTS_OF_THE_USER.formatted(user));
  }

  /** The user's view and foreign key need rights that the migrations do not grant. */
  private void assertOnlyRightsOfTheUserDiffer(String user) {
    run(user, "schema", "verify");
    assertThat(out.toString().lines())
        .isNotEmpty()
        .allMatch(
            line ->
                line.startsWith("workspace aaa ")
                    || line.matches("extra rights on .* to " + user + ": .*"));
  }

  private void assertObjectsAreThere() {
    execute(theirs, "SELECT id FROM mine.\"My events\"");
    try (Session session = Session.open(theirs)) {
      assertThat(
              session.text(
                  "ask", "SELECT count(*) FROM pg_constraint WHERE conname = 'notes_event'"))
          .contains("1");
    }
  }

  private boolean database(String name) {
    try (Session session = Session.open(postgres)) {
      return session.holds(
          "ask", "SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)", name);
    }
  }

  private int run(String user, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--database", url(user)));
    CommandLine commandLine = Main.commandLine(surroundings());
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(words.toArray(String[]::new));
  }

  private String url(String user) {
    return "postgresql://%s:guest@%s".formatted(user, theirs.display());
  }

  private Surroundings surroundings() {
    return new Surroundings(
        Path.of(".."),
        Map.of(),
        Path.of("/nonexistent"),
        home,
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
