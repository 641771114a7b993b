package dev.pgassay.result;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The data that was searched. Two runs are of the same data where the identities are equal.
 * Immutable.
 *
 * @param name of its YAML file
 * @param identity SHA-256 of its content and the generator's version, 64 hexadecimal digits
 * @param seed of all random draws
 * @param events rows of the events table
 * @param dimensions of each vector
 * @param distribution kind, such as {@code realistic} or {@code uniform}
 * @param queries held-out query vectors that measurements cycle through
 * @param load how it came into the server, absent where the run ended before that
 */
public record Dataset(
    String name,
    String identity,
    long seed,
    long events,
    int dimensions,
    String distribution,
    int queries,
    Optional<Load> load) {
  /** Checks the components. */
  public Dataset {
    Checked.text("name", name);
    Checked.sha256("identity", identity);
    Checked.positive("events", events);
    Checked.positive("dimensions", dimensions);
    Checked.text("distribution", distribution);
    Checked.positive("queries", queries);
    Objects.requireNonNull(load, "load");
  }

  /** How the data came into the server. */
  public enum LoadKind {
    /** All of it was generated and copied in this run. */
    LOADED,
    /** An interrupted load was finished in this run. */
    RESUMED,
    /** It was found complete. */
    REUSED
  }

  /**
   * What loading took.
   *
   * @param kind what had to be done
   * @param rows table to number of rows
   * @param copySeconds generation and COPY together, absent where nothing was copied
   * @param connections that copied at once, absent where nothing was copied
   */
  public record Load(
      LoadKind kind, Map<String, Long> rows, OptionalDouble copySeconds, OptionalInt connections) {
    /** Checks the components and copies the map. */
    public Load {
      Objects.requireNonNull(kind, "kind");
      rows = Checked.sorted(rows);
      rows.forEach((table, count) -> Checked.notNegative("rows of " + table, count));
      Checked.measured("copySeconds", copySeconds);
      connections.ifPresent(count -> Checked.positive("connections", count));
    }
  }
}
