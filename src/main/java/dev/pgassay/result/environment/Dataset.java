package dev.pgassay.result.environment;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The searched data. Two runs have the same data if the identities are equal. Some components exist
 * only for generated data and are absent if the user's own tables were read. Immutable.
 *
 * @param name of its YAML file, or of the database whose own tables were read
 * @param identity SHA-256 of its content and the generator's version, or of the name of the
 *     database whose own tables were read; 64 hexadecimal digits
 * @param seed of all random draws
 * @param events rows of the events table
 * @param dimensions of each vector
 * @param distribution kind, such as {@code realistic} or {@code uniform}
 * @param queries held-out query vectors that measurements cycle through
 * @param load how it was loaded, absent if the run ended before that
 */
public record Dataset(
    String name,
    String identity,
    OptionalLong seed,
    OptionalLong events,
    OptionalInt dimensions,
    Optional<String> distribution,
    OptionalInt queries,
    Optional<Load> load) {
  public Dataset {
    Checked.text("name", name);
    Checked.sha256("identity", identity);
    events.ifPresent(it -> Checked.positive("events", it));
    dimensions.ifPresent(it -> Checked.positive("dimensions", it));
    distribution.ifPresent(it -> Checked.text("distribution", it));
    queries.ifPresent(it -> Checked.positive("queries", it));
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(load, "load");
  }

  /**
   * Describes generated data.
   *
   * @param name of its YAML file
   * @param identity SHA-256 of its content and the generator's version, 64 hexadecimal digits
   * @param seed of all random draws
   * @param events rows of the events table
   * @param dimensions of each vector
   * @param distribution kind, such as {@code realistic} or {@code uniform}
   * @param queries held-out query vectors that measurements cycle through
   * @param load how it was loaded, absent if the run ended before that
   */
  public Dataset(
      String name,
      String identity,
      long seed,
      long events,
      int dimensions,
      String distribution,
      int queries,
      Optional<Load> load) {
    this(
        name,
        identity,
        OptionalLong.of(seed),
        OptionalLong.of(events),
        OptionalInt.of(dimensions),
        Optional.of(distribution),
        OptionalInt.of(queries),
        load);
  }

  /**
   * Describes the user's own tables.
   *
   * @param database its name
   * @param identity SHA-256 of that name, 64 hexadecimal digits
   * @return a dataset without any other component
   */
  public static Dataset ofOwnTables(String database, String identity) {
    return new Dataset(
        database,
        identity,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  /** Tells whether the user's own tables were read, so that nothing was generated. */
  public boolean ofUser() {
    return events.isEmpty();
  }

  /** How the data got onto the server. */
  public enum LoadKind {
    /** All of it was generated and copied in this run. */
    LOADED,
    /** An interrupted load was finished in this run. */
    RESUMED,
    /** It was found complete. */
    REUSED
  }

  /**
   * The work and time of loading.
   *
   * @param kind the necessary work
   * @param rows table to number of rows
   * @param copySeconds generation and COPY together, absent if nothing was copied
   * @param connections that copied at once, absent if nothing was copied
   */
  public record Load(
      LoadKind kind, Map<String, Long> rows, OptionalDouble copySeconds, OptionalInt connections) {
    public Load {
      Objects.requireNonNull(kind, "kind");
      rows = Checked.sorted(rows);
      rows.forEach((table, count) -> Checked.notNegative("rows of " + table, count));
      Checked.measured("copySeconds", copySeconds);
      connections.ifPresent(count -> Checked.positive("connections", count));
    }
  }
}
