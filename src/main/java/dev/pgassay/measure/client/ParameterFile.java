package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.BinaryInput;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The file of query parameters, which lets all forks and arms replay the same queries. */
public final class ParameterFile {
  private static final int FORMAT = 0x70676102;
  private static final int NULL = -1;

  private ParameterFile() {}

  /** The types of columns. Their order belongs to the file format. */
  private enum Kind {
    VECTORS,
    TEXTS,
    UUIDS,
    INTEGERS,
    DOUBLES,
    TIMES
  }

  /**
   * Writes the parameters of a set of queries to a file, or replaces it.
   *
   * @throws Failure if it cannot be written
   */
  public static void write(Path file, QueryParameters parameters) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(FORMAT);
      out.writeInt(parameters.queries());
      out.writeInt(parameters.columns().size());
      for (ParameterColumn column : parameters.columns()) {
        write(out, column);
      }
    } catch (IOException e) {
      throw new Failure("cannot write the parameters " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws Failure if it cannot be read or has another content
   */
  public static QueryParameters read(Path file) {
    try (BinaryInput in = BinaryInput.open(file)) {
      if (in.readInt() != FORMAT) {
        throw new Failure("not a file of parameters: " + file);
      }
      int queries = in.readCount(1);
      int count = in.readCount(1);
      List<ParameterColumn> columns = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        columns.add(read(in, Kind.values()[in.readByte()], queries));
      }
      return new QueryParameters(queries, columns);
    } catch (IOException e) {
      throw new Failure("cannot read the parameters " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(DataOutputStream out, ParameterColumn column) throws IOException {
    if (column instanceof ParameterColumn.Vectors vectors) {
      out.writeByte(Kind.VECTORS.ordinal());
      int dimensions = vectors.components()[0].length;
      out.writeInt(dimensions);
      ByteBuffer buffer = ByteBuffer.allocate(dimensions * Float.BYTES);
      for (float[] vector : vectors.components()) {
        buffer.asFloatBuffer().put(vector);
        out.write(buffer.array());
      }
    } else if (column instanceof ParameterColumn.Texts texts) {
      writeTexts(out, Kind.TEXTS, texts.values());
    } else if (column instanceof ParameterColumn.Uuids uuids) {
      writeTexts(out, Kind.UUIDS, uuids.values());
    } else if (column instanceof ParameterColumn.Times times) {
      writeTexts(out, Kind.TIMES, times.values());
    } else if (column instanceof ParameterColumn.Integers integers) {
      out.writeByte(Kind.INTEGERS.ordinal());
      for (long value : integers.values()) {
        out.writeLong(value);
      }
    } else if (column instanceof ParameterColumn.Doubles doubles) {
      out.writeByte(Kind.DOUBLES.ordinal());
      for (double value : doubles.values()) {
        out.writeDouble(value);
      }
    }
  }

  private static ParameterColumn read(BinaryInput in, Kind kind, int queries) throws IOException {
    return switch (kind) {
      case VECTORS -> {
        int dimensions = in.readCount(Float.BYTES * Math.max(1, queries));
        float[][] vectors = new float[queries][dimensions];
        // Read in one piece, because a fork spends its first second in interpreted code.
        ByteBuffer buffer = ByteBuffer.allocate(dimensions * Float.BYTES);
        for (float[] vector : vectors) {
          in.readFully(buffer.array());
          buffer.asFloatBuffer().get(vector);
        }
        yield new ParameterColumn.Vectors(vectors);
      }
      case TEXTS -> new ParameterColumn.Texts(readTexts(in, queries));
      case UUIDS -> {
        UUID[] uuids = new UUID[queries];
        String[] texts = readTexts(in, queries);
        for (int i = 0; i < queries; i++) {
          uuids[i] = texts[i] == null ? null : UUID.fromString(texts[i]);
        }
        yield new ParameterColumn.Uuids(uuids);
      }
      case TIMES -> {
        OffsetDateTime[] times = new OffsetDateTime[queries];
        String[] texts = readTexts(in, queries);
        for (int i = 0; i < queries; i++) {
          times[i] = texts[i] == null ? null : OffsetDateTime.parse(texts[i]);
        }
        yield new ParameterColumn.Times(times);
      }
      case INTEGERS -> {
        long[] integers = new long[queries];
        for (int i = 0; i < queries; i++) {
          integers[i] = in.readLong();
        }
        yield new ParameterColumn.Integers(integers);
      }
      case DOUBLES -> {
        double[] doubles = new double[queries];
        for (int i = 0; i < queries; i++) {
          doubles[i] = in.readDouble();
        }
        yield new ParameterColumn.Doubles(doubles);
      }
    };
  }

  private static void writeTexts(DataOutputStream out, Kind kind, Object[] values)
      throws IOException {
    out.writeByte(kind.ordinal());
    for (Object value : values) {
      if (value == null) {
        out.writeInt(NULL);
      } else {
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
  }

  private static String[] readTexts(BinaryInput in, int queries) throws IOException {
    String[] texts = new String[queries];
    for (int i = 0; i < queries; i++) {
      int length = in.readInt();
      texts[i] = length == NULL ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    return texts;
  }
}
