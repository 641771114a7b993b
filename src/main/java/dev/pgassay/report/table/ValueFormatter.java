package dev.pgassay.report.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Scales and rounds numbers for people, identically on every machine and in every language. Results
 * are stored in base units; only this class scales them.
 */
public final class ValueFormatter {
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private ValueFormatter() {}

  /**
   * Rounds half up to three significant digits.
   *
   * @param value finite
   * @return such as {@code 0.0123}, {@code 1.20}, {@code 12,300}; {@code 0} for zero
   */
  public static String threeDigits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(THREE_DIGITS);
    int digitsBeforePoint = rounded.precision() - rounded.scale();
    int decimals = Math.max(0, THREE_DIGITS.getPrecision() - digitsBeforePoint);
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /** Writes a whole number in full, such as {@code 10,000}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * Writes a ratio with three decimals. Only exact ones and zeros are written as 1 and 0: a recall
   * of .9996 is not perfect.
   *
   * @param ratio 0 to 1
   * @return such as {@code .912}, {@code 1.00} or {@code 0.00}
   */
  public static String ratio(double ratio) {
    if (ratio == 0 || ratio == 1) {
      return String.format(Locale.ROOT, "%.2f", ratio);
    }
    long thousandths = Math.max(1, Math.min(999, Math.round(ratio * 1000)));
    return String.format(Locale.ROOT, ".%03d", thousandths);
  }

  /**
   * Writes a target ratio with as many decimals as it needs, at least two.
   *
   * @param ratio between 0 and 1, exclusive
   * @return such as {@code .90} or {@code .995}
   */
  public static String target(double ratio) {
    String plain = BigDecimal.valueOf(ratio).toPlainString();
    return (plain.length() < 4 ? plain + "0" : plain).substring(1);
  }

  /**
   * Writes a ratio in percent.
   *
   * @param ratio 0 to 1
   * @return such as {@code 11.5 %}
   */
  public static String percent(double ratio) {
    return threeDigits(ratio * 100) + " %";
  }

  /**
   * Names a confidence interval by its level.
   *
   * @param levelRatio such as 0.95
   * @return such as {@code 95 % interval}
   */
  public static String level(double levelRatio) {
    return BigDecimal.valueOf(levelRatio).movePointRight(2).stripTrailingZeros().toPlainString()
        + " % interval";
  }

  /** Scales nanoseconds to milliseconds, without the unit, such as {@code 1.23}. */
  public static String milliseconds(long nanos) {
    return threeDigits(nanos / NANOS_PER_MILLI);
  }

  /** Scales bytes to mebibytes, without the unit, such as {@code 78.1}. */
  public static String mebibytes(long bytes) {
    return threeDigits(bytes / BYTES_PER_MEBIBYTE);
  }

  /**
   * Scales bytes to a suitable binary unit.
   *
   * @param bytes not negative
   * @return such as {@code 24.0 GiB}
   */
  public static String bytes(long bytes) {
    double scaled = bytes;
    int unit = 0;
    while (scaled >= 1024 && unit < BYTE_UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return (unit == 0 ? count(bytes) : threeDigits(scaled)) + " " + BYTE_UNITS[unit];
  }

  /**
   * Writes a duration.
   *
   * @param seconds not negative
   * @return such as {@code 4.25 s}, {@code 2 min 5 s} or {@code 3 h 20 min}
   */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return threeDigits(seconds) + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %d min", whole / 3600, whole % 3600 / 60);
  }
}
