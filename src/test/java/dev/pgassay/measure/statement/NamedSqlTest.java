package dev.pgassay.measure.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {
  private static final Place PLACE = new Place(Path.of("listing.sql"), 5);

  @Test
  void putsAQuestionMarkInThePlaceOfEachName() {
    NamedSql parsed = parse("SELECT id FROM t WHERE a = :a AND b > :b AND c < :a;");

    assertThat(parsed.jdbc()).isEqualTo("SELECT id FROM t WHERE a = ? AND b > ? AND c < ?");
    assertThat(parsed.names()).containsExactly("a", "b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '10:30' AS time",
        "SELECT 'it''s :not' AS text",
        "SELECT E'it\\'s :not' AS text",
        "SELECT E'''' || ':not'",
        "SELECT U&'d\\0061t:a' AS text",
        "SELECT a AS \"x:not\" FROM t",
        "SELECT $$ :not '' -- $$ AS text",
        "SELECT $tag$ :not $$ :not $tag$ AS text",
        "SELECT a$1 FROM t",
        "SELECT 1 -- :not ?\n",
        "SELECT /* :not /* nested */ :not */ 1",
        "SELECT (ARRAY[1, 2, 3])[1:2]",
        "SELECT a::text, '1'::int FROM t",
        "SELECT embedding <=> '[1,2]'::vector FROM t",
        "SELECT 'a?' AS text",
      })
  void leavesAloneWhatIsNoParameter(String sql) {
    NamedSql parsed = parse(sql);

    assertThat(parsed.jdbc()).isEqualTo(sql.strip());
    assertThat(parsed.names()).isEmpty();
  }

  @Test
  void doublesTheQuestionMarksOfOperators() {
    assertThat(parse("SELECT 1 FROM t WHERE tags ?| :tags AND doc ? 'a?' AND p @? '$.a'").jdbc())
        .isEqualTo("SELECT 1 FROM t WHERE tags ??| ? AND doc ?? 'a?' AND p @?? '$.a'");
  }

  @Test
  void readsAParameterThatIsCast() {
    NamedSql parsed = parse("SELECT id FROM t ORDER BY embedding <=> :query::vector LIMIT 10");

    assertThat(parsed.jdbc())
        .isEqualTo("SELECT id FROM t ORDER BY embedding <=> ?::vector LIMIT 10");
    assertThat(parsed.names()).containsExactly("query");
  }

  @Test
  void refusesASecondStatementWithItsLine() {
    assertThatThrownBy(() -> parse("SELECT 1;\n-- and\nSELECT 2"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("listing.sql:7: a file holds one statement, and here a second one begins");
  }

  @Test
  void acceptsACommentBehindTheSemicolon() {
    assertThat(parse("SELECT 1; -- done\n").jdbc()).isEqualTo("SELECT 1");
  }

  @Test
  void refusesNumberedParametersWithTheirLine() {
    assertThatThrownBy(() -> parse("SELECT id\nFROM t WHERE a = $1"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("listing.sql:6: parameters must have names");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "-- nothing\n", ";"})
  void refusesAFileWithoutAStatement(String sql) {
    assertThatThrownBy(() -> parse(sql))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no statement");
  }

  private static NamedSql parse(String sql) {
    return NamedSql.parse(sql, PLACE);
  }
}
