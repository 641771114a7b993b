package dev.pgassay.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadSizesTest {
  @ParameterizedTest
  @CsvSource({"0,1", "500,1", "999,1", "1000,2", "1500,3", "10000,4"})
  void aSmallTableIsCopiedByFewConnections(long rows, int expected) {
    LoadOptions options = new LoadOptions(4, 0, LoadOptions.LEAST_KILOBYTES);

    assertThat(LoadSizes.connections(rows, options)).isEqualTo(expected);
  }
}
