package dev.pgassay.benchmarks.listing;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.listing.ListedEvents.Event;
import dev.pgassay.benchmarks.loop.PreparedQueries;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.postgres.schema.SchemaCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes a set of indexes for the listings, and the queries with the rows that they must return. */
final class ListingPreparation {
  private static final String COPY = "listing";
  private static final int DEEP = 1000;

  private final WorkloadContext context;
  private final IndexVariant variant;
  private final Map<Listing, Map<List<String>, List<Event>>> listings =
      new EnumMap<>(Listing.class);
  private ListedEvents events;

  ListingPreparation(WorkloadContext context, IndexVariant variant) {
    this.context = context;
    this.variant = variant;
  }

  PreparedWorkload prepare() throws InterruptedException {
    MeasuredPlace place =
        variant == IndexVariant.MIGRATED
            ? MeasuredPlace.loaded(context)
            : MeasuredPlace.in(EventsCopy.make(context, COPY, this::change));
    return new PreparedQueries(place, point -> inputs(point, place.workspace().schema()));
  }

  /**
   * Drops the schema's indexes that order or filter by the listings' columns, and builds others.
   */
  private void change(EventsCopy copy) {
    SchemaCatalog.indexes().stream()
        .filter(index -> index.table().equals(EventsCopy.EVENTS))
        .filter(index -> index.definition().contains(Listing.TIME))
        .filter(index -> !variant.keeps(index.name()))
        .forEach(index -> copy.dropIndex(index.name()));
    variant.definitions().forEach(copy::buildIndex);
  }

  private QueryInputs inputs(Parameters point, String schema) {
    Listing listing = point.constant(ListingWorkload.LISTING, Listing.class);
    Page page = point.constant(ListingWorkload.PAGE, Page.class);
    int depth = point.integer(ListingWorkload.DEPTH);
    // The queries do not depend on the indexes: every variant replays the same.
    SplittableRandom random =
        new SplittableRandom(context.dataset().spec().content().seed() + 31L * depth);
    ListingQueries queries =
        ListingQueries.draw(listings(listing), page, depth, random)
            .orElseThrow(
                () ->
                    new NotAvailable(
                        "no listing by "
                            + String.join(", ", listing.columns())
                            + " has a page that begins with row "
                            + depth
                            + "; ask for a lesser depth or a larger dataset"));
    String name = Words.word(listing) + "-" + page + "-" + depth;
    Path parameters = context.scratch().resolve("listing-" + name + ".parameters");
    Path expected = context.scratch().resolve("listing-" + name + ".answers");
    ParameterFile.write(parameters, queries.parameters());
    queries.expected().write(expected);
    return new QueryInputs(
        sql(schema, listing, page, depth),
        parameters,
        RowShape.IDS,
        QueryInputs.Rows.exactly(Page.ROWS),
        new Expected.Rows(expected, true),
        plan(listing, page, depth));
  }

  /**
   * Returns the rule of the plan. A late page by OFFSET may need more rows by an index than by a
   * sequential scan, so the planner's choice is a result.
   */
  private PlanRule plan(Listing listing, Page page, int depth) {
    return page == Page.OFFSET && depth > DEEP ? PlanRule.FREE : variant.expected(listing);
  }

  private Map<List<String>, List<Event>> listings(Listing listing) {
    if (events == null) {
      context.progress().say("computing the listings' rows from the generator");
      events = ListedEvents.read(context.dataset());
    }
    return listings.computeIfAbsent(listing, events::of);
  }

  /** The depth is part of the text, because the planner would have to guess a parameter. */
  private static String sql(String schema, Listing listing, Page page, int depth) {
    List<String> conditions = new ArrayList<>();
    listing.columns().forEach(column -> conditions.add(column + " = ?"));
    conditions.add(
        switch (page) {
          case OFFSET -> Listing.TIME + " >= ?";
          case KEYSET -> "(" + Listing.TIME + ", id) > (?, ?)";
        });
    String skipped = page == Page.OFFSET && depth > 1 ? "\nOFFSET " + (depth - 1) : "";
    return """
        SELECT id, name, %1$s
        FROM %2$s
        WHERE %3$s
        ORDER BY %1$s, id
        LIMIT %4$d%5$s"""
        .formatted(
            Listing.TIME,
            new QualifiedName(schema, "events").quoted(),
            String.join(" AND ", conditions),
            Page.ROWS,
            skipped);
  }
}
