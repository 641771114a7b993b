package dev.pgassay.benchmarks.write;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;

/** Writes to the events: the host's part of {@link WriteBenchmark}. */
public final class WriteWorkload extends BenchmarkWorkload {
  static final String INDEXES = "indexes";
  static final String TRIGGER = "trigger";
  static final String OPERATION = "operation";
  private static final String ALL = "all";
  private static final String WITHOUT_HNSW = "without_hnsw";
  private static final String ON = "on";
  private static final String OFF = "off";

  /** Makes the workload; called by the service loader. */
  public WriteWorkload() {
    super(WriteBenchmark.class);
  }

  @Override
  public String question() {
    return "What do the HNSW index and the quality trigger cost an insert, an update, a delete?";
  }

  @Override
  public String gate() {
    return "every execution writes its rows; inserted rows have a quality score"
        + " if and only if the trigger exists";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return WriteTask.of(context);
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    boolean scored = build.text(TRIGGER).equals(ON);
    return PreparedWrites.make(context, copy -> change(context, copy, build), scored);
  }

  private static void change(WorkloadContext context, EventsCopy copy, Parameters build) {
    copy.execute(
        "cannot number the rows to write",
        NewVectors.createSql(copy.quoted(NewVectors.SEQUENCE), context.dataset().spec().events()));
    if (build.text(INDEXES).equals(WITHOUT_HNSW)) {
      copy.dropIndex(EventsVectorIndex.NAME);
    }
    if (!build.text(TRIGGER).equals(ON)) {
      copy.execute(
          "cannot disable the trigger",
          "ALTER TABLE " + copy.quoted(EventsCopy.EVENTS) + " DISABLE TRIGGER events_quality");
    }
  }
}
