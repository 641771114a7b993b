package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchemaCatalogIT {
  private static final Workspace WORKSPACE = migrated();

  private static Workspace migrated() {
    Workspace workspace = TestServer.workspace("schema_catalog_it");
    new Migrations(workspace).migrateTo(1);
    return workspace;
  }

  /** The numbers are those of the design: 11, 5, 5, 4 and three times 4. */
  @Test
  void makesExactly37Indexes() {
    Map<String, Long> byTable = new TreeMap<>();
    try (Session session = Session.open(WORKSPACE.target(Role.READ_ONLY))) {
      session.rows(
          "cannot count the indexes",
          row -> byTable.put(row.getString(1), row.getLong(2)),
          "SELECT tablename, count(*) FROM pg_indexes WHERE schemaname = 'pgassay' GROUP BY 1");
    }
    assertThat(byTable)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "events", 11L,
                "speakers", 5L,
                "companies", 5L,
                "topics", 4L,
                "event_speakers", 4L,
                "event_companies", 4L,
                "event_topics", 4L));
  }

  @Test
  void readsTheIndexesThatTheMigrationMakes() {
    assertThat(
            SchemaCatalog.indexes().stream()
                .collect(Collectors.toMap(SchemaIndex::name, SchemaIndex::table)))
        .isEqualTo(liveIndexes());
  }

  @Test
  void readsTheForeignKeysThatTheMigrationMakes() {
    Map<String, String> live = new TreeMap<>();
    try (Session session = Session.open(WORKSPACE.target(Role.READ_ONLY))) {
      session.rows(
          "cannot list the foreign keys",
          row -> live.put(row.getString(1), row.getString(2)),
          """
          SELECT conname, relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
          WHERE k.connamespace = 'pgassay'::regnamespace AND contype = 'f'
          """);
    }
    assertThat(live).hasSize(7);
    assertThat(
            SchemaCatalog.foreignKeys().stream()
                .collect(Collectors.toMap(ForeignKeyDefinition::name, ForeignKeyDefinition::table)))
        .isEqualTo(live);
  }

  @Test
  void writesStatementsThatDropAndMakeTheSameAgain() {
    try (Session session = Session.open(WORKSPACE.target(Role.OWNER))) {
      String schema = WORKSPACE.schema();
      for (ForeignKeyDefinition key : SchemaCatalog.foreignKeys()) {
        session.execute("drop", key.drop(schema));
      }
      for (SchemaIndex index : SchemaCatalog.indexes()) {
        session.execute("drop", index.drop(schema));
      }
      assertThat(liveIndexes()).isEmpty();
      assertThat(SchemaVerifier.verify(WORKSPACE)).hasSize(37 + 15 + 7);

      for (SchemaIndex index : SchemaCatalog.indexes()) {
        session.execute("make", index.create(schema));
        session.execute("comment", index.comment(schema));
      }
      for (ForeignKeyDefinition key : SchemaCatalog.foreignKeys()) {
        session.execute("make", key.create(schema));
      }
    }
    assertThat(SchemaVerifier.verify(WORKSPACE)).isEmpty();
  }

  /** On empty tables every plan costs about the same, so the wrong kinds are switched off. */
  @Test
  void everyIndexServesTheStatementThatItsCommentNames() {
    Map<String, CatalogStatement> statements =
        StatementCatalog.statements().stream()
            .collect(Collectors.toMap(CatalogStatement::name, statement -> statement));
    assertThat(statements).hasSize(37);
    try (Session session = Session.open(WORKSPACE.target(Role.READ_ONLY))) {
      session.execute(
          "cannot set the planner",
          """
          SET plan_cache_mode = force_generic_plan;
          SET enable_seqscan = off;
          SET enable_sort = off;
          SET enable_hashjoin = off;
          SET enable_mergejoin = off;
          """);
      for (SchemaIndex index : SchemaCatalog.indexes()) {
        assertThat(statements).containsKey(index.statement());
        assertThat(plan(session, statements.get(index.statement())))
            .as("plan of " + index.statement())
            .contains(" " + index.name() + " ");
      }
    }
  }

  private static String plan(Session session, CatalogStatement statement) {
    session.execute("prepare", "PREPARE asked AS " + statement.sql());
    String values = "NULL, ".repeat(statement.parameters()).replaceAll(", $", "");
    String plan =
        String.join(
            " \n",
            session.rows(
                "explain",
                row -> row.getString(1),
                "EXPLAIN EXECUTE asked" + (values.isEmpty() ? "" : "(" + values + ")")));
    session.execute("forget", "DEALLOCATE asked");
    return plan + " ";
  }

  private static Map<String, String> liveIndexes() {
    Map<String, String> live = new TreeMap<>();
    try (Session session = Session.open(WORKSPACE.target(Role.READ_ONLY))) {
      session.rows(
          "cannot list the indexes",
          row -> live.put(row.getString(1), row.getString(2)),
          "SELECT indexname, tablename FROM pg_indexes WHERE schemaname = 'pgassay'");
    }
    return live;
  }
}
