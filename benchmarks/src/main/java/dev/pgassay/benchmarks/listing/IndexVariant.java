package dev.pgassay.benchmarks.listing;

import dev.pgassay.db.Identifier;
import dev.pgassay.db.IndexDefinition;
import dev.pgassay.db.QualifiedName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  /** As composite, with the key that orders and the columns that are shown. */
  COVERING;

  static IndexVariant of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether an index of the schema stays, of those that have the time in them. */
  boolean keeps(String index) {
    return this == COMPOSITE
        && Stream.of(Listing.values()).map(IndexVariant::composite).anyMatch(index::equals);
  }

  /**
   * The index that the plan of a listing must use; empty where the planner's choice is a result.
   */
  Optional<String> expected(Listing listing) {
    return switch (this) {
      case COMPOSITE -> Optional.of(composite(listing));
      case COVERING -> Optional.of(name(String.join("_", listing.columns())));
      case MIGRATED, WRONG_ORDER, SINGLE, NONE -> Optional.empty();
    };
  }

  /** The indexes to make in the place of the schema's own. */
  List<IndexDefinition> definitions(String schema) {
    return switch (this) {
      case MIGRATED, COMPOSITE, NONE -> List.of();
      case WRONG_ORDER ->
          Stream.of(Listing.values())
              .map(listing -> definition(schema, listing, timeFirst(listing.columns()), ""))
              .toList();
      case SINGLE -> singles(schema);
      case COVERING ->
          Stream.of(Listing.values())
              .map(
                  listing -> {
                    List<String> columns = new ArrayList<>(timed(listing.columns()));
                    columns.add("id");
                    return definition(schema, listing, columns, " INCLUDE (name)");
                  })
              .toList();
    };
  }

  private static String composite(Listing listing) {
    return "events_" + String.join("_", timed(listing.columns())) + "_idx";
  }

  private List<IndexDefinition> singles(String schema) {
    return Stream.concat(
            Stream.of(Listing.values()).flatMap(listing -> listing.columns().stream()).distinct(),
            Stream.of(Listing.TIME))
        .map(column -> definition(schema, column, List.of(column), ""))
        .toList();
  }

  private IndexDefinition definition(
      String schema, Listing listing, List<String> columns, String more) {
    return definition(schema, String.join("_", listing.columns()), columns, more);
  }

  private IndexDefinition definition(
      String schema, String subject, List<String> columns, String more) {
    QualifiedName index = new QualifiedName(schema, name(subject));
    return new IndexDefinition(
        index,
        "CREATE INDEX "
            + Identifier.quote(name(subject))
            + " ON "
            + new QualifiedName(schema, "events").quoted()
            + " ("
            + String.join(", ", columns)
            + ")"
            + more,
        Optional.empty());
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
