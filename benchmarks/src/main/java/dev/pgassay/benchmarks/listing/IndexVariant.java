package dev.pgassay.benchmarks.listing;

import dev.pgassay.measure.client.PlanRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The set of indexes for the listings. */
enum IndexVariant {
  /** All indexes of the schema. */
  MIGRATED,
  /** Only indexes for the listings: the columns with one value first, then the time. */
  COMPOSITE,
  /** The time first: the server reads every following row, whatever its status or city. */
  WRONG_ORDER,
  /** An index for each column, which the server may combine. */
  SINGLE,
  /** Only the primary key. */
  NONE,
  /** Like composite, but with all shown columns. */
  COVERING;

  /** Tells whether an index of the schema is kept that contains the time. */
  boolean keeps(String index) {
    return this == COMPOSITE
        && Stream.of(Listing.values()).map(IndexVariant::composite).anyMatch(index::equals);
  }

  /**
   * Returns how the plan of a listing must reach its rows; no rule if the planner's choice is a
   * result.
   */
  PlanRule expected(Listing listing) {
    return switch (this) {
      case COMPOSITE -> PlanRule.uses(composite(listing));
      case COVERING -> PlanRule.covers(name(String.join("_", listing.columns())));
      case MIGRATED, WRONG_ORDER, SINGLE, NONE -> PlanRule.FREE;
    };
  }

  /**
   * Returns the replacements of the schema's own indexes: name to the text after the table in SQL.
   */
  Map<String, String> definitions() {
    Map<String, String> definitions = new LinkedHashMap<>();
    switch (this) {
      case MIGRATED, COMPOSITE, NONE -> {}
      case WRONG_ORDER ->
          each(listing -> define(definitions, listing, timeFirst(listing.columns()), ""));
      case COVERING ->
          each(
              listing ->
                  define(definitions, listing, timed(listing.columns()), " INCLUDE (id, name)"));
      case SINGLE -> {
        each(
            listing ->
                listing
                    .columns()
                    .forEach(column -> definitions.put(name(column), "(" + column + ")")));
        definitions.put(name(Listing.TIME), "(" + Listing.TIME + ")");
      }
    }
    return definitions;
  }

  private static void each(Consumer<Listing> work) {
    Stream.of(Listing.values()).forEach(work);
  }

  private void define(
      Map<String, String> definitions, Listing listing, List<String> columns, String more) {
    definitions.put(
        name(String.join("_", listing.columns())), "(" + String.join(", ", columns) + ")" + more);
  }

  private static String composite(Listing listing) {
    return "events_" + String.join("_", timed(listing.columns())) + "_idx";
  }

  private String name(String subject) {
    return "listing_" + name().toLowerCase(Locale.ROOT) + "_" + subject + "_idx";
  }

  private static List<String> timed(List<String> columns) {
    return Stream.concat(columns.stream(), Stream.of(Listing.TIME)).toList();
  }

  private static List<String> timeFirst(List<String> columns) {
    return Stream.concat(Stream.of(Listing.TIME), columns.stream()).toList();
  }
}
