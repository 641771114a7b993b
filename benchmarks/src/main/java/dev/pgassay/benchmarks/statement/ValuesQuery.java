package dev.pgassay.benchmarks.statement;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.measure.statement.StatementFile.Values;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the values of a statement's parameters by the query in its file. */
final class ValuesQuery {
  private static final String VECTOR = "vector";

  private final StatementFile statement;
  private final MeasuredSession session;

  ValuesQuery(StatementFile statement, MeasuredSession session) {
    this.statement = statement;
    this.session = session;
  }

  /**
   * The values of each query.
   *
   * @param parameters a column for each question mark of the statement
   * @param excluded what the column of the exclusion has in a row that does not count; empty if all
   *     rows count
   */
  record Read(QueryParameters parameters, List<String> excluded) {}

  /**
   * Reads the values.
   *
   * @throws InvalidInput if the query fails or does not match the parameters, with its line
   */
  Read read() {
    return statement
        .values()
        .map(this::read)
        .orElseGet(() -> new Read(QueryParameters.none(), List.of()));
  }

  private Read read(Values values) {
    try (Statement query = session.connection().createStatement()) {
      query.setMaxRows(values.queries());
      try (ResultSet rows = query.executeQuery(values.sql())) {
        return parameters(rows);
      }
    } catch (SQLException e) {
      String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
      throw statement.refuseValues("the values query fails: " + words);
    }
  }

  private Read parameters(ResultSet rows) throws SQLException {
    Map<String, List<String>> texts = texts(rows.getMetaData());
    while (rows.next()) {
      for (Map.Entry<String, List<String>> column : texts.entrySet()) {
        String text = rows.getString(column.getKey());
        if (text == null) {
          throw statement.refuseValues(
              "the values query gives no value for :"
                  + column.getKey()
                  + " in row "
                  + (column.getValue().size() + 1)
                  + "; leave such rows out");
        }
        column.getValue().add(text);
      }
    }
    if (texts.values().iterator().next().isEmpty()) {
      throw statement.refuseValues("the values query returns no row");
    }
    Map<String, ParameterColumn> columns = new LinkedHashMap<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      String name = rows.getMetaData().getColumnLabel(i);
      boolean vector = rows.getMetaData().getColumnTypeName(i).endsWith(VECTOR);
      columns.put(name, column(texts.get(name), vector));
    }
    return new Read(
        QueryParameters.columns(statement.parameters().stream().map(columns::get).toList()),
        statement.exclusion().map(it -> texts.get(it.value())).orElse(List.of()));
  }

  /** Requires a column for each name and a name for each column. */
  private Map<String, List<String>> texts(ResultSetMetaData columns) throws SQLException {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      texts.put(columns.getColumnLabel(i), new ArrayList<>());
    }
    for (String name : statement.parameters()) {
      if (!texts.containsKey(name)) {
        throw statement.refuseValues(
            "the values query has no column for :" + name + "; it has " + texts.keySet());
      }
    }
    Optional<String> excluding = statement.exclusion().map(StatementFile.Exclusion::value);
    excluding
        .filter(name -> !texts.containsKey(name))
        .ifPresent(
            name -> {
              throw statement.refuseValues(
                  "the values query has no column for :"
                      + name
                      + " of exclude; it has "
                      + texts.keySet());
            });
    for (String name : texts.keySet()) {
      if (!statement.parameters().contains(name) && !excluding.equals(Optional.of(name))) {
        throw statement.refuseValues("the statement has no :" + name + " for that column");
      }
    }
    return texts;
  }

  private static ParameterColumn column(List<String> texts, boolean vector) {
    return vector && texts.stream().allMatch(text -> text.startsWith("["))
        ? new ParameterColumn.Vectors(
            texts.stream().map(ValuesQuery::components).toArray(float[][]::new))
        : new ParameterColumn.Texts(texts.toArray(String[]::new));
  }

  /** Reads pgvector's own spelling. */
  private static float[] components(String text) {
    String[] numbers = text.substring(1, text.length() - 1).split(",");
    float[] components = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      try {
        components[i] = Float.parseFloat(numbers[i]);
      } catch (NumberFormatException e) {
        throw new Failure("the server wrote a vector that cannot be read: " + numbers[i], e);
      }
    }
    return components;
  }
}
