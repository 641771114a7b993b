package dev.pgassay.benchmarks.write;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.QueryParameters;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A writable copy of the database. Each point gets a new one, because deletes and updates leave an
 * HNSW index larger and linked differently, even after a vacuum.
 */
final class PreparedWrites implements PreparedWorkload {
  private static final String LABEL = "write";

  private final WorkloadContext context;
  private final EventsCopy.Change change;
  private final boolean scored;
  private EventsCopy copy;
  private boolean written;

  private PreparedWrites(
      WorkloadContext context, EventsCopy.Change change, EventsCopy copy, boolean scored) {
    this.context = context;
    this.change = change;
    this.copy = copy;
    this.scored = scored;
  }

  /**
   * Makes the first copy.
   *
   * @param change makes each copy different from the loaded database
   * @param scored whether the quality trigger is enabled
   */
  static PreparedWrites make(WorkloadContext context, EventsCopy.Change change, boolean scored)
      throws InterruptedException {
    return new PreparedWrites(context, change, EventsCopy.make(context, LABEL, change), scored);
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
  public Map<String, String> sessionSettings(Parameters point) {
    return QuerySettings.with(Map.of());
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) {
    WriteKind kind = point.constant(WriteWorkload.OPERATION, WriteKind.class);
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

  /** Replaces a copy that an earlier point wrote to. */
  @Override
  public void before(Parameters point) throws InterruptedException {
    if (written) {
      copy.close();
      copy = EventsCopy.make(context, LABEL, change);
    }
    written = true;
  }

  @Override
  public void close() {
    copy.close();
  }
}
