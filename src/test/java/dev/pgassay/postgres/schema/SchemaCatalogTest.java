package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCatalogTest {
  @Test
  void readsEveryIndexOfTheScript() {
    List<SchemaIndex> indexes = SchemaCatalog.indexes();
    assertThat(indexes).hasSize(37).extracting(SchemaIndex::statement).doesNotContainNull();
    assertThat(indexes).extracting(SchemaIndex::name).doesNotHaveDuplicates();
    assertThat(indexes).filteredOn(SchemaIndex::primaryKey).hasSize(7);
    assertThat(indexes).filteredOn(SchemaIndex::constraint).hasSize(15);
  }

  @Test
  void writesTheStatementsOfAnIndex() {
    SchemaIndex hnsw = index("events_embedding_hnsw_idx");
    assertThat(hnsw.create("pgassay"))
        .isEqualTo(
            "CREATE INDEX \"events_embedding_hnsw_idx\" ON \"pgassay\".\"events\""
                + " USING hnsw (embedding vector_cosine_ops)");
    assertThat(hnsw.drop("pgassay"))
        .isEqualTo("DROP INDEX IF EXISTS \"pgassay\".\"events_embedding_hnsw_idx\"");
    assertThat(hnsw.comment("pgassay"))
        .isEqualTo(
            "COMMENT ON INDEX \"pgassay\".\"events_embedding_hnsw_idx\""
                + " IS 'serves statement events_nearest'");
  }

  @Test
  void writesTheStatementsOfAConstraint() {
    SchemaIndex key = index("event_topics_event_id_topic_id_key");
    assertThat(key.create("pgassay"))
        .isEqualTo(
            "ALTER TABLE \"pgassay\".\"event_topics\""
                + " ADD CONSTRAINT \"event_topics_event_id_topic_id_key\""
                + " UNIQUE (event_id, topic_id)");
    assertThat(key.drop("pgassay"))
        .isEqualTo(
            "ALTER TABLE \"pgassay\".\"event_topics\""
                + " DROP CONSTRAINT IF EXISTS \"event_topics_event_id_topic_id_key\"");
  }

  @Test
  void readsEveryForeignKeyOfTheScript() {
    assertThat(SchemaCatalog.foreignKeys())
        .hasSize(7)
        .contains(
            new ForeignKeyDefinition("topics", "topics_parent_id_fkey", "parent_id", "topics"),
            new ForeignKeyDefinition(
                "event_speakers", "event_speakers_speaker_id_fkey", "speaker_id", "speakers"));
    assertThat(SchemaCatalog.foreignKeys().get(0).create("pgassay"))
        .isEqualTo(
            "ALTER TABLE \"pgassay\".\"topics\" ADD CONSTRAINT \"topics_parent_id_fkey\""
                + " FOREIGN KEY (\"parent_id\") REFERENCES \"pgassay\".\"topics\" (id)"
                + " ON DELETE CASCADE");
  }

  @Test
  void hasOneStatementForEachIndex() {
    assertThat(StatementCatalog.statements())
        .extracting(CatalogStatement::name)
        .containsExactlyInAnyOrderElementsOf(
            SchemaCatalog.indexes().stream().map(SchemaIndex::statement).toList());
  }

  @Test
  void countsTheValuesOfAStatement() {
    assertThat(new CatalogStatement("none", "SELECT 1").parameters()).isZero();
    assertThat(new CatalogStatement("three", "SELECT $2, $1, $3, $1").parameters()).isEqualTo(3);
  }

  private static SchemaIndex index(String name) {
    return SchemaCatalog.indexes().stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
