package dev.pgassay.measure.client;

import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.PreparedQuery;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A task in which every client executes one prepared query.
 *
 * @param sql the statement, with a question mark for each parameter
 * @param parameters of each query
 * @param shape how a row of the answer is kept
 * @param gate checks every client
 */
public record QueryTask(String sql, QueryParameters parameters, RowShape shape, AnswerGate gate)
    implements ClientTask {
  public QueryTask {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(gate, "gate");
  }

  @Override
  public int queries() {
    return parameters.queries();
  }

  @Override
  public int mostRows() {
    return gate.expected() instanceof Expected.Changing ? 0 : gate.keptRows();
  }

  @Override
  public ClientOperation open(MeasuredSession session, int client, int clients) {
    return new Operation(PreparedQuery.prepare(session.connection(), sql, parameters, shape));
  }

  @Override
  public List<String> violations(ClientOperation operation, MeasuredSession session)
      throws SQLException {
    PreparedQuery query = ((Operation) operation).query();
    return gate.violations(operation, query.statement(), queries(), session);
  }

  @Override
  public List<String> violations(RowSpan rows) {
    return gate.violations(rows);
  }

  @Override
  public List<String> violations(SessionPlan plan) {
    return gate.plan().violations(plan);
  }

  private record Operation(PreparedQuery query) implements ClientOperation {
    @Override
    public int execute(int number, long[] answer) throws SQLException {
      return query.execute(number, answer);
    }

    @Override
    public Optional<Explained> explained() {
      return Optional.of(new Explained(query.sql(), query.literals(0)));
    }

    @Override
    public void close() throws SQLException {
      query.close();
    }
  }
}
