package dev.pgassay.benchmarks.write;

import dev.pgassay.benchmarks.loop.OperationTask;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.measure.client.AnswerGate;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.vector.VectorSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Clients that write, each its own rows. Immutable. */
final class WriteTask extends OperationTask {
  static final String KIND = "write.kind";
  static final String EVENTS = "write.events";
  static final String PARAMETERS = "write.parameters";
  static final String INSERTED = "write.inserted";
  static final String SCORED = "write.scored";
  static final String DATASET = "write.dataset";
  static final String SEQUENCE = "write.sequence";

  /** Enough executions to take a session past the choice of a generic plan. */
  private static final int GATE_EXECUTIONS = 8;

  private final WriteKind kind;
  private final String events;
  private final Values values;
  private final boolean scored;

  private WriteTask(ForkContext context) {
    this.kind = Words.constant(context.input(KIND), WriteKind.class);
    this.events = context.input(EVENTS);
    this.values =
        new Values(
            ParameterFile.read(Path.of(context.input(PARAMETERS))),
            ParameterFile.read(Path.of(context.input(INSERTED))),
            NewVectors.source(DatasetSpec.ofText("written", context.input(DATASET))),
            context.input(SEQUENCE));
    this.scored = Boolean.parseBoolean(context.input(SCORED));
  }

  static WriteTask of(ForkContext context) {
    return new WriteTask(context);
  }

  @Override
  public int queries() {
    return values.written().queries();
  }

  @Override
  public ClientOperation open(MeasuredSession session, int client, int clients) {
    return new WriteOperation(session, kind, events, values);
  }

  /**
   * The written values and those that are inserted beforehand.
   *
   * @param written bound to the statement, except embedding and source_url
   * @param inserted rows that a delete needs
   * @param vectors of events that are not loaded
   * @param sequence that provides their numbers
   */
  record Values(
      QueryParameters written, QueryParameters inserted, VectorSource vectors, String sequence) {}

  @Override
  public List<String> violations(ClientOperation operation, MeasuredSession session)
      throws SQLException {
    List<String> found = new ArrayList<>();
    for (int query = 0; query < Math.min(GATE_EXECUTIONS, queries()); query++) {
      operation.before(query);
      int rows = operation.execute(query, new long[0]);
      operation.after(query);
      found.addAll(violations(new RowSpan(rows, rows)));
    }
    ((WriteOperation) operation).wrongScore(scored).ifPresent(found::add);
    found.addAll(AnswerGate.settings(session));
    return found;
  }

  @Override
  public List<String> violations(RowSpan rows) {
    return rows.fewest() == kind.rows() && rows.most() == kind.rows()
        ? List.of()
        : List.of(
            "an execution wrote "
                + rows.fewest()
                + " to "
                + rows.most()
                + " rows instead of "
                + kind.rows());
  }
}
