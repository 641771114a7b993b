package dev.pgassay.runner.point;

import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.result.environment.AuditedIndex.InsertCost;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.run.Run;
import dev.pgassay.verdict.audit.BenchmarkUses;
import dev.pgassay.verdict.audit.SchemaAudit;
import java.util.List;
import java.util.Map;

/**
 * Audits the indexes at the end of a run. It measures the cost of an insert on a copy of the
 * database; if there can be none, the audit omits that cost and says so.
 */
public final class IndexAuditing {
  private static final String COPY = "index_audit";

  private final WorkloadContext context;

  public IndexAuditing(WorkloadContext context) {
    this.context = context;
  }

  /**
   * Judges each index of the schema.
   *
   * @param run whose benchmarks used the indexes
   * @throws InterruptedException if the run is ended
   */
  public IndexAudit audit(Run run) throws InterruptedException {
    BenchmarkUses benchmarks = new IndexUses(run.indexBuilds()).of(run.points());
    SchemaAudit audit = SchemaAudit.read(context.workspace());
    try {
      return new IndexAudit(audit.judge(benchmarks, insertCosts(audit)), List.of());
    } catch (NotAvailable e) {
      return new IndexAudit(
          audit.judge(benchmarks, Map.of()),
          List.of("what an insert costs was not measured: " + e.getMessage()));
    }
  }

  private Map<String, InsertCost> insertCosts(SchemaAudit audit) throws InterruptedException {
    Workspace copy = context.copies().make(COPY);
    try {
      return audit.insertCosts(copy, context.progress());
    } finally {
      context.copies().drop(COPY);
    }
  }
}
