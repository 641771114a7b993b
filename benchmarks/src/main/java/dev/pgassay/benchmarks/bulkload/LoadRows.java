package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.BinaryCopyEncoder;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.Sha256;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The first events of a dataset in files that are made before the measurement: in both formats of
 * COPY, and as the parameters of an INSERT.
 *
 * @param dataset of the events
 * @param rows number of events
 * @param folder of the files
 */
record LoadRows(DatasetGenerator dataset, int rows, Path folder) {

  /** The column that orders the rows of the digest. */
  static final String ORDER = "id";

  /** Returns the rows in the binary format. */
  Path binary() {
    return once(
        folder.resolve("load-" + rows + ".binary"),
        out -> writeBinary(IntStream.range(0, rows), out));
  }

  /** Returns the digest of the rows in the binary format, in the order of their keys. */
  String digest() {
    RowIds ids = dataset.ids(Table.EVENTS);
    Sha256 digest = new Sha256();
    writeBinary(
        IntStream.range(0, rows)
            .boxed()
            .sorted((one, other) -> compare(ids, one, other))
            .mapToInt(row -> row),
        digest.passingTo(OutputStream.nullOutputStream()));
    return digest.hex();
  }

  /** Compares uuids as the server does: byte by byte, unsigned. */
  private static int compare(RowIds ids, int one, int other) {
    int first = Long.compareUnsigned(ids.mostSignificantBits(one), ids.mostSignificantBits(other));
    return first != 0
        ? first
        : Long.compareUnsigned(ids.leastSignificantBits(one), ids.leastSignificantBits(other));
  }

  private void writeBinary(IntStream numbers, OutputStream out) {
    BinaryCopyEncoder encoder = new BinaryCopyEncoder(1 << 16);
    encoder.begin((bytes, length) -> write(out, bytes, length));
    RowGenerator generator = dataset.newRowGenerator(Table.EVENTS);
    numbers.forEach(row -> generator.write(row, encoder));
    encoder.end();
  }

  /** Returns the rows in the text format. */
  Path text() {
    return once(
        folder.resolve("load-" + rows + ".text"),
        out -> {
          TextCopyEncoder encoder = new TextCopyEncoder(out);
          RowGenerator generator = dataset.newRowGenerator(Table.EVENTS);
          for (int row = 0; row < rows; row++) {
            generator.write(row, encoder);
          }
        });
  }

  /** Returns the rows as parameters, a column of the table for each question mark. */
  Path parameters() {
    Path file = folder.resolve("load-" + rows + ".parameters");
    if (!Files.exists(file)) {
      ParameterFile.write(file, columns());
    }
    return file;
  }

  private QueryParameters columns() {
    List<String> names = dataset.columns(Table.EVENTS);
    RowReader reader = RowReader.of(dataset, Table.EVENTS, names);
    Object[][] values = new Object[names.size()][rows];
    for (int row = 0; row < rows; row++) {
      Object[] read = reader.read(row);
      for (int column = 0; column < read.length; column++) {
        values[column][row] = read[column];
      }
    }
    return QueryParameters.columns(Arrays.stream(values).map(LoadRows::column).toList());
  }

  /** Binds a value by its own type; a null, or a value of any other type, as text. */
  private static ParameterColumn column(Object[] values) {
    boolean whole = Arrays.stream(values).allMatch(Objects::nonNull);
    Object any = Arrays.stream(values).filter(Objects::nonNull).findAny().orElse("");
    if (any instanceof UUID) {
      return new ParameterColumn.Uuids(as(values, UUID[].class));
    }
    if (any instanceof float[]) {
      return new ParameterColumn.Vectors(as(values, float[][].class));
    }
    if (any instanceof Long) {
      return new ParameterColumn.Times(
          Arrays.stream(values).map(LoadRows::moment).toArray(OffsetDateTime[]::new));
    }
    if (any instanceof Integer && whole) {
      return new ParameterColumn.Integers(
          Arrays.stream(values).mapToLong(value -> (int) value).toArray());
    }
    if (any instanceof Double && whole) {
      return new ParameterColumn.Doubles(
          Arrays.stream(values).mapToDouble(value -> (double) value).toArray());
    }
    return new ParameterColumn.Texts(
        Arrays.stream(values)
            .map(value -> value == null ? null : value.toString())
            .toArray(String[]::new));
  }

  private static OffsetDateTime moment(Object micros) {
    return micros == null
        ? null
        : Instant.EPOCH.plus((long) micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static <T> T[] as(Object[] values, Class<T[]> type) {
    return Arrays.copyOf(values, values.length, type);
  }

  /** Writes the rows of a file. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream out);
  }

  private static Path once(Path file, Content content) {
    if (Files.exists(file)) {
      return file;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.write(out);
      return file;
    } catch (IOException | UncheckedIOException e) {
      throw new Failure("cannot write the rows to load, " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(OutputStream out, byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
