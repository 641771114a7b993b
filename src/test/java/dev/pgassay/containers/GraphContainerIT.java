package dev.pgassay.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph that loading makes if the server has AGE, asked in Cypher and in SQL. */
@Tag("alone")
class GraphContainerIT {
  private static final LoadOptions OPTIONS = new LoadOptions(2, new BuildLimits(131_072, 1));
  private static final String LOOK = "cannot look";

  @TempDir private static Path home;

  private static ReferenceServer container;
  private static RunningServer server;
  private static Workspace workspace;
  private static LoadReport report;

  @BeforeAll
  static void load() {
    DockerCli.assumeEngine();
    ReferenceServer.build();
    container = ReferenceServer.start("secret");
    server = container.open("postgres", "secret", "postgres", home);
    workspace = server.workspace("graph");
    report = load(workspace);
  }

  @AfterAll
  static void remove() {
    if (server != null) {
      server.close();
    }
    if (container != null) {
      container.close();
    }
  }

  @Test
  void hasVertexForEachEntityAndAnEdgeForEachLink() {
    assertThat(report.phaseSeconds()).containsKey("graph");
    assertCount("MATCH (v:Speaker) RETURN count(v)", "speakers");
    assertCount("MATCH (v:Event) RETURN count(v)", "events");
    assertCount("MATCH (v:Company) RETURN count(v)", "companies");
    assertCount("MATCH (v:Topic) RETURN count(v)", "topics");
    assertCount("MATCH (:Speaker)-[e:SPEAKS_AT]->(:Event) RETURN count(e)", "event_speakers");
    assertCount("MATCH (:Company)-[e:TAKES_PART_IN]->(:Event) RETURN count(e)", "event_companies");
    assertCount("MATCH (:Event)-[e:IS_ABOUT]->(:Topic) RETURN count(e)", "event_topics");
    assertCount(
        "MATCH (:Topic)-[e:IS_PART_OF]->(:Topic) RETURN count(e)",
        "topics WHERE parent_id IS NOT NULL");
  }

  @Test
  void answersInCypherWhatJoinsAnswerInSql() {
    String speaker =
        text(
            "SELECT speaker_id FROM event_speakers GROUP BY 1"
                + " ORDER BY count(*) DESC, speaker_id LIMIT 1");
    List<String> joined =
        rows(
            """
            SELECT DISTINCT '"' || other.speaker_id || '"'
            FROM event_speakers AS own
            JOIN event_speakers AS other USING (event_id)
            WHERE own.speaker_id = '%1$s' AND other.speaker_id <> '%1$s'
            ORDER BY 1
            """
                .formatted(speaker));

    List<String> matched =
        rows(
            """
            SELECT id
            FROM ag_catalog.cypher('pgassay_graph', $$
              MATCH (s:Speaker)-[:SPEAKS_AT]->(:Event)<-[:SPEAKS_AT]-(other:Speaker)
              WHERE s.id = '%s'
              RETURN DISTINCT other.id
            $$) AS (id ag_catalog.agtype)
            ORDER BY 1
            """
                .formatted(speaker));

    assertThat(matched).isNotEmpty().isEqualTo(joined);
  }

  @Test
  void findsVertexByItsIdThroughTheIndex() {
    String plan =
        String.join(
            "\n",
            rows(
                """
                EXPLAIN SELECT * FROM ag_catalog.cypher('pgassay_graph', $$
                  MATCH (s:Event) WHERE s.id = 'x' RETURN s.name
                $$) AS (name ag_catalog.agtype)
                """));

    assertThat(plan).contains("\"Event_key_idx\"").doesNotContain("Seq Scan on \"Event\"");
  }

  @Test
  void isTheSameForTheSameDatasetAndLeavesTheSchemaAlone() {
    Workspace second = server.workspace("graph_again");
    load(second);

    assertThat(contents(second)).isEqualTo(contents(workspace));
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
  }

  @Test
  void isReplacedWithTheDataset() {
    Workspace replaced = server.workspace("graph_replaced");
    load(replaced);
    DatasetLoader.load(
        LoadSource.of(
            DatasetGenerator.of(
                new DatasetCatalog(Path.of("..", "datasets")).find("tiny").withSeed(7))),
        replaced,
        OPTIONS,
        Progress.NONE);

    assertThat(contents(replaced)).isNotEqualTo(contents(workspace));
  }

  @Test
  void goesWithTheTablesWhenTheyAreRolledBack() {
    Workspace undone = server.workspace("graph_undone");
    load(undone);
    new Migrations(undone).rollbackAll();

    try (Session session = Session.open(undone.target(Role.OWNER))) {
      assertThat(
              session.rows(LOOK, row -> row.getString(1), "SELECT name FROM ag_catalog.ag_graph"))
          .isEmpty();
      assertThat(session.holds(LOOK, "SELECT to_regnamespace('pgassay_graph') IS NULL")).isTrue();
    }
    assertThat(new Migrations(undone).migrate()).hasSize(Migrations.all().size());
    assertThat(SchemaVerifier.verify(undone)).isEmpty();
  }

  @Test
  void canBeExtendedByTheWritingRole() {
    try (Session session = session(Role.READ_WRITE)) {
      String created =
          session.rolledBack(
              LOOK,
              () ->
                  session
                      .text(
                          LOOK,
                          """
                          SELECT id FROM ag_catalog.cypher('pgassay_graph', $$
                            MATCH (e:Event) WITH e LIMIT 1
                            CREATE (s:Speaker {id: 'new', name: 'New'})-[:SPEAKS_AT]->(e)
                            RETURN s.id
                          $$) AS (id ag_catalog.agtype)
                          """)
                      .orElseThrow());
      assertThat(created).isEqualTo("\"new\"");
    }
  }

  private static LoadReport load(Workspace into) {
    return DatasetLoader.load(
        LoadSource.of(
            DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"))),
        into,
        OPTIONS,
        Progress.NONE);
  }

  private static void assertCount(String cypher, String table) {
    assertThat(
            text(
                "SELECT n FROM ag_catalog.cypher('pgassay_graph', $$ %s $$) AS (n ag_catalog.agtype)"
                    .formatted(cypher)))
        .as(cypher)
        .isNotEqualTo("0")
        .isEqualTo(text("SELECT count(*) FROM " + table));
  }

  private static String contents(Workspace of) {
    try (Session session = Session.open(of.target(Role.OWNER))) {
      return session
          .text(
              LOOK,
              """
              SELECT md5(string_agg(t::text, ' ' ORDER BY t::text))
              FROM pgassay_graph._ag_label_vertex AS t
              """)
          .orElseThrow();
    }
  }

  private static String text(String sql) {
    return rows(sql).get(0);
  }

  /** Reads rows as the role that measures. */
  private static List<String> rows(String sql) {
    try (Session session = session(Role.READ_ONLY)) {
      return session.rows(LOOK, row -> row.getString(1), sql);
    }
  }

  private static Session session(Role role) {
    Session session = Session.open(workspace.target(role));
    session.execute(
        LOOK, "LOAD '$libdir/plugins/age'; SET search_path = pgassay, public, ag_catalog");
    return session;
  }
}
