package dev.pgassay.verdict.compare;

import dev.pgassay.verdict.compare.Round.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a point in one round, which can be written as a line of text: the base and every
 * arm that took turns with it, all on the same queries. A comparison has two of these arms, a
 * recording for calibration has more. Immutable.
 *
 * @param figures by percentile; a percentile for which the turns had too few operations is absent
 */
public record RoundOfArms(Map<Aspect, Figures> figures) {
  /** Copies the map. */
  public RoundOfArms {
    figures = figures.isEmpty() ? Map.of() : new EnumMap<>(figures);
  }

  /**
   * One percentile in one round.
   *
   * @param baseNanos the base's own figure
   * @param logs natural logarithms of the ratio of each other arm to the base, in the order of the
   *     arms
   */
  public record Figures(double baseNanos, List<Double> logs) {
    /** Copies the list. */
    public Figures {
      logs = List.copyOf(logs);
    }
  }

  /**
   * Selects two of the arms.
   *
   * @param control place of an arm that is equal to the base, from 0
   * @param contender place of the arm that is judged, from 0
   * @return the round of the base and these two
   */
  public Round round(int control, int contender) {
    Map<Aspect, Figure> found = new EnumMap<>(Aspect.class);
    figures.forEach(
        (aspect, seen) ->
            found.put(
                aspect,
                new Figure(
                    seen.baseNanos(), seen.logs().get(contender), seen.logs().get(control))));
    return new Round(found);
  }

  /**
   * Writes the round as text without loss.
   *
   * @return one line, percentiles separated by tabs
   */
  public String format() {
    List<String> parts = new ArrayList<>();
    figures.forEach(
        (aspect, seen) -> {
          StringBuilder part = new StringBuilder(aspect.name());
          part.append(' ').append(seen.baseNanos());
          seen.logs().forEach(log -> part.append(' ').append(log));
          parts.add(part.toString());
        });
    return String.join("\t", parts);
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @param line of text
   * @throws IllegalArgumentException for any other text
   */
  public static RoundOfArms parse(String line) {
    Map<Aspect, Figures> figures = new EnumMap<>(Aspect.class);
    for (String part : line.split("\t")) {
      String[] words = part.split(" ");
      if (words.length < 2) {
        throw new IllegalArgumentException("not figures of a percentile: " + part);
      }
      List<Double> logs = new ArrayList<>();
      for (int i = 2; i < words.length; i++) {
        logs.add(Double.parseDouble(words[i]));
      }
      figures.put(Aspect.valueOf(words[0]), new Figures(Double.parseDouble(words[1]), logs));
    }
    return new RoundOfArms(figures);
  }
}
