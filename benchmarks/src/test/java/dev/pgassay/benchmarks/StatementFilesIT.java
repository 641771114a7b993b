package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A user's own statements on a user's own database, whose role may only read. */
class StatementFilesIT {
  private static final String PASSWORD = "orders";

  /** Everything that a run could leave behind: relations, schemas, extensions, roles, databases. */
  private static final String INVENTORY =
      """
      SELECT string_agg(name, ' ' ORDER BY name)
      FROM (
        SELECT 'relation ' || oid FROM pg_class WHERE relnamespace <> 'pg_toast'::regnamespace
        UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname !~ '^pg_'
        UNION ALL SELECT 'extension ' || extname FROM pg_extension
        UNION ALL SELECT 'role ' || rolname FROM pg_roles
        UNION ALL SELECT 'database ' || datname FROM pg_database) AS all_of_it (name)
      """;

  private static Program program;
  private static RunningServer server;

  @BeforeAll
  static void makeShop() throws Exception {
    program = Program.inTemporaryFolder();
    server =
        DatabaseSources.choose("local", program.environment())
            .start(new ServerOptions(Map.of("fsync", "off")), Progress.NONE);
    try (Connection connection = program.superuser("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE shop");
      statement.execute("CREATE ROLE visitor LOGIN");
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword("visitor", PASSWORD.toCharArray(), "scram-sha-256");
    }
    try (Connection connection = program.superuser("shop");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE orders (id integer PRIMARY KEY, customer text NOT NULL, tags jsonb NOT NULL);
          INSERT INTO orders
          SELECT n, 'customer ' || n % 50, jsonb_build_object('rush?', n % 3 = 0)
          FROM generate_series(1, 5000) AS n;
          CREATE INDEX orders_customer_idx ON orders (customer);
          ANALYZE orders;
          GRANT SELECT ON orders TO visitor;
          """);
    }
  }

  @AfterAll
  static void removeShop() throws IOException {
    server.close();
    program.close();
  }

  @Test
  void measuresAStatementAndLeavesNothingBehind() throws Exception {
    Path folder =
        statement(
            "measured",
            """
            -- label: Rush orders of a customer
            -- values: SELECT DISTINCT customer FROM orders ORDER BY customer
            -- index: orders_customer_idx
            -- rows: 20..100
            SELECT id, tags -> 'rush?' AS rush
            FROM orders
            WHERE customer = :customer AND tags ? 'rush?' AND tags @> '{"rush?": true}'::jsonb
            ORDER BY id
            """);
    String before = inventory();

    Outcome outcome = run(folder, "--format", "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode run = new ObjectMapper().readTree(outcome.out());
    assertThat(run.at("/dataset/name").asText()).isEqualTo("shop");
    assertThat(run.path("points")).hasSize(1);
    JsonNode table = run.path("tableSizes").get(0);
    assertThat(table.path("table").asText()).isEqualTo("orders");
    assertThat(table.path("estimatedRows").asLong()).isEqualTo(5000);
    assertThat(table.at("/indexBytes/orders_customer_idx").asLong()).isPositive();
    JsonNode point = run.path("points").get(0);
    assertThat(point.path("benchmark").asText()).isEqualTo("measured");
    assertThat(point.path("validity").asText()).isEqualTo("VALID");
    assertThat(point.at("/latency/operations").asLong()).isPositive();
    assertThat(inventory()).isEqualTo(before);
  }

  @Test
  void namesTheLineOfWhatTheServerRefuses() throws Exception {
    Path folder =
        statement("misspelt", "-- rows: 1..\n\nSELECT id\nFROM orders\nWHERE custmer = 'a'\n");

    Outcome outcome = run(folder);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("misspelt.sql:5: the server refuses the statement: ERROR: column \"custmer\"");
  }

  @Test
  void measuresTheOtherStatementsWhereSomeAreRefused() throws Exception {
    Path folder = statement("some", "good", "SELECT id FROM orders WHERE id = 7");
    statement("some", "misspelt", "-- rows: 1..\n\nSELECT id\nFROM orders\nWHERE custmer = 'a'\n");
    statement("some", "short", "-- rows: 30\nSELECT id FROM orders WHERE id < 11");
    statement("some", "nowhere", "-- index: orders_city_idx\nSELECT id FROM orders WHERE id = 7");

    Outcome outcome = run(folder, "--format", "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("misspelt.sql:5: the server refuses the statement: ERROR: column \"custmer\"")
        .contains("short.sql:2: it returned 10 rows, but rows says 30")
        .contains("nowhere.sql:2: its header requires index orders_city_idx, which does not exist");
    Map<String, String> validities = new TreeMap<>();
    new ObjectMapper()
        .readTree(outcome.out())
        .path("points")
        .forEach(
            point ->
                validities.put(point.path("benchmark").asText(), point.path("validity").asText()));
    assertThat(validities)
        .isEqualTo(
            Map.of(
                "good", "VALID", "misspelt", "INVALID", "short", "INVALID", "nowhere", "INVALID"));
  }

  @Test
  void refusesAStatementThatWrites() throws Exception {
    Path folder = statement("writes", "DELETE FROM orders RETURNING id");

    Outcome outcome = run(folder);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains("writes.sql:1: ").contains("read-only transaction");
  }

  @Test
  void aPointWhosePlanLeavesTheIndexIsInvalid() throws Exception {
    Path folder =
        statement(
            "plan", "-- index: orders_customer_idx\nSELECT count(*) FROM orders WHERE id > 9");

    Outcome outcome = run(folder);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.out()).contains("the plan does not use orders_customer_idx");
  }

  @Test
  void answersThatDifferAreInvalidUnlessTheFileSaysThatTheyMay() throws Exception {
    String values = "-- values: SELECT DISTINCT customer FROM orders ORDER BY customer\n";
    String query =
        "SELECT id FROM orders WHERE customer = :customer ORDER BY id"
            + " LIMIT 50 + (random() * 50)::integer";
    Path folder = statement("differing", values + query);
    statement("differing", "growing", values + "-- answers: may differ\n" + query);
    statement("differing", "searched", values + "-- recall: 0.2\n-- answers: may differ\n" + query);

    Outcome outcome = run(folder, "--format", "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    Map<String, JsonNode> points = new TreeMap<>();
    new ObjectMapper()
        .readTree(outcome.out())
        .path("points")
        .forEach(point -> points.put(point.path("benchmark").asText(), point));
    assertThat(points.get("differing").path("validity").asText()).isEqualTo("INVALID");
    assertThat(points.get("differing").toString()).contains("gave another answer");
    assertThat(points.get("growing").path("validity").asText()).isEqualTo("VALID");
    assertThat(points.get("searched").path("validity").asText()).isEqualTo("VALID");
    assertThat(points.get("searched").at("/recall/meanRatio").asDouble()).isBetween(0.5, 1.0);
  }

  @Test
  void rowsThatAreAsNearAsTheLastAreNotMissed() throws Exception {
    asSuperuser(
        """
        CREATE EXTENSION vector;
        CREATE TABLE docs (id integer PRIMARY KEY, embedding vector(3));
        INSERT INTO docs SELECT n, '[1,1,1]' FROM generate_series(1, 900) AS n;
        INSERT INTO docs SELECT n, ARRAY[n % 40, n % 7, 1] FROM generate_series(901, 1000) AS n;
        INSERT INTO docs SELECT n, NULL FROM generate_series(1001, 1010) AS n;
        INSERT INTO docs VALUES (1011, '[0,0,0]');
        CREATE TABLE notes AS SELECT n AS id, ARRAY[n, n % 7, 1]::vector(3) AS embedding
        FROM generate_series(1, 3000) AS n;
        CREATE INDEX notes_embedding_idx ON notes USING hnsw (embedding vector_l2_ops);
        ANALYZE notes;
        GRANT SELECT ON notes TO visitor;
        CREATE INDEX docs_embedding_idx ON docs USING hnsw (embedding vector_cosine_ops);
        ANALYZE docs;
        GRANT SELECT ON docs TO visitor
        """);
    String from = "SELECT id, embedding <=> :query AS far FROM docs ";
    String order = "ORDER BY embedding <=> :query LIMIT 10";
    Path folder =
        statement(
            "near",
            "equal",
            "-- values: SELECT '[1,1,1]'::vector AS query\n-- recall: 1\n" + from + order);
    statement(
        "near",
        "few",
        "-- values: SELECT '[1,1,1]'::vector AS query\n-- recall: 1\n-- distance: far\n"
            + from
            + "WHERE id > 995 "
            + order);
    statement(
        "near",
        "self",
        "-- values: SELECT embedding AS query, id FROM notes\n"
            + "-- recall: 0.1\n-- index: notes_embedding_idx\n-- exclude: id = :id\n"
            + "SELECT id, embedding <-> :query AS far FROM notes ORDER BY far LIMIT 10");

    Outcome outcome = run(folder, "--format", "json");

    assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isZero();
    for (JsonNode point : new ObjectMapper().readTree(outcome.out()).path("points")) {
      assertThat(point.path("validity").asText()).as(point.toString()).isEqualTo("VALID");
      boolean self = point.path("benchmark").asText().equals("self");
      assertThat(point.at("/recall/meanRatio").asDouble())
          .as(point.path("benchmark").asText())
          .isBetween(self ? 0.9 : 1, 1.0);
      assertThat(point.at("/recall/k").asInt()).isLessThan(self ? 10 : 11);
    }
    assertThat(outcome.err())
        .contains("few: 5 rows without a distance", "are left out of the exact answers")
        .doesNotContain("self: the nearest row");
  }

  @Test
  void refusesADistanceOrExclusionThatIsNotThere() throws Exception {
    String values = "-- values: SELECT n AS query FROM generate_series(1, 3) AS n\n";
    String query = "SELECT id, abs(id - :query) AS far FROM orders ORDER BY 2, 1 LIMIT 5";
    for (String line :
        List.of(
            "distance: fr | distance names column fr, and the answer has id, far",
            "distance: far | distance names column far, which has no floating-point number but int4",
            "exclude: ident = :query | exclude names column ident, and the answer has id, far",
            "exclude: id = :self | the values query has no column for :self of exclude")) {
      String[] parts = line.split(" [|] ");
      Path folder = statement("absent", values + "-- recall: 0.5\n-- " + parts[0] + "\n" + query);

      Outcome outcome = run(folder);

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.err()).contains("absent.sql:", parts[1]);
    }
  }

  @Test
  void keepsABaselineThatHoldsAtAnotherAddressForTheSameData() throws Exception {
    asSuperuser(
        """
        CREATE TABLE parcels (id integer PRIMARY KEY, weight integer NOT NULL);
        INSERT INTO parcels SELECT n, n % 100 FROM generate_series(1, 4000) AS n;
        VACUUM ANALYZE parcels;
        GRANT SELECT ON parcels TO visitor;
        """);
    Path folder = statement("parcels", "SELECT id FROM parcels WHERE weight = 7 ORDER BY id");
    String first = id(run(folder, "--format", "json"));
    Outcome saved = program.call("baseline", "save", "parcels", first);
    assertThat(saved.exitCode()).as(saved.err()).isZero();
    assertThat(program.call("baseline", "show", "parcels").out()).contains("parcels", "heap bytes");

    String port = server.info().display().split(":")[1];
    String elsewhere = id(runAt("localhost:" + port, folder, "--format", "json"));
    Outcome same = program.call("compare", "parcels", elsewhere);
    assertThat(same.exitCode()).as(same.out() + same.err()).isZero();

    asSuperuser("UPDATE parcels SET weight = weight; ANALYZE parcels");
    String bloated = id(run(folder, "--format", "json"));
    Outcome larger = program.call("compare", "parcels", bloated);
    assertThat(larger.exitCode()).as(larger.out() + larger.err()).isEqualTo(3);
    assertThat(larger.out()).contains("table parcels");

    asSuperuser(
        "INSERT INTO parcels SELECT n, 1 FROM generate_series(4001, 8000) AS n; ANALYZE parcels");
    String grown = id(run(folder, "--format", "json"));
    Outcome other = program.call("compare", "parcels", grown);
    assertThat(other.exitCode()).as(other.out() + other.err()).isEqualTo(4);
    assertThat(other.err()).contains("rows of parcels", "save the baseline again");
  }

  private static void asSuperuser(String statements) throws Exception {
    try (Connection connection = program.superuser("shop");
        Statement statement = connection.createStatement()) {
      // One by one, since VACUUM cannot be in the transaction that several make.
      for (String one : statements.split(";")) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
    }
  }

  private static String id(Outcome outcome) throws IOException {
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out()).path("runId").asText();
  }

  private static Outcome run(Path folder, String... more) throws Exception {
    return runAt(server.info().display(), folder, more);
  }

  private static Outcome runAt(String address, Path folder, String... more) throws Exception {
    String[] always = {
      "run",
      "--sql",
      folder.toString(),
      "--database",
      "postgresql://visitor@" + address + "/shop",
      "--clients",
      "1",
      "--forks",
      "1",
      "--iterations",
      "1",
      "--warmup-iterations",
      "0"
    };
    return program
        .with(Map.of("PGPASSWORD", PASSWORD))
        .call(Stream.concat(Stream.of(always), Stream.of(more)).toArray(String[]::new));
  }

  private static Path statement(String name, String text) throws IOException {
    return statement(name, name, text);
  }

  private static Path statement(String group, String name, String text) throws IOException {
    Path folder = Files.createDirectories(program.file("sql-" + group));
    Files.writeString(folder.resolve(name + ".sql"), text);
    return folder;
  }

  private static String inventory() throws Exception {
    try (Connection connection = program.superuser("shop");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(INVENTORY)) {
      row.next();
      return row.getString(1);
    }
  }
}
