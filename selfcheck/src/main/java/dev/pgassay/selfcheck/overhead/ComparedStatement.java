package dev.pgassay.selfcheck.overhead;

import dev.pgassay.measure.client.AnswerGate;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryTask;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The statement of all programs of the comparison. */
enum ComparedStatement {
  /** The HNSW search, whose vector the server looks up by the number of the query. */
  SEARCH(1) {
    @Override
    QueryTask task(String sql, QueryTask bound) {
      return new QueryTask(
          sql, QueryParameters.numbers(bound.queries()), bound.shape(), bound.gate());
    }

    @Override
    void bind(PreparedStatement statement, int query) throws SQLException {
      statement.setInt(1, query);
    }

    @Override
    void read(ResultSet row) throws SQLException {
      row.getObject(1, UUID.class);
    }
  },

  /**
   * The server has nothing to do, so that only the round trip and the client remain. A microsecond
   * is some per cent of it, so it needs more rounds.
   */
  SELECT_1(3) {
    @Override
    QueryTask task(String sql, QueryTask bound) {
      return new QueryTask(
          sql,
          QueryParameters.none(),
          RowShape.DIGEST,
          new AnswerGate(1, 1, new Expected.Nothing(), PlanRule.FREE));
    }

    @Override
    void bind(PreparedStatement statement, int query) {}

    @Override
    void read(ResultSet row) throws SQLException {
      row.getString(1);
    }
  };

  private final int roundsRatio;

  ComparedStatement(int roundsRatio) {
    this.roundsRatio = roundsRatio;
  }

  /**
   * Returns the number of rounds.
   *
   * @param searchRounds those of the search
   */
  int rounds(int searchRounds) {
    return roundsRatio * searchRounds;
  }

  /**
   * Returns the task of our measured path.
   *
   * @param bound the search with the vector bound from the client
   */
  abstract QueryTask task(String sql, QueryTask bound);

  /** Returns the compared programs in the order in which they are printed. */
  List<ClientProgram> programs() {
    return switch (this) {
      case SEARCH ->
          Arrays.stream(ClientProgram.values())
              .filter(program -> program != ClientProgram.PLAIN_LOOP_NO_TIMEOUT)
              .toList();
      case SELECT_1 ->
          List.of(
              ClientProgram.OURS,
              ClientProgram.PGBENCH,
              ClientProgram.PLAIN_LOOP,
              ClientProgram.PLAIN_LOOP_NO_TIMEOUT);
    };
  }

  /** Binds the parameters in the plainest loop. */
  abstract void bind(PreparedStatement statement, int query) throws SQLException;

  /** Reads a row in the plainest loop. */
  abstract void read(ResultSet row) throws SQLException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
