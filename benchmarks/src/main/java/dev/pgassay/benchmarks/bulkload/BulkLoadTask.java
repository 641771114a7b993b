package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.benchmarks.loop.OperationTask;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.Sha256;
import dev.pgassay.measure.client.AnswerGate;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.postgres.jdbc.CopyStream;
import dev.pgassay.postgres.jdbc.CopyStream.Format;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.QueryParameters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A client that repeatedly loads the same rows into an emptied table. Immutable. */
final class BulkLoadTask extends OperationTask {
  static final String METHOD = "load.method";
  static final String ROWS = "load.rows";
  static final String SCHEMA = "load.schema";
  static final String TABLE = "load.table";
  static final String COLUMNS = "load.columns";
  static final String DIGEST = "load.digest";
  static final String SOURCE = "load.source";

  private final LoadMethod method;
  private final int rows;
  private final QualifiedName table;
  private final List<String> columns;
  private final String digest;
  private final Path source;

  private BulkLoadTask(ForkContext context) {
    this.method = Words.constant(context.input(METHOD), LoadMethod.class);
    this.rows = Integer.parseInt(context.input(ROWS));
    this.table = new QualifiedName(context.input(SCHEMA), context.input(TABLE));
    this.columns = List.of(context.input(COLUMNS).split(","));
    this.digest = context.input(DIGEST);
    this.source = Path.of(context.input(SOURCE));
  }

  static BulkLoadTask of(ForkContext context) {
    return new BulkLoadTask(context);
  }

  @Override
  public ClientOperation open(MeasuredSession session, int client, int clients) {
    return new BulkLoadOperation(session, table, rows, loading(session));
  }

  private RowLoading loading(MeasuredSession session) {
    if (method.isCopy()) {
      Format format = method == LoadMethod.COPY_BINARY ? Format.BINARY : Format.TEXT;
      return new CopyLoading(session.connection(), new CopyStream(table, columns, format), source);
    }
    QueryParameters parameters = ParameterFile.read(source);
    return InsertLoading.prepare(session.connection(), method, table, columns, parameters);
  }

  /** Reads the rows of one load back: they must be the generated ones, byte for byte. */
  @Override
  public List<String> violations(ClientOperation operation, MeasuredSession session)
      throws SQLException {
    List<String> found = new ArrayList<>();
    operation.before(0);
    int loaded = operation.execute(0, new long[0]);
    operation.after(0);
    found.addAll(violations(new RowSpan(loaded, loaded)));
    if (!digestOfTable(session).equals(digest)) {
      found.add("the loaded rows differ from the generated ones");
    }
    found.addAll(AnswerGate.settings(session));
    ((BulkLoadOperation) operation).forget();
    return found;
  }

  private String digestOfTable(MeasuredSession session) throws SQLException {
    CopyStream copy = new CopyStream(table, columns, Format.BINARY);
    Sha256 loaded = new Sha256();
    try {
      copy.write(
          session.connection(), LoadRows.ORDER, loaded.passingTo(OutputStream.nullOutputStream()));
      return loaded.hex();
    } catch (IOException e) {
      throw new Failure("cannot read back what was loaded: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> violations(RowSpan span) {
    return span.fewest() == rows && span.most() == rows
        ? List.of()
        : List.of(
            "a load brought in %d to %d rows instead of %d"
                .formatted(span.fewest(), span.most(), rows));
  }
}
