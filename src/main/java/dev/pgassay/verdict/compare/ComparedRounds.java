package dev.pgassay.verdict.compare;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import dev.pgassay.verdict.compare.Round.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rounds of a comparison by {@code ab} as it keeps them in its run's folder: a line for each
 * percentile of each point of each round, of fields separated by tabs. The fields are the point,
 * {@code first} or {@code fresh}, the number of the round, the percentile, the base's nanoseconds,
 * and the natural logarithms of contender and control by base. Immutable.
 *
 * @param medians figures of the median of each point, in the order in which rounds were run
 */
public record ComparedRounds(Map<String, List<Figure>> medians) {
  /** The name of the file in the folder of a run. */
  public static final String FILE = "rounds.tsv";

  private static final int FIELDS = 7;

  /** Copies the collections and keeps the order. */
  public ComparedRounds {
    Map<String, List<Figure>> copy = new LinkedHashMap<>();
    medians.forEach((point, figures) -> copy.put(point, List.copyOf(figures)));
    medians = Collections.unmodifiableMap(copy);
  }

  /**
   * Writes a percentile of a point in a round.
   *
   * @param point as people read it
   * @param fresh whether the round tests a regression that the first ones suspected
   * @param round number of the round, from 1
   * @param aspect the percentile
   * @param figure of the round
   * @return a line without its end
   */
  public static String line(String point, boolean fresh, int round, Aspect aspect, Figure figure) {
    return String.format(
        Locale.ROOT,
        "%s\t%s\t%d\t%s\t%.0f\t%.6f\t%.6f",
        point,
        fresh ? "fresh" : "first",
        round,
        aspect,
        figure.baseNanos(),
        figure.contenderLog(),
        figure.controlLog());
  }

  /**
   * Reads a file.
   *
   * @param path the file, or the folder of a run that has one
   * @return its rounds
   * @throws InvalidInput if there is none, or if a line does not belong in such a file; names the
   *     number of the line
   */
  public static ComparedRounds read(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(
          "no rounds of a comparison at " + file + "; name the folder of a run of pgassay ab");
    }
    Map<String, List<Figure>> medians = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        read(lines.get(i), medians);
      } catch (IllegalArgumentException e) {
        throw new InvalidInput(
            file + ":" + (i + 1) + " is no line of a comparison's rounds: " + lines.get(i), e);
      }
    }
    return new ComparedRounds(medians);
  }

  private static void read(String line, Map<String, List<Figure>> medians) {
    String[] fields = line.split("\t");
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not " + FIELDS + " fields");
    }
    if (Aspect.valueOf(fields[3]) == Aspect.P50) {
      medians
          .computeIfAbsent(fields[0], point -> new ArrayList<>())
          .add(
              new Figure(
                  Double.parseDouble(fields[4]),
                  Double.parseDouble(fields[5]),
                  Double.parseDouble(fields[6])));
    }
  }

  private static List<String> lines(Path file) {
    try {
      return InputLimit.ROUNDS.lines(file);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
