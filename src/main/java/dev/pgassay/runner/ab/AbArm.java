package dev.pgassay.runner.ab;

import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One side of a comparison: a prepared workload, with settings and parameters of the arm, which
 * override its own.
 */
class AbArm implements PreparedWorkload {
  private final PreparedWorkload prepared;
  private final AbChange change;
  private final Map<String, String> serverSettings;

  AbArm(PreparedWorkload prepared, AbChange change) {
    this(prepared, change, Map.of());
  }

  /**
   * @param serverSettings settings of its sessions, which replace those of the server
   */
  AbArm(PreparedWorkload prepared, AbChange change, Map<String, String> serverSettings) {
    this.prepared = prepared;
    this.change = change;
    this.serverSettings = Map.copyOf(serverSettings);
  }

  @Override
  public Workspace workspace() {
    return prepared.workspace();
  }

  @Override
  public Role role() {
    return prepared.role();
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return prepared.indexBuilds();
  }

  @Override
  public Set<QualifiedName> tables() {
    return prepared.tables();
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings = new LinkedHashMap<>(serverSettings);
    settings.putAll(prepared.sessionSettings(change.over(point)));
    settings.putAll(change.settings());
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    return prepared.forkInputs(change.over(point));
  }

  @Override
  public PlanRule plan(Parameters point) {
    return prepared.plan(change.over(point));
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) throws InterruptedException {
    return prepared.truth(change.over(point));
  }

  @Override
  public boolean answersMayDiffer() {
    return prepared.answersMayDiffer();
  }

  @Override
  public void before(Parameters point) throws InterruptedException {
    prepared.before(change.over(point));
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    return prepared.judge(change.over(point), answers);
  }

  @Override
  public void close() {
    prepared.close();
  }
}
