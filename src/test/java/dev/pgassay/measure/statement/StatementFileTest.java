package dev.pgassay.measure.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementFileTest {
  @TempDir private Path folder;

  @Test
  void readsWhatTheHeaderSays() throws IOException {
    StatementFile statement =
        read(
            """
            -- Whoever looks for something to do this week.
            -- label: Events in a city
            -- values: SELECT city, min(starts_at) AS since
            --         FROM events GROUP BY city
            -- queries: 30
            -- index: events_city_starts_at_idx, events_pkey
            -- rows: 1..20
            -- recall: 0.95
            -- distance: far
            -- exclude: id = :own_id
            -- timeout: 5min

            SELECT id FROM events
            WHERE city = :city AND starts_at >= :since
            """);

    assertThat(statement.name()).isEqualTo("listing");
    assertThat(statement.label()).isEqualTo("Events in a city");
    assertThat(statement.sql())
        .isEqualTo("SELECT id FROM events\nWHERE city = ? AND starts_at >= ?");
    assertThat(statement.parameters()).containsExactly("city", "since");
    assertThat(statement.values())
        .contains(
            new StatementFile.Values(
                "SELECT city, min(starts_at) AS since\nFROM events GROUP BY city", 3, 30));
    assertThat(statement.indexes()).containsExactly("events_city_starts_at_idx", "events_pkey");
    assertThat(statement.rows()).isEqualTo(new RowBounds(1, 20));
    assertThat(statement.leastRecall()).hasValue(0.95);
    assertThat(statement.distance()).contains("far");
    assertThat(statement.exclusion()).contains(new StatementFile.Exclusion("id", "own_id", 10));
    assertThat(statement.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(statement.stable()).isTrue();
  }

  @Test
  void findsTheLabelsOfStatementsThatWereKept() {
    assertThat(
            StatementFile.labels(
                Map.of(
                    "newest", "-- label: The newest events\n--   of all\nSELECT 1",
                    "plain", "SELECT 1",
                    "older", "-- wish: a key of another version\nSELECT 1")))
        .containsExactly(Map.entry("newest", "The newest events of all"));
  }

  @Test
  void needsNoHeaderAtAll() throws IOException {
    StatementFile statement = read("SELECT count(*) FROM events;\n");

    assertThat(statement.label()).isEqualTo("listing");
    assertThat(statement.values()).isEmpty();
    assertThat(statement.indexes()).isEmpty();
    assertThat(statement.rows()).isEqualTo(RowBounds.ANY);
    assertThat(statement.leastRecall()).isEmpty();
    assertThat(statement.timeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void leavesCommentsInsideTheStatementAlone() throws IOException {
    StatementFile statement = read("SELECT 1 -- label: not a header\n");

    assertThat(statement.label()).isEqualTo("listing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-- indx: a;SELECT 1|:1: there is no key indx; there are label, values",
        "-- rows: 1;-- rows: 2;SELECT 1|:2: there is a second rows",
        "-- rows: some;SELECT 1|:1: rows must have a form such as 20",
        "-- rows: 9..1;SELECT 1|:1: rows must have a form such as 20",
        "-- recall: 95;SELECT 1|:1: recall must be above 0 and at most 1",
        "-- recall: 0;SELECT 1|:1: recall must be above 0 and at most 1",
        "-- queries: 0;SELECT 1|:1: queries must be between 1 and 100000",
        "-- answers: random;SELECT 1|:1: the only value of answers is: may differ",
        "-- timeout: 60;SELECT 1|:1: timeout must have a form such as 500ms, 30s or 5min, and be"
            + " at most 24h: 60",
        "-- timeout: 0s;SELECT 1|:1: timeout must have a form such as 500ms",
        "-- timeout: 25h;SELECT 1|:1: timeout must have a form such as 500ms",
        "-- label: x;SELECT :a|:2: there are no values for :a; say above, in a comment",
        "-- values: SELECT 1 AS a;SELECT 2|:1: the statement has no parameter",
        "-- values: SELECT :b AS a;SELECT :a|:1: a values query has no parameters: :b",
      })
  void namesFileAndLineOfWhatItRefuses(String lines, String message) {
    assertThatThrownBy(() -> read(lines.replace(";", "\n")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("listing.sql" + message);
  }

  @Test
  void readsEveryStatementOfAFolderInTheOrderOfTheirNames() throws IOException {
    Files.writeString(folder.resolve("b.sql"), "SELECT 2");
    Files.writeString(folder.resolve("a.sql"), "SELECT 1");
    Files.writeString(folder.resolve("README.md"), "# about");

    assertThat(StatementFile.readAll(folder))
        .extracting(StatementFile::name)
        .containsExactly("a", "b");
  }

  @Test
  void readsNoFileOutsideOfTheFolderThroughALink(@TempDir Path outside) throws IOException {
    Path secret = Files.writeString(outside.resolve("secret"), "token-of-a-file");
    Files.createSymbolicLink(folder.resolve("a.sql"), secret);
    assertThatThrownBy(() -> StatementFile.readAll(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            folder.resolve("a.sql") + " is a link to a file outside of " + folder + "; copy it");
    Files.delete(folder.resolve("a.sql"));
    Files.writeString(folder.resolve("b.sql"), "SELECT 2");
    Files.createSymbolicLink(folder.resolve("c.sql"), Path.of("b.sql"));
    assertThat(StatementFile.readAll(folder)).hasSize(2);
  }

  @Test
  void refusesAFolderWithoutStatements() {
    assertThatThrownBy(() -> StatementFile.readAll(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no file ending in .sql in");
    assertThatThrownBy(() -> StatementFile.readAll(folder.resolve("none")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("--sql needs a folder");
  }

  private StatementFile read(String text) throws IOException {
    Path file = folder.resolve("listing.sql");
    Files.writeString(file, text);
    return StatementFile.read(file);
  }
}
