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
import java.util.Locale;
import java.util.UUID;

/** What all programs of the comparison execute. */
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
   * No work in the server: what is left is the round trip and the client. A difference of a
   * microsecond is per cents of it, so it is given more rounds.
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
   * How many rounds it is given.
   *
   * @param searchRounds those of the search
   */
  int rounds(int searchRounds) {
    return roundsRatio * searchRounds;
  }

  /** What our measured path executes, given the search with the vector bound from the client. */
  abstract QueryTask task(String sql, QueryTask bound);

  /** Binds as the plainest loop does. */
  abstract void bind(PreparedStatement statement, int query) throws SQLException;

  /** Reads a row as the plainest loop does. */
  abstract void read(ResultSet row) throws SQLException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
