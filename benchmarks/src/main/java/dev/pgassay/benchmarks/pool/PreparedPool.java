package dev.pgassay.benchmarks.pool;

import dev.pgassay.benchmarks.loop.PreparedQueries;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.Workspace;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Look-ups through a pool, whose size the forks are told.
 *
 * @param lookups the look-ups themselves
 */
record PreparedPool(PreparedQueries lookups) implements PreparedWorkload {
  @Override
  public Workspace workspace() {
    return lookups.workspace();
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return lookups.indexBuilds();
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return lookups.sessionSettings(point);
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    Map<String, String> inputs = new TreeMap<>(lookups.forkInputs(point));
    inputs.put(PooledLookup.SIZE, point.text(PoolWorkload.POOL_SIZE));
    return inputs;
  }

  @Override
  public PlanRule plan(Parameters point) {
    return lookups.plan(point);
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    return lookups.judge(point, answers);
  }

  @Override
  public void close() {
    lookups.close();
  }
}
