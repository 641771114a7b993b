package dev.pgassay.data.dataset.prose;

import dev.pgassay.data.dataset.random.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which marker terms a text contains. Immutable and thread-safe. */
public final class Markers {
  /** The share of a topical term's occurrences within its topics. */
  private static final double LOYALTY = 0.8;

  private final List<MarkerTerm> terms;
  private final Draws draws;
  private final double[] windowStarts;
  private final double[] inside;
  private final double[] outside;

  /**
   * Reads the terms.
   *
   * @param described the share of events with a text; shares of terms are adjusted for the others
   * @param seed decides which event has which term
   */
  Markers(double described, long seed) {
    this.terms =
        WordLists.read("language.txt").lines("markers").stream()
            .flatMap(line -> parse(line).stream())
            .toList();
    this.draws = Draws.of(seed, "text.markers");
    Draws windows = Draws.of(seed, "text.markers.windows");
    this.windowStarts = new double[terms.size()];
    this.inside = new double[terms.size()];
    this.outside = new double[terms.size()];
    for (int i = 0; i < inside.length; i++) {
      MarkerTerm term = terms.get(i);
      double share = term.share();
      windowStarts[i] = windows.uniform(i, 0) * (1 - share);
      inside[i] = (term.topical() ? LOYALTY : share) / described;
      outside[i] = (term.topical() ? (1 - LOYALTY) * share / (1 - share) : share) / described;
    }
  }

  private static List<MarkerTerm> parse(String line) {
    String[] cells = line.split(";");
    double share = Double.parseDouble(cells[0].strip());
    boolean topical = cells[1].strip().equals("topical");
    return Arrays.stream(cells[2].split(","))
        .map(term -> new MarkerTerm(term.strip(), share, topical))
        .toList();
  }

  List<MarkerTerm> terms() {
    return terms;
  }

  Set<String> words() {
    return terms.stream().map(MarkerTerm::term).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the terms of a row.
   *
   * @param row the row
   * @param point position of its topic on the line of topics, 0 to below 1
   * @return bit k is set if the row has term k
   */
  public long of(long row, double point) {
    long present = 0;
    for (int i = 0; i < inside.length; i++) {
      double distance = point - windowStarts[i];
      boolean within = distance >= 0 && distance < terms.get(i).share();
      if (draws.uniform(row, i) < (within ? inside[i] : outside[i])) {
        present |= 1L << i;
      }
    }
    return present;
  }
}
