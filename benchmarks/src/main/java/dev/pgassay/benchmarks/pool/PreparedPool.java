package dev.pgassay.benchmarks.pool;

import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.PreparedQueries;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.WorkloadContext;
import java.util.Map;
import java.util.TreeMap;

/** Look-ups in the loaded workspace through a pool. The forks receive its size. */
final class PreparedPool extends PreparedQueries {
  PreparedPool(WorkloadContext context, QueryInputs lookups) {
    super(MeasuredPlace.loaded(context), point -> lookups);
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    Map<String, String> inputs = new TreeMap<>(super.forkInputs(point));
    inputs.put(PooledLookup.SIZE, point.text("pool_size"));
    return inputs;
  }
}
