package dev.pgassay.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaComparisonTest {
  private static final SchemaSnapshot.Name TABLE = name("table", "events", "events");
  private static final SchemaSnapshot.Name COLUMN = name("column", "events", "city");
  private static final SchemaSnapshot.Name INDEX = name("index", "events", "events_city_idx");
  private static final SchemaSnapshot.Name VIEW = name("view", "", "statistics");

  @Test
  void findsNothingBetweenEquals() {
    Map<SchemaSnapshot.Name, String> definitions = Map.of(TABLE, "logged", COLUMN, "text");
    assertThat(compare(definitions, definitions)).isEmpty();
  }

  @Test
  void saysWhatIsMissingExtraAndDifferentInTheOrderOfTables() {
    assertThat(
            compare(
                Map.of(TABLE, "logged", COLUMN, "text", INDEX, "CREATE INDEX"),
                Map.of(TABLE, "logged", COLUMN, "integer", VIEW, "SELECT 1")))
        .containsExactly(
            "different column events.city: expected text, found integer",
            "missing index events.events_city_idx: CREATE INDEX",
            "extra view statistics: SELECT 1");
  }

  @Test
  void namesATableThatIsMissingOrExtraWithoutItsParts() {
    Map<SchemaSnapshot.Name, String> whole = Map.of(TABLE, "logged", COLUMN, "text", INDEX, "x");
    assertThat(compare(whole, Map.of())).containsExactly("missing table events: logged");
    assertThat(compare(Map.of(), whole)).containsExactly("extra table events: logged");
  }

  private static List<String> compare(
      Map<SchemaSnapshot.Name, String> expected, Map<SchemaSnapshot.Name, String> found) {
    return SchemaVerifier.compare(new SchemaSnapshot(expected), new SchemaSnapshot(found)).stream()
        .map(Difference::display)
        .toList();
  }

  private static SchemaSnapshot.Name name(String type, String table, String name) {
    return new SchemaSnapshot.Name(type, table, name);
  }
}
