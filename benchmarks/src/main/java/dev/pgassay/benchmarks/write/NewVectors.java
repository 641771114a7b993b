package dev.pgassay.benchmarks.write;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.vector.VectorSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Embeddings that no event has yet, generated like those of the events. Two clients or forks never
 * get the same one. An HNSW index does not link a vector that it contains already, but adds the row
 * to the existing element, which costs almost nothing.
 *
 * <p>Their numbers follow those of the loaded events, as rows of the largest possible dataset. A
 * sequence in the database provides the numbers, many at a time. Not thread-safe: one for each
 * client.
 */
final class NewVectors implements AutoCloseable {
  /** The number of numbers that a client takes at a time. */
  static final int BLOCK = 1000;

  /** The name of the sequence, without a schema. */
  static final String SEQUENCE = "written_events";

  private final VectorSource vectors;
  private final PreparedStatement nextBlock;
  private long next;
  private long end;

  private NewVectors(VectorSource vectors, PreparedStatement nextBlock) {
    this.vectors = vectors;
    this.nextBlock = nextBlock;
  }

  /**
   * Makes the generator, which all clients of a fork may share.
   *
   * @param dataset the loaded dataset
   */
  static VectorSource source(DatasetSpec dataset) {
    return DatasetGenerator.of(dataset.withEvents(DatasetSpec.MOST_EVENTS)).events();
  }

  /** Returns the statement that makes the sequence. */
  static String createSql(String sequence, long loadedEvents) {
    return """
        CREATE SEQUENCE %1$s
        INCREMENT BY %2$d
        MINVALUE %3$d
        MAXVALUE %4$d
        NO CYCLE;
        GRANT USAGE ON SEQUENCE %1$s TO PUBLIC"""
        .formatted(sequence, BLOCK, loadedEvents, DatasetSpec.MOST_EVENTS - BLOCK);
  }

  /**
   * Opens the vectors for a client.
   *
   * @param vectors of {@link #source}
   * @param sequence quoted, with its schema
   */
  static NewVectors open(VectorSource vectors, Connection connection, String sequence)
      throws SQLException {
    PreparedStatement nextBlock =
        connection.prepareStatement("SELECT nextval(CAST(? AS regclass))");
    nextBlock.setString(1, sequence);
    return new NewVectors(vectors, nextBlock);
  }

  /**
   * Makes vectors as values of a parameter.
   *
   * @param count number of vectors, 1 to {@link #BLOCK}
   * @throws SQLException if the sequence has no more numbers, or the connection is lost
   */
  ParameterColumn take(int count) throws SQLException {
    if (end - next < count) {
      try (ResultSet block = nextBlock.executeQuery()) {
        block.next();
        next = block.getLong(1);
        end = next + BLOCK;
      }
    }
    float[][] taken = new float[count][vectors.dimensions()];
    for (float[] vector : taken) {
      vectors.read(next, 1, vector);
      next++;
    }
    return new ParameterColumn.Vectors(taken);
  }

  @Override
  public void close() throws SQLException {
    nextBlock.close();
  }
}
