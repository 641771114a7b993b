package dev.pgassay.benchmarks.listing;

import dev.pgassay.fork.PlanRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which indexes serve the listings. */
enum IndexVariant {
  /** All that the schema has, as it stands. */
  MIGRATED,
  /** Of these the listings' own alone: the columns with one value first, then the time. */
  COMPOSITE,
  /** The time first: every row from there on is looked at, whatever its status or city. */
  WRONG_ORDER,
  /** An index for each column, which the server may combine. */
  SINGLE,
  /** None but the primary key. */
  NONE,
  /** As composite, and differing from it in this alone: all columns that are shown are in it. */
  COVERING;

  /** Whether an index of the schema stays, of those that have the time in them. */
  boolean keeps(String index) {
    return this == COMPOSITE
        && Stream.of(Listing.values()).map(IndexVariant::composite).anyMatch(index::equals);
  }

  /** How the plan of a listing must reach its rows; free where the planner's choice is a result. */
  PlanRule expected(Listing listing) {
    return switch (this) {
      case COMPOSITE -> PlanRule.uses(composite(listing));
      case COVERING -> PlanRule.covers(name(String.join("_", listing.columns())));
      case MIGRATED, WRONG_ORDER, SINGLE, NONE -> PlanRule.FREE;
    };
  }

  /** The indexes to make in the place of the schema's own: what follows the table, by name. */
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
