package dev.pgassay.benchmarks.write;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The texts and times of generated events that the clients write; vectors are generated separately.
 */
final class WriteInputs {
  /** The number of different rows; the client adds the columns that must be unique. */
  private static final int ROWS = 2000;

  /** The columns that an inserted row takes from a generated one, in the order of the statement. */
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "normalized_name",
          "description",
          "event_type",
          "status",
          "starts_at",
          "ends_at",
          "timezone",
          "city",
          "country",
          "is_virtual",
          "capacity",
          "topic_rank",
          "audience_rank");

  /** Positions among the columns above. */
  private static final List<Integer> TIMES = List.of(5, 6);

  private WriteInputs() {}

  /**
   * Makes rows to insert: a column for each of the statement's question marks except the last two.
   */
  static QueryParameters rows(DatasetGenerator dataset, SplittableRandom random) {
    RowReader events = RowReader.of(dataset, Table.EVENTS, COLUMNS);
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      rows.add(events.read(random.nextLong(dataset.rows(Table.EVENTS))).clone());
    }
    List<ParameterColumn> columns = new ArrayList<>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      columns.add(texts(rows, column));
    }
    return QueryParameters.columns(columns);
  }

  /** Draws loaded events that get another embedding, or another capacity in the first column. */
  static QueryParameters updates(
      DatasetGenerator dataset, WriteKind kind, SplittableRandom random) {
    UUID[] ids = new UUID[ROWS];
    long[] capacities = new long[ROWS];
    for (int row = 0; row < ROWS; row++) {
      ids[row] = dataset.ids(Table.EVENTS).uuid(random.nextLong(dataset.rows(Table.EVENTS)));
      capacities[row] = 1 + random.nextInt(5000);
    }
    ParameterColumn updated = new ParameterColumn.Uuids(ids);
    return QueryParameters.columns(
        kind == WriteKind.UPDATE_EMBEDDING
            ? List.of(updated)
            : List.of(new ParameterColumn.Integers(capacities), updated));
  }

  private static ParameterColumn texts(List<Object[]> rows, int column) {
    return new ParameterColumn.Texts(
        rows.stream()
            .map(row -> row[column] == null ? null : text(row[column], TIMES.contains(column)))
            .toArray(String[]::new));
  }

  private static String text(Object value, boolean time) {
    return time
        ? Instant.EPOCH.plus((long) value, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC).toString()
        : value.toString();
  }
}
