package dev.pgassay.data.truth;

import dev.pgassay.file.BinaryInput;
import dev.pgassay.file.Sha256;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The format in which a ground truth is stored. Big-endian:
 *
 * <pre>
 *   8 bytes   "PGASSAYT"
 *   int       version of the format, 1
 *   32 bytes  content key
 *   UTF       name of the metric
 *   int       k
 *   int       margin
 *   int       number of queries, and for each:
 *     double    tolerance
 *     int       number of rows, and for each:
 *       long      row number
 *       double    distance
 *   32 bytes  SHA-256 of everything before
 * </pre>
 */
final class GroundTruthFile {
  private static final long MAGIC = 0x5047_4153_5341_5954L; // "PGASSAYT"
  private static final int VERSION = 1;
  private static final int HASH_BYTES = 32;

  private GroundTruthFile() {}

  /** Reports that the bytes are not those of the requested ground truth, and why. */
  static final class NotUsable extends Exception {
    private static final long serialVersionUID = 1L;

    NotUsable(String message) {
      super(message);
    }
  }

  static byte[] encode(ExactNeighbors truth) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writeHeader(truth, out);
      writeNeighbors(truth.neighbors(), out);
      out.write(hash(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a byte", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a ground truth.
   *
   * @throws NotUsable if the bytes are truncated, changed, of another version or of another content
   */
  static ExactNeighbors decode(byte[] bytes, String contentKey) throws NotUsable {
    int length = bytes.length - HASH_BYTES;
    if (length < 0
        || !Arrays.equals(hash(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new NotUsable("is cut short or changed");
    }
    try (BinaryInput in = BinaryInput.of(bytes, length)) {
      return read(in, contentKey);
    } catch (IOException | IllegalArgumentException e) {
      throw new NotUsable("is not in the format it says");
    }
  }

  private static void writeHeader(ExactNeighbors truth, DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.write(HexFormat.of().parseHex(truth.contentKey()));
    out.writeUTF(truth.metric().name());
    out.writeInt(truth.k());
    out.writeInt(truth.margin());
  }

  private static void writeNeighbors(Neighbors neighbors, DataOutputStream out) throws IOException {
    out.writeInt(neighbors.queries());
    for (int query = 0; query < neighbors.queries(); query++) {
      out.writeDouble(neighbors.tolerances()[query]);
      long[] rows = neighbors.rows()[query];
      out.writeInt(rows.length);
      for (int i = 0; i < rows.length; i++) {
        out.writeLong(rows[i]);
        out.writeDouble(neighbors.distances()[query][i]);
      }
    }
  }

  private static ExactNeighbors read(BinaryInput in, String contentKey)
      throws IOException, NotUsable {
    if (in.readLong() != MAGIC || in.readInt() != VERSION) {
      throw new NotUsable("is of another format or version");
    }
    String key = HexFormat.of().formatHex(in.readNBytes(HASH_BYTES));
    if (!key.equals(contentKey)) {
      throw new NotUsable("is of another content");
    }
    Metric metric = Metric.valueOf(in.readUTF());
    int k = in.readInt();
    int margin = in.readInt();
    return new ExactNeighbors(readNeighbors(in, k + margin), metric, k, margin, key);
  }

  private static Neighbors readNeighbors(BinaryInput in, int depth) throws IOException {
    int queries = in.readCount(Double.BYTES + Integer.BYTES);
    long[][] rows = new long[queries][];
    double[][] distances = new double[queries][];
    double[] tolerances = new double[queries];
    for (int query = 0; query < queries; query++) {
      tolerances[query] = in.readDouble();
      int count = in.readCount(Long.BYTES + Double.BYTES);
      rows[query] = new long[count];
      distances[query] = new double[count];
      for (int i = 0; i < count; i++) {
        rows[query][i] = in.readLong();
        distances[query][i] = in.readDouble();
      }
    }
    return new Neighbors(rows, distances, tolerances, depth);
  }

  private static byte[] hash(byte[] bytes, int length) {
    return new Sha256().add(bytes, length).bytes();
  }
}
