package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaComparisonTest {
  private static final SchemaSnapshot.Name TABLE = name("table", "", "events");
  private static final SchemaSnapshot.Name COLUMN = name("column", "events", "events.city");
  private static final SchemaSnapshot.Name INDEX =
      name("index", "events", "events.events_city_idx");
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

  @Test
  void namesAnObjectThatIsMissingWithoutItsOwnerAndRights() {
    SchemaSnapshot.Name owner = name("owner of view", "statistics", "statistics");
    SchemaSnapshot.Name rights = name("rights on view", "statistics", "statistics to PUBLIC");
    assertThat(compare(Map.of(VIEW, "SELECT 1", owner, "me", rights, "SELECT"), Map.of()))
        .containsExactly("missing view statistics: SELECT 1");
    assertThat(compare(Map.of(VIEW, "SELECT 1"), Map.of(VIEW, "SELECT 1", rights, "SELECT")))
        .containsExactly("extra rights on view statistics to PUBLIC: SELECT");
  }

  @Test
  void showsOfALongDefinitionThePartThatDiffers() {
    String same = "x".repeat(1000);
    assertThat(compare(Map.of(VIEW, same + " one"), Map.of(VIEW, same + " two")))
        .containsExactly(
            "different view statistics: expected ...%1$s one, found ...%1$s two"
                .formatted("x".repeat(59)));
  }

  @Test
  void seesALineBreakThatTurnsAStatementIntoAComment() {
    assertThat(compare(Map.of(VIEW, "-- why\nRETURN 1"), Map.of(VIEW, "-- why RETURN 1")))
        .containsExactly(
            "different view statistics: expected and found differ in white space alone:"
                + " -- why RETURN 1");
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
