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
 * Answers to a set of queries, a row of any columns in two numbers: what a client got while it was
 * timed, the last answer to each query and how often an answer differed from the one before; or
 * what is expected. Recording allocates nothing. Not thread-safe: one for each client; merged when
 * all have ended.
 */
public final class Answers {
  /** Any order of rows that is the same everywhere. */
  static final Comparator<List<Long>> ROW_ORDER =
      Comparator.<List<Long>>comparingLong(row -> row.get(0)).thenComparingLong(row -> row.get(1));

  /**
   * What three bytes of seven bits take; two answers of different rows agree once in two million.
   */
  private static final int DIGEST_BITS = 21;

  private static final int FORMAT = 0x70676101;

  private final int k;
  private final int[] rows;
  private final long[][] ids;
  private long changed;

  /**
   * Makes room for the answers of a set of queries.
   *
   * @param queries how many queries there are
   * @param k the most rows that an answer may have
   */
  public Answers(int queries, int k) {
    this.k = k;
    this.rows = new int[queries];
    this.ids = new long[queries][2 * k];
    Arrays.fill(rows, -1);
  }

  /**
   * Keeps an answer.
   *
   * @param query number of the query
   * @param answer two numbers for each row, such as the halves of a uuid
   * @param count how many rows the answer has; of more than there is room for, the first are kept
   */
  public void record(int query, long[] answer, int count) {
    int kept = Math.min(count, k);
    if (rows[query] >= 0 && differs(query, answer, kept)) {
      changed++;
    }
    System.arraycopy(answer, 0, ids[query], 0, 2 * kept);
    rows[query] = kept;
  }

  /**
   * Takes in what another client got.
   *
   * @param other answers to the same queries
   */
  public void merge(Answers other) {
    changed += other.changed;
    for (int query = 0; query < rows.length; query++) {
      if (other.rows[query] >= 0) {
        record(query, other.ids[query], other.rows[query]);
      }
    }
  }

  /**
   * Returns how many queries there are, answered or not.
   *
   * @return the number of queries
   */
  public int queries() {
    return rows.length;
  }

  /**
   * Tells whether a query was executed.
   *
   * @param query its number
   * @return whether there is an answer, which may have no rows
   */
  public boolean answered(int query) {
    return rows[query] >= 0;
  }

  /**
   * Returns the number of rows of an answer.
   *
   * @param query number of an answered query
   * @return 0 to k
   */
  public int rows(int query) {
    return rows[query];
  }

  /**
   * Returns an answer.
   *
   * @param query number of an answered query
   * @return its rows in their order, each of two numbers
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
   * Tells an answer from another by its rows in their order.
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
   * Returns how many executions answered otherwise than the one before of the same query.
   *
   * @return the count; 0 on a table and index that stand still
   */
  public long changed() {
    return changed;
  }

  /**
   * Writes the answers.
   *
   * @param file the file to make or replace
   * @throws Failure where it cannot be written
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
   * Reads what {@link #write} wrote.
   *
   * @param file the file
   * @return the answers
   * @throws Failure where it cannot be read or is something else
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
