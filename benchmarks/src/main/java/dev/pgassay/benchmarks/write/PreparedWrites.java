package dev.pgassay.benchmarks.write;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.QueryParameters;
import dev.pgassay.db.Role;
import dev.pgassay.db.Workspace;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.ParameterFile;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A copy of the database that may be written to. Each point finds it as the first one did. */
final class PreparedWrites implements PreparedWorkload {
  private static final Map<String, String> SETTINGS =
      Map.of("plan_cache_mode", "auto", "statement_timeout", "60s", "jit", "off");

  private final WorkloadContext context;
  private final EventsCopy copy;
  private final boolean scored;

  PreparedWrites(WorkloadContext context, EventsCopy copy, boolean scored) {
    this.context = context;
    this.copy = copy;
    this.scored = scored;
  }

  @Override
  public Workspace workspace() {
    return copy.workspace();
  }

  @Override
  public Role role() {
    return Role.READ_WRITE;
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return List.of();
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    return SETTINGS;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) {
    WriteKind kind = WriteKind.of(point.text(WriteWorkload.OPERATION));
    SplittableRandom random = new SplittableRandom(context.dataset().spec().content().seed());
    QueryParameters inserted = WriteInputs.rows(context.dataset(), random);
    boolean updates = kind == WriteKind.UPDATE_COLUMN || kind == WriteKind.UPDATE_EMBEDDING;
    Path insertedFile = context.scratch().resolve("write-inserted.parameters");
    Path writtenFile = context.scratch().resolve("write-" + kind + ".parameters");
    ParameterFile.write(insertedFile, inserted);
    ParameterFile.write(
        writtenFile, updates ? WriteInputs.updates(context.dataset(), kind, random) : inserted);
    return Map.of(
        WriteTask.KIND, point.text(WriteWorkload.OPERATION),
        WriteTask.EVENTS, copy.quoted(EventsCopy.EVENTS),
        WriteTask.PARAMETERS, writtenFile.toString(),
        WriteTask.INSERTED, insertedFile.toString(),
        WriteTask.SCORED, Boolean.toString(scored),
        WriteTask.DATASET, context.dataset().spec().text(),
        WriteTask.SEQUENCE, copy.quoted(NewVectors.SEQUENCE));
  }

  @Override
  public PlanRule plan(Parameters point) {
    return PlanRule.FREE;
  }

  /** What an earlier point wrote is taken away, with the dead rows that it left. */
  @Override
  public void before(Parameters point) {
    String events = copy.quoted(EventsCopy.EVENTS);
    copy.execute(
        "cannot take back what was written",
        "DELETE FROM %s WHERE starts_with(source_url, '%s')"
            .formatted(events, WriteOperation.SOURCE));
    copy.execute("cannot vacuum", "VACUUM (ANALYZE) " + events);
  }

  /** No answer is kept: what is written is checked by the gate and by the number of rows. */
  @Override
  public Judgement judge(Parameters point, Answers answers) {
    return Judgement.of(Optional.empty());
  }

  @Override
  public void close() {
    copy.close();
  }
}
