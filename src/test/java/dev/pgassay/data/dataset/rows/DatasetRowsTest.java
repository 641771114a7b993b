package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reads every row of the tiny dataset, all seven tables, and checks the rules between them. */
class DatasetRowsTest {
  private static final DatasetGenerator TINY =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

  @Test
  void noKeyAndNoUniqueColumnRepeats() {
    Map<Table, List<String>> unique =
        Map.of(
            Table.SPEAKERS, List.of("id", "normalized_name"),
            Table.COMPANIES, List.of("id", "normalized_name", "domain"),
            Table.TOPICS, List.of("id", "name"),
            Table.EVENTS, List.of("id", "source_url"),
            Table.EVENT_SPEAKERS, List.of("id"),
            Table.EVENT_COMPANIES, List.of("id"),
            Table.EVENT_TOPICS, List.of("id"));
    unique.forEach(
        (table, columns) -> {
          for (String column : columns) {
            List<Object> values = column(table, column);
            values.removeIf(value -> value == null);
            assertThat(new HashSet<>(values))
                .as(table + "." + column)
                .hasSize(values.size())
                .isNotEmpty();
          }
        });
  }

  @Test
  void everyReferenceFindsItsRow() {
    for (Table table : List.of(Table.EVENT_SPEAKERS, Table.EVENT_COMPANIES, Table.EVENT_TOPICS)) {
      assertThat(column(table, "event_id")).allMatch(id -> exists(Table.EVENTS, id));
    }
    assertThat(column(Table.EVENT_SPEAKERS, "speaker_id"))
        .allMatch(id -> exists(Table.SPEAKERS, id));
    assertThat(column(Table.EVENT_COMPANIES, "company_id"))
        .allMatch(id -> exists(Table.COMPANIES, id));
    assertThat(column(Table.EVENT_TOPICS, "topic_id")).allMatch(id -> exists(Table.TOPICS, id));
    assertThat(column(Table.TOPICS, "parent_id"))
        .allMatch(id -> id == null || exists(Table.TOPICS, id));
  }

  @Test
  void noEventHasTheSameLinkTwice() {
    Map<Table, String> entities =
        Map.of(
            Table.EVENT_SPEAKERS, "speaker_id",
            Table.EVENT_COMPANIES, "company_id",
            Table.EVENT_TOPICS, "topic_id");
    entities.forEach(
        (table, entity) -> {
          List<Object> events = column(table, "event_id");
          List<Object> others = column(table, entity);
          Set<String> pairs = new HashSet<>();
          for (int row = 0; row < events.size(); row++) {
            pairs.add(events.get(row) + " " + others.get(row));
          }
          assertThat(pairs).as(table.tableName()).hasSize(events.size());
        });
  }

  @Test
  void subtopicsComeAfterTheirTopic() {
    List<Object> parents = column(Table.TOPICS, "parent_id");
    Map<Object, Integer> rows = new HashMap<>();
    List<Object> ids = column(Table.TOPICS, "id");
    for (int row = 0; row < ids.size(); row++) {
      rows.put(ids.get(row), row);
      if (parents.get(row) != null) {
        assertThat(rows).containsKey(parents.get(row));
      }
    }
    assertThat(parents.stream().filter(parent -> parent == null).count())
        .isEqualTo(TINY.topicModel().topics());
  }

  @Test
  void rowsDoNotDependOnTheOrderInWhichTheyAreMade() {
    for (Table table : Table.values()) {
      RowGenerator used = TINY.newRowGenerator(table);
      long last = TINY.rows(table) - 1;
      for (long row = last; row >= Math.max(0, last - 50); row--) {
        Map<String, Object> again = CollectedRow.of(used, TINY.columns(table), row);
        assertThat(again.toString().replaceAll("\\[F@\\w+", ""))
            .isEqualTo(CollectedRow.of(TINY, table, row).toString().replaceAll("\\[F@\\w+", ""));
      }
    }
  }

  @Test
  void embeddingsAreThoseOfTheVectorSource() {
    float[] expected = new float[TINY.spec().dimensions()];
    for (long row : new long[] {0, 1, 500, TINY.rows(Table.EVENTS) - 1}) {
      TINY.events().read(row, 1, expected);
      assertThat(CollectedRow.of(TINY, Table.EVENTS, row)).containsEntry("embedding", expected);
    }
  }

  private static boolean exists(Table table, Object id) {
    UUID key = (UUID) id;
    long row = TINY.ids(table).rowOf(key.getMostSignificantBits(), key.getLeastSignificantBits());
    return row >= 0 && row < TINY.rows(table);
  }

  private static List<Object> column(Table table, String name) {
    return Columns.read(TINY, table, name);
  }
}
