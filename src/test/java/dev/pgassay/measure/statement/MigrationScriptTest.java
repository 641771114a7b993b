package dev.pgassay.measure.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationScriptTest {
  private static final MigrationScript SCRIPT =
      MigrationScript.parse(
          """
          -- DROP INDEX commented_idx;
          SET lock_timeout = '5s; DROP INDEX quoted_idx';

          ALTER TABLE shop.orders
            ADD COLUMN weight integer,
            DROP CONSTRAINT IF EXISTS orders_check, ADD PRIMARY KEY (id);
          DROP INDEX CONCURRENTLY IF EXISTS shop.orders_city_idx, orders_day_idx;
          CREATE UNIQUE INDEX ON parcels (id);
          CREATE INDEX "Parcels By Day" ON ONLY shop."Parcels" (day);
          CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            DROP INDEX inside_idx;
            RETURN NEW;
          END $$;
          CREATE TRIGGER slow_trigger BEFORE INSERT ON letters
            FOR EACH ROW EXECUTE FUNCTION slow();
          DROP INDEX last_idx
          """);

  @ParameterizedTest
  @CsvSource({
    "index orders_city_idx,     7",
    "orders_day_idx is no more, 7",
    "table orders,              4",
    "column weight,             4",
    "orders_check,              4",
    "table parcels,             8",
    "table Parcels,             9",
    "the function slow,         10",
    "slow_trigger,              15",
    "table letters,             15",
    "index last_idx,            17",
  })
  void findsTheStatementOfWhatIsNamed(String text, int line) {
    assertThat(SCRIPT.lineOf(List.of(text))).hasValue(line);
  }

  @ParameterizedTest
  @CsvSource({
    "index commented_idx",
    "quoted_idx",
    "inside_idx",
    "index on the only primary function"
  })
  void findsNothingInCommentsLiteralsBodiesAndKeywords(String text) {
    assertThat(SCRIPT.lineOf(List.of(text))).isEmpty();
  }

  /** An index that is gone from a table is sought before what else happens to the table. */
  @Test
  void seeksWhatTheFirstTextNamesBeforeTheSecond() {
    assertThat(SCRIPT.lineOf(List.of("index orders_city_idx", "it no longer exists on orders")))
        .hasValue(7);
    assertThat(SCRIPT.lineOf(List.of("Listing page=1", "orders has more rows"))).hasValue(4);
  }
}
