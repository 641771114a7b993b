package dev.pgassay.benchmarks.write;

import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.dataset.RowReader;
import dev.pgassay.dataset.Table;
import dev.pgassay.db.ParameterColumn;
import dev.pgassay.db.QueryParameters;
import dev.pgassay.vector.VectorSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** What the clients write: texts, times and vectors of generated events. */
final class WriteInputs {
  /** Different rows; what must be unique is added by the client. */
  private static final int ROWS = 2000;

  /** How much of a new vector is that of an event. */
  private static final float MIXED = 0.2f;

  /** What an inserted row takes from a generated one, in the order of the statement. */
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
          "audience_rank",
          "embedding");

  /** Places among the columns above. */
  private static final List<Integer> TIMES = List.of(5, 6);

  private static final int VECTOR = 14;

  private WriteInputs() {}

  /** Rows to insert: a column for each of the statement's question marks but the last. */
  static QueryParameters rows(DatasetGenerator dataset, SplittableRandom random) {
    RowReader events = RowReader.of(dataset, Table.EVENTS, COLUMNS);
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      rows.add(events.read(random.nextLong(dataset.rows(Table.EVENTS))).clone());
    }
    List<ParameterColumn> columns = new ArrayList<>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      columns.add(column == VECTOR ? vectors(dataset, rows, random) : texts(rows, column));
    }
    return QueryParameters.columns(columns);
  }

  /** New embeddings, or capacities, for events that are there. */
  static QueryParameters updates(
      DatasetGenerator dataset, WriteKind kind, SplittableRandom random) {
    UUID[] ids = new UUID[ROWS];
    long[] capacities = new long[ROWS];
    for (int row = 0; row < ROWS; row++) {
      ids[row] = dataset.ids(Table.EVENTS).uuid(random.nextLong(dataset.rows(Table.EVENTS)));
      capacities[row] = 1 + random.nextInt(5000);
    }
    ParameterColumn value =
        kind == WriteKind.UPDATE_EMBEDDING
            ? rows(dataset, random).columns().get(VECTOR)
            : new ParameterColumn.Integers(capacities);
    return QueryParameters.columns(List.of(value, new ParameterColumn.Uuids(ids)));
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

  /**
   * Held-out queries, each with a little of an event's vector in it: an HNSW index does not link a
   * vector that it has already, but adds the row to the element that stands.
   */
  private static ParameterColumn vectors(
      DatasetGenerator dataset, List<Object[]> rows, SplittableRandom random) {
    VectorSource queries = dataset.queries();
    float[][] vectors = new float[rows.size()][queries.dimensions()];
    for (int row = 0; row < vectors.length; row++) {
      float[] event = (float[]) rows.get(row)[VECTOR];
      queries.read(random.nextLong(queries.size()), 1, vectors[row]);
      for (int i = 0; i < event.length; i++) {
        vectors[row][i] += MIXED * event[i];
      }
    }
    return new ParameterColumn.Vectors(vectors);
  }
}
