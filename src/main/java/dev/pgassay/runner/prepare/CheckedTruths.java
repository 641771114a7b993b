package dev.pgassay.runner.prepare;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.truth.ExactNeighbors;
import dev.pgassay.data.truth.GroundTruthCache;
import dev.pgassay.data.truth.GroundTruthCheck;
import dev.pgassay.data.truth.GroundTruthCheck.Comparison;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.data.truth.GroundTruthTask.Named;
import dev.pgassay.failure.Failure;
import dev.pgassay.measure.workload.WorkloadContext.Truths;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.RowFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact neighbours of a run: from the cache or computed, once for each metric and k. A sample
 * of them is compared with the server's own exact scan, so that a table whose rows differ from the
 * dataset cannot pass. Not thread-safe.
 */
final class CheckedTruths implements Truths {
  /** A wrong dataset is wrong for every query: few are enough, and a scan of a million is slow. */
  private static final int SAMPLE = 3;

  private final DatasetGenerator dataset;
  private final GroundTruthCache cache;
  private final ConnectionTarget target;
  private final Progress progress;
  private final Map<String, ExactNeighbors> known = new HashMap<>();

  CheckedTruths(
      DatasetGenerator dataset,
      GroundTruthCache cache,
      ConnectionTarget target,
      Progress progress) {
    this.dataset = dataset;
    this.cache = cache;
    this.target = target;
    this.progress = progress;
  }

  /** Rows and search are those of the truth without a filter, which is checked first. */
  @Override
  public ExactNeighbors get(Metric metric, int k, Named<RowFilter> filter)
      throws InterruptedException {
    String key = metric + " " + k + " " + filter.name();
    ExactNeighbors truth = known.get(key);
    if (truth == null) {
      boolean all = filter.equals(GroundTruthTask.UNFILTERED);
      if (!all) {
        get(metric, k);
      }
      GroundTruthTask task =
          GroundTruthTask.heldOut(dataset, metric, k).withFilter(filter.name(), filter.content());
      truth = cache.get(task, Runtime.getRuntime().availableProcessors(), progress);
      if (all) {
        check(truth);
      }
      known.put(key, truth);
    }
    return truth;
  }

  private void check(ExactNeighbors truth) {
    RowIds ids = RowIds.of(Table.EVENTS, dataset.spec().content().seed());
    GroundTruthCheck check = new GroundTruthCheck(truth, dataset.queries(), ids);
    try (Session session = Session.open(target)) {
      List<Comparison> comparisons = check.compare(session, SAMPLE, progress);
      for (Comparison comparison : comparisons) {
        if (!comparison.agrees()) {
          throw new Failure(
              "the server's exact scan finds different neighbours for query "
                  + comparison.query()
                  + " than the dataset "
                  + dataset.spec().name()
                  + " has, so the database "
                  + target.database()
                  + " holds other rows; drop it, or remove the cluster that holds it"
                  + " (pgassay clean lists it), and load again");
        }
      }
    }
  }
}
