package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Migrations of a user's own database, whose role owns it and may create databases. */
class CopiesIT {
  private static final String PASSWORD = "orders";

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
      statement.execute("CREATE ROLE keeper LOGIN CREATEDB");
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword("keeper", PASSWORD.toCharArray(), "scram-sha-256");
      statement.execute("CREATE DATABASE shop OWNER keeper");
    }
    try (Connection connection = program.superuser("shop");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE orders (id integer PRIMARY KEY, customer text NOT NULL, note text);
          INSERT INTO orders SELECT n, 'customer ' || n % 50 FROM generate_series(1, 20000) AS n;
          CREATE INDEX orders_customer_idx ON orders (customer, id);
          ALTER TABLE orders OWNER TO keeper;
          ANALYZE orders;
          """);
    }
    Path queries = Files.createDirectories(program.file("queries"));
    Files.writeString(
        queries.resolve("of_customer.sql"),
        """
        -- values: SELECT DISTINCT customer FROM orders ORDER BY customer
        -- rows: 20
        SELECT id, customer FROM orders WHERE customer = :customer ORDER BY id LIMIT 20
        """);
    Files.writeString(
        queries.resolve("noted.sql"), "SELECT id, note FROM orders WHERE id BETWEEN 100 AND 120");
  }

  @AfterAll
  static void removeShop() throws IOException {
    server.close();
    program.close();
  }

  @Test
  void tellsWhatAMigrationBreaksAndLeavesNothingBehind() throws Exception {
    List<String> before = databases();

    Outcome outcome =
        ab("DROP INDEX orders_customer_idx; ALTER TABLE orders RENAME note TO remark");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains("noted.sql:1: the server refuses the statement: ERROR: column \"note\"")
        .contains("REGRESSED of_customer clients=1 plan: orders_customer_idx is no longer used")
        .contains("index orders_customer_idx");
    assertThat(databases()).isEqualTo(before);
  }

  @Test
  void blamesNoMigrationThatChangesNothing() throws Exception {
    Outcome outcome = ab("SELECT 1");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isIn(0, 4);
    assertThat(outcome.err()).contains("copying database shop", "_ab_contender");
  }

  @Test
  void refusesAMigrationThatFailsBeforeAnythingIsMeasured() throws Exception {
    List<String> before = databases();

    Outcome outcome = ab("ALTER TABLE orders ADD COLUMN n nonsense");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("--arm-sql: cannot execute ", "type \"nonsense\" does not exist")
        .doesNotContain("try of_customer");
    assertThat(databases()).isEqualTo(before);
  }

  @Test
  void needsLeaveToMakeCopiesAndADatabaseToCopy() throws Exception {
    Path script = Files.writeString(program.file("leave.sql"), "SELECT 1");
    Outcome without = call("--arm-sql", script.toString());
    assertThat(without.exitCode()).as(without.err()).isEqualTo(2);
    assertThat(without.err()).contains("add --copies");

    Outcome ofDataset = program.call("ab", "HnswSearch", "--database", "local", "--copies");
    assertThat(ofDataset.exitCode()).as(ofDataset.err()).isEqualTo(2);
    assertThat(ofDataset.err()).contains("--copies is for statements on your own database");
  }

  private static Outcome ab(String migration) throws Exception {
    Path script = Files.writeString(program.file("migration.sql"), migration);
    return call("--arm-sql", script.toString(), "--copies", "--budget", "10s");
  }

  private static Outcome call(String... more) throws Exception {
    Stream<String> always =
        Stream.of(
            "ab",
            "--sql",
            program.file("queries").toString(),
            "--database",
            "postgresql://keeper@" + server.info().display() + "/shop");
    return program
        .with(Map.of("PGPASSWORD", PASSWORD))
        .call(Stream.concat(always, Stream.of(more)).toArray(String[]::new));
  }

  private static List<String> databases() throws Exception {
    try (Connection connection = program.superuser("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT datname FROM pg_database ORDER BY 1")) {
      List<String> names = new ArrayList<>();
      while (row.next()) {
        names.add(row.getString(1));
      }
      return names;
    }
  }
}
