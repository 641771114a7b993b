package dev.pgassay.benchmarks.pool;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryInputs.Rows;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** A connection pool under clients: what the host does for {@link PoolBenchmark}. */
public final class PoolWorkload extends BenchmarkWorkload {
  private static final int LOOKUPS = 1_000;
  private static final String PRIMARY_KEY = "events_pkey";

  /** Makes the workload; called by the service loader. */
  public PoolWorkload() {
    super(PoolBenchmark.class);
  }

  @Override
  public String question() {
    return "How many connections should a pool have for so many clients?";
  }

  @Override
  public String gate() {
    return "the one event asked for, by its primary key, through the pool";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return PooledLookup.of(context, files);
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    return new PreparedPool(context, lookups(context));
  }

  private static QueryInputs lookups(WorkloadContext context) {
    Path parameters = context.scratch().resolve("pool.parameters");
    Path expected = context.scratch().resolve("pool.rows");
    if (!Files.exists(expected)) {
      RowIds ids = context.dataset().ids(Table.EVENTS);
      long events = context.dataset().rows(Table.EVENTS);
      SplittableRandom random = new SplittableRandom(context.dataset().spec().content().seed());
      UUID[] asked = new UUID[LOOKUPS];
      Answers answers = new Answers(LOOKUPS, 1);
      for (int query = 0; query < LOOKUPS; query++) {
        long row = random.nextLong(events);
        long most = ids.mostSignificantBits(row);
        long least = ids.leastSignificantBits(row);
        asked[query] = new UUID(most, least);
        answers.record(query, new long[] {most, least}, 1);
      }
      ParameterFile.write(
          parameters, QueryParameters.columns(List.of(new ParameterColumn.Uuids(asked))));
      answers.write(expected);
    }
    return new QueryInputs(
        "SELECT id, name, starts_at, city, status FROM "
            + context.workspace().schema()
            + ".events WHERE id = ?",
        parameters,
        RowShape.IDS,
        Rows.exactly(1),
        new Expected.Rows(expected, true),
        PlanRule.uses(PRIMARY_KEY));
  }
}
