package dev.pgassay.benchmarks.write;

import dev.pgassay.benchmarks.write.WriteTask.Values;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.stats.Measure;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A client that writes repeatedly, each time in a transaction. Not thread-safe. */
final class WriteOperation implements ClientOperation {
  /** The beginning of the source_url of every inserted row, by which it can be found again. */
  static final String SOURCE = "https://written.example/";

  private final MeasuredSession session;
  private final WriteKind kind;
  private final String sql;
  private final Values values;
  private final PreparedStatement statement;
  private final PreparedStatement insert;
  private final WriteCounts counts;
  private final NewVectors newVectors;

  /** The beginning of the source_url of this client's rows. */
  private final String source = SOURCE + UUID.randomUUID() + "/";

  private long number;
  private Optional<Long> queryId = Optional.empty();

  /** One for each row of the next execution. */
  private ParameterColumn embeddings;

  WriteOperation(MeasuredSession session, WriteKind kind, String events, Values values) {
    this.session = session;
    this.kind = kind;
    this.sql = kind.sql(events);
    this.values = values;
    try {
      this.statement = QueryParameters.prepare(session.connection(), sql);
      this.insert = session.connection().prepareStatement(WriteKind.insert(events));
      this.counts = WriteCounts.begin(session, kind, events);
      this.newVectors = NewVectors.open(values.vectors(), session.connection(), values.sequence());
      this.embeddings = newVectors.take(1);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare to write", e);
    }
  }

  @Override
  public void before(int query) throws SQLException {
    if (kind.writesEmbeddings()) {
      embeddings = newVectors.take(kind.rows());
    }
    if (kind == WriteKind.DELETE) {
      bind(insert, query, 0, sourceUrl(number));
      insert.executeUpdate();
    }
  }

  @Override
  public int execute(int query, long[] answer) throws SQLException {
    return switch (kind) {
      case INSERT, UPSERT -> {
        bind(statement, query, 0, sourceUrl(number++));
        yield statement.executeUpdate();
      }
      case INSERT_BATCH -> batch(query);
      case UPDATE_EMBEDDING -> {
        embeddings.bind(statement, 1, 0);
        values.written().columns().get(0).bind(statement, 2, query);
        yield statement.executeUpdate();
      }
      case UPDATE_COLUMN -> {
        values.written().bind(statement, query);
        yield statement.executeUpdate();
      }
      case DELETE -> {
        statement.setString(1, sourceUrl(number++));
        yield statement.executeUpdate();
      }
    };
  }

  private int batch(int query) throws SQLException {
    session.connection().setAutoCommit(false);
    for (int row = 0; row < WriteKind.BATCH; row++) {
      bind(statement, (query + row) % values.inserted().queries(), row, sourceUrl(number++));
      statement.addBatch();
    }
    int rows = Arrays.stream(statement.executeBatch()).sum();
    session.connection().commit();
    session.connection().setAutoCommit(true);
    return rows;
  }

  /** Returns the source_url of a row. An upsert uses each twice: the first time it inserts. */
  private String sourceUrl(long written) {
    return source + (kind == WriteKind.UPSERT ? written / 2 : written);
  }

  private void bind(PreparedStatement inserting, int query, int row, String sourceUrl)
      throws SQLException {
    values.inserted().bind(inserting, query);
    int bound = values.inserted().columns().size();
    embeddings.bind(inserting, bound + 1, row);
    inserting.setString(bound + 2, sourceUrl);
  }

  @Override
  public void failed(int query) throws SQLException {
    if (!session.connection().getAutoCommit()) {
      session.connection().rollback();
      session.connection().setAutoCommit(true);
    }
  }

  /** Returns a violation if the trigger did not score the rows, or scored them while disabled. */
  Optional<String> wrongScore(boolean scored) throws SQLException {
    boolean inserts = kind != WriteKind.UPDATE_COLUMN && kind != WriteKind.UPDATE_EMBEDDING;
    if (!inserts || kind == WriteKind.DELETE) {
      return Optional.empty();
    }
    long wrong = counts.rowsWithoutScore(source, scored);
    return wrong == 0
        ? Optional.empty()
        : Optional.of(
            wrong + " inserted rows have " + (scored ? "no" : "a") + " score of their quality");
  }

  @Override
  public Optional<Explained> explained() {
    List<String> literals = new ArrayList<>();
    switch (kind) {
      case INSERT, INSERT_BATCH, UPSERT -> {
        literals.addAll(values.written().literals(0));
        literals.add(embeddings.literal(0));
        literals.add("'" + sourceUrl(number) + "'");
      }
      case UPDATE_EMBEDDING -> {
        literals.add(embeddings.literal(0));
        literals.addAll(values.written().literals(0));
      }
      case UPDATE_COLUMN -> literals.addAll(values.written().literals(0));
      case DELETE -> literals.add("'" + sourceUrl(number) + "'");
    }
    return Optional.of(new Explained(sql, literals));
  }

  @Override
  public void beginRecording() {
    if (queryId.isEmpty() && !session.isLost()) {
      Explained explained = explained().orElseThrow();
      queryId = session.explain(explained.sql(), explained.literals()).queryId();
    }
    counts.beginWal(queryId);
  }

  @Override
  public void endRecording() {
    counts.endWal(queryId);
  }

  @Override
  public List<Measure> measures() {
    return counts.measures();
  }

  @Override
  public void close() throws SQLException {
    newVectors.close();
    insert.close();
    statement.close();
  }
}
