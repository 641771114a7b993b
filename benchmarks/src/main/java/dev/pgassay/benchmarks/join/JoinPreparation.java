package dev.pgassay.benchmarks.join;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.PreparedQueries;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.query.RowShape;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes the queries of the pages, and a copy without the indexes on foreign keys. */
final class JoinPreparation {
  private static final String COPY = "join";

  private final WorkloadContext context;
  private final Set<String> dropped;

  /**
   * @param dropped names of the dropped indexes
   */
  JoinPreparation(WorkloadContext context, Set<String> dropped) {
    this.context = context;
    this.dropped = dropped;
  }

  PreparedWorkload prepare() throws InterruptedException {
    MeasuredPlace place =
        dropped.isEmpty()
            ? MeasuredPlace.loaded(context)
            : MeasuredPlace.in(
                EventsCopy.make(context, COPY, made -> dropped.forEach(made::dropIndex)));
    return new PreparedQueries(place, point -> inputs(point, place.workspace().schema()));
  }

  private QueryInputs inputs(Parameters point, String schema) {
    JoinPage page = point.constant(JoinWorkload.PAGE, JoinPage.class);
    context
        .progress()
        .say("computing the rows of the " + Words.word(page) + " pages from the generator");
    JoinQueries queries =
        JoinQueries.of(
            context.dataset(),
            page,
            new SplittableRandom(context.dataset().spec().content().seed() + page.ordinal()));
    Path parameters = context.scratch().resolve("join-" + Words.word(page) + ".parameters");
    Path expected = context.scratch().resolve("join-" + Words.word(page) + ".answers");
    ParameterFile.write(parameters, queries.parameters());
    queries.expected().write(expected);
    return new QueryInputs(
        page == JoinPage.COUNTS ? counts(schema, page) : page(schema, page),
        parameters,
        page == JoinPage.COUNTS ? RowShape.DIGEST : RowShape.IDS,
        new QueryInputs.Rows(1, JoinQueries.ROWS),
        new Expected.Rows(expected, true),
        page == JoinPage.COUNTS || dropped.contains(page.index())
            ? PlanRule.FREE
            : PlanRule.uses(page.index()));
  }

  private static String page(String schema, JoinPage page) {
    return """
        SELECT e.id, e.name, e.starts_at, l.%1$s
        FROM %2$s AS l
        JOIN %3$s AS e ON e.id = l.event_id
        WHERE l.%4$s = ?
        ORDER BY e.starts_at DESC, e.id
        LIMIT %5$d"""
        .formatted(
            page.attribute(),
            table(schema, page.links()),
            table(schema, Table.EVENTS),
            page.entity(),
            JoinQueries.ROWS);
  }

  private static String counts(String schema, JoinPage page) {
    return """
        SELECT l.%1$s, to_char(e.starts_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*)
        FROM %2$s AS e
        JOIN %3$s AS l ON l.event_id = e.id
        WHERE e.starts_at >= ? AND e.starts_at < ?
        GROUP BY 1, 2
        ORDER BY 3 DESC, 1, 2
        LIMIT %4$d"""
        .formatted(
            page.entity(),
            table(schema, Table.EVENTS),
            table(schema, page.links()),
            JoinQueries.ROWS);
  }

  private static String table(String schema, Table table) {
    return new QualifiedName(schema, table.tableName()).quoted();
  }
}
