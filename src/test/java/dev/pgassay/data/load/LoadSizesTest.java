package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.postgres.index.BuildLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadSizesTest {
  @ParameterizedTest
  @CsvSource({
    "EVENTS,0,1",
    "EVENTS,10000,1",
    "EVENTS,99999,1",
    "EVENTS,100000,2",
    "EVENTS,1000000,4",
    "SPEAKERS,250000,1",
    "SPEAKERS,2500000,4"
  })
  void aSmallTableIsCopiedByFewConnections(Table table, long rows, int expected) {
    LoadOptions options = new LoadOptions(4, new BuildLimits(65_536, 0));

    assertThat(LoadSizes.connections(table, rows, options)).isEqualTo(expected);
  }
}
