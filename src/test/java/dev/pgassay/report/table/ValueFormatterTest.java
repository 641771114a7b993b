package dev.pgassay.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatterTest {
  private static final long SEED = 20_261_123;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0", "0.0012345|0.00123", "0.9|0.900", "1.2|1.20", "1.235|1.24", "9.996|10.0",
        "12|12.0", "99.95|100", "123.4|123", "999.6|1,000", "1234.5|1,230", "12345678|12,300,000"
      })
  void roundsToThreeSignificantDigits(double value, String expected) {
    assertThat(ValueFormatter.threeDigits(value)).isEqualTo(expected);
  }

  @Test
  void isNeverOffByMoreThanHalfOfTheThirdDigit() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      double value = Math.pow(10, random.nextDouble(-6, 9));
      double shown = Double.parseDouble(ValueFormatter.threeDigits(value).replace(",", ""));
      assertThat(shown).as("seed %d, draw %d", SEED, i).isCloseTo(value, within(value * 0.00501));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0.00",
        "0.0001|.001",
        "0.0126|.013",
        "0.9124|.912",
        "0.95|.950",
        "0.9996|.999",
        "1|1.00"
      })
  void writesOneAndZeroOnlyForExactlyOneAndZero(double ratio, String expected) {
    assertThat(ValueFormatter.ratio(ratio)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0.9|.90", "0.95|.95", "0.995|.995"})
  void writesTargetsWithTheDecimalsTheyNeed(double ratio, String expected) {
    assertThat(ValueFormatter.target(ratio)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 B",
        "1023|1,023 B",
        "1024|1.00 KiB",
        "81920000|78.1 MiB",
        "25769803776|24.0 GiB",
        "1125899906842624|1,020 TiB"
      })
  void scalesBytes(long bytes, String expected) {
    assertThat(ValueFormatter.bytes(bytes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0042|0.00420 s",
        "4.25|4.25 s",
        "59.4|59.4 s",
        "59.6|1 min 0 s",
        "125|2 min 5 s",
        "3599.7|1 h 0 min",
        "12000|3 h 20 min"
      })
  void writesLengthsOfTime(double seconds, String expected) {
    assertThat(ValueFormatter.duration(seconds)).isEqualTo(expected);
  }

  @Test
  void scalesNanosecondsAndBytesWithoutTheUnit() {
    assertThat(ValueFormatter.milliseconds(1_234_567)).isEqualTo("1.23");
    assertThat(ValueFormatter.mebibytes(81_920_000)).isEqualTo("78.1");
  }
}
