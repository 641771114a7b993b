package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.prose.MarkerTerm;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.postgres.jdbc.BinaryCopy;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.server.source.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Copies the tiny dataset into the tables with every constraint in place, and queries the server.
 * The copy itself shows that no row violates a CHECK, a unique or a foreign key.
 */
class GeneratedRowsIT {
  private static final Workspace WORKSPACE = TestServer.workspace("generated_rows_it");
  private static final DatasetGenerator TINY =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

  private static Session session;

  @BeforeAll
  static void copy() {
    Migrations migrations = new Migrations(WORKSPACE);
    migrations.rollbackAll();
    migrations.migrate();
    session = Session.open(WORKSPACE.target(Role.OWNER));
    session.execute("cannot drop the index", "DROP INDEX pgassay.events_embedding_hnsw_idx");
    session.execute(
        "cannot switch the trigger off",
        "ALTER TABLE pgassay.events DISABLE TRIGGER events_quality");
    for (Table table : Table.values()) {
      copy(table);
    }
  }

  private static void copy(Table table) {
    QualifiedName name = new QualifiedName(Workspace.SCHEMA, table.tableName());
    RowGenerator rows = TINY.newRowGenerator(table);
    BinaryCopyEncoder encoder = new BinaryCopyEncoder(1 << 16);
    try (BinaryCopy copy =
        BinaryCopy.into(session.connection(), name, TINY.columns(table), "generated rows")) {
      encoder.begin(copy::write);
      for (long row = 0; row < TINY.rows(table); row++) {
        rows.write(row, encoder);
      }
      encoder.end();
      copy.finish();
    }
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void everyRowArrives(Table table) {
    assertThat(count("SELECT count(*) FROM pgassay." + table.tableName()))
        .isEqualTo(TINY.rows(table));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 100, 10, 1})
  void filtersSelectTheirShare(int permille) {
    for (String column : new String[] {"topic_rank", "audience_rank"}) {
      String where = column + " < " + permille;
      assertThat(count("SELECT count(*) FROM pgassay.events WHERE " + where))
          .as(where)
          .isEqualTo(TINY.rows(Table.EVENTS) * permille / 1000);
    }
  }

  /** The server's trigger fills a copy of the table; its scores must be the generated ones. */
  @Test
  void theTriggerScoresAsTheGeneratorDoes() {
    session.execute(
        "cannot score again",
        """
        CREATE TEMP TABLE scored (LIKE pgassay.events);
        CREATE TRIGGER score BEFORE INSERT ON scored
          FOR EACH ROW EXECUTE FUNCTION pgassay.score_event_quality();
        INSERT INTO scored SELECT * FROM pgassay.events
        """);
    String joined = " FROM scored AS s JOIN pgassay.events AS e USING (id) WHERE ";

    assertThat(count("SELECT count(*)" + joined + "s.data_quality_score = e.data_quality_score"))
        .isEqualTo(TINY.rows(Table.EVENTS));
    assertThat(count("SELECT count(DISTINCT data_quality_score) FROM pgassay.events"))
        .isGreaterThan(4);
  }

  @Test
  void textSearchFindsMarkerTermsInTheirShareOfEvents() {
    for (MarkerTerm term : TINY.markerTerms()) {
      double found =
          count(
              "SELECT count(*) FROM pgassay.events"
                  + " WHERE search_vector @@ to_tsquery('english', '%s')".formatted(term.term()));
      double expected = term.share() * TINY.rows(Table.EVENTS);
      assertThat(found).as(term.term()).isCloseTo(expected, within(1 + 5 * Math.sqrt(expected)));
    }
  }

  /** Text and topic agree: by chance an event would be about the topic in 3 of 100 cases. */
  @Test
  void textSearchForTheWordsOfATopicFindsItsEvents() {
    String search =
        """
        SELECT count(*), count(*) FILTER (WHERE EXISTS (
          SELECT FROM pgassay.event_topics AS link
          JOIN pgassay.topics AS child ON child.id = link.topic_id
          WHERE link.event_id = e.id AND topic.id IN (child.id, child.parent_id)))
        FROM pgassay.topics AS topic
        JOIN pgassay.events AS e ON e.search_vector @@ plainto_tsquery('english', topic.name)
        WHERE topic.parent_id IS NULL
        """;
    long[] counts =
        session
            .rows("cannot search", row -> new long[] {row.getLong(1), row.getLong(2)}, search)
            .get(0);

    assertThat(counts[0]).isGreaterThan(TINY.rows(Table.EVENTS) / 2);
    assertThat((double) counts[1] / counts[0]).isGreaterThan(0.5);
  }

  private static long count(String sql) {
    return session.rows("cannot count", row -> row.getLong(1), sql).get(0);
  }
}
