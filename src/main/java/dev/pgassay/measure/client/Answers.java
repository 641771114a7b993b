package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.BinaryInput;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Answers to a set of queries. Each row, whatever its columns, is two numbers. They are either the
 * answers that a client got while it was timed (the last answer to each query, and how often an
 * answer differed from the one before), or the expected answers. Recording allocates nothing. Not
 * thread-safe: one for each client; merged after all have ended.
 */
public final class Answers {
  /** An arbitrary order of rows that is the same on every machine. */
  static final Comparator<List<Long>> ROW_ORDER =
      Comparator.<List<Long>>comparingLong(row -> row.get(0)).thenComparingLong(row -> row.get(1));

  /**
   * Three bytes of seven bits. Two answers of different rows have the same digest once in two
   * million.
   */
  private static final int DIGEST_BITS = 21;

  private static final int FORMAT = 0x70676101;

  private final int k;
  private final int[] rows;
  private final long[][] ids;
  private long changed;

  /**
   * Allocates space for the answers to a set of queries.
   *
   * @param queries number of queries
   * @param k the most rows of an answer
   */
  public Answers(int queries, int k) {
    this.k = k;
    this.rows = new int[queries];
    this.ids = new long[queries][2 * k];
    Arrays.fill(rows, -1);
  }

  /**
   * Records an answer.
   *
   * @param query number of the query
   * @param answer two numbers for each row, such as the halves of a uuid
   * @param count number of rows of the answer; the first k are kept
   */
  public void record(int query, long[] answer, int count) {
    int kept = Math.min(count, k);
    if (rows[query] >= 0 && differs(query, answer, kept)) {
      changed++;
    }
    System.arraycopy(answer, 0, ids[query], 0, 2 * kept);
    rows[query] = kept;
  }

  /** Adds the answers that another client got to the same queries. */
  public void merge(Answers other) {
    changed += other.changed;
    for (int query = 0; query < rows.length; query++) {
      if (other.rows[query] >= 0) {
        record(query, other.ids[query], other.rows[query]);
      }
    }
  }

  /** Returns the number of queries, answered or not. */
  public int queries() {
    return rows.length;
  }

  /** Tells whether a query was executed; its answer may have no rows. */
  public boolean answered(int query) {
    return rows[query] >= 0;
  }

  /**
   * Returns the number of rows of an answer, 0 to k.
   *
   * @param query number of an answered query
   */
  public int rows(int query) {
    return rows[query];
  }

  /**
   * Returns the rows of an answer in their order, each of two numbers.
   *
   * @param query number of an answered query
   */
  public List<List<Long>> list(int query) {
    List<List<Long>> list = new ArrayList<>(rows[query]);
    for (int rank = 0; rank < rows[query]; rank++) {
      list.add(List.of(mostSignificantBits(query, rank), leastSignificantBits(query, rank)));
    }
    return list;
  }

  /**
   * Returns the first number of a row, such as the first half of a uuid.
   *
   * @param query number of an answered query
   * @param rank its place in the answer, from 0
   * @return the most significant bits
   */
  public long mostSignificantBits(int query, int rank) {
    return ids[query][2 * rank];
  }

  /**
   * Returns the second number of a row.
   *
   * @param query number of an answered query
   * @param rank its place in the answer, from 0
   * @return the least significant bits
   */
  public long leastSignificantBits(int query, int rank) {
    return ids[query][2 * rank + 1];
  }

  /**
   * Returns a digest of an answer's rows in their order.
   *
   * @param query number of an answered query
   * @return the low {@value #DIGEST_BITS} bits of the CRC-32 of its numbers, the most significant
   *     byte first
   */
  public int digest(int query) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES * rows[query]);
    bytes.asLongBuffer().put(ids[query], 0, 2 * rows[query]);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue() & (1 << DIGEST_BITS) - 1;
  }

  /**
   * Returns how many executions had another answer than the previous execution of the same query; 0
   * if table and index do not change.
   */
  public long changed() {
    return changed;
  }

  /**
   * Writes the answers to a file, or replaces it.
   *
   * @throws Failure if it cannot be written
   */
  public void write(Path file) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(FORMAT);
      out.writeInt(rows.length);
      out.writeInt(k);
      for (int query = 0; query < rows.length; query++) {
        out.writeInt(rows[query]);
        for (int i = 0; i < 2 * rows[query]; i++) {
          out.writeLong(ids[query][i]);
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot write the answers " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws Failure if it cannot be read or has another content
   */
  public static Answers read(Path file) {
    try (BinaryInput in = BinaryInput.open(file)) {
      if (in.readInt() != FORMAT) {
        throw new Failure("not a file of answers: " + file);
      }
      Answers answers = new Answers(in.readCount(Integer.BYTES), in.readInt());
      for (int query = 0; query < answers.rows.length; query++) {
        answers.rows[query] = in.readInt();
        if (answers.rows[query] > answers.k) {
          throw new IOException("an answer has more than " + answers.k + " rows");
        }
        for (int i = 0; i < 2 * answers.rows[query]; i++) {
          answers.ids[query][i] = in.readLong();
        }
      }
      return answers;
    } catch (IOException e) {
      throw new Failure("cannot read the answers " + file + ": " + e.getMessage(), e);
    }
  }

  /** Answers in a file that {@link #write} wrote, which are read at first use. Thread-safe. */
  public static final class InFile {
    private final Path file;
    private Answers answers;

    public InFile(Path file) {
      this.file = file;
    }

    Path file() {
      return file;
    }

    /**
     * Returns the answers, which must not be changed.
     *
     * @throws Failure if the file cannot be read or has another content
     */
    synchronized Answers answers() {
      if (answers == null) {
        answers = read(file);
      }
      return answers;
    }
  }

  private boolean differs(int query, long[] answer, int count) {
    if (rows[query] != count) {
      return true;
    }
    long[] kept = ids[query];
    for (int i = 0; i < 2 * count; i++) {
      if (kept[i] != answer[i]) {
        return true;
      }
    }
    return false;
  }
}
