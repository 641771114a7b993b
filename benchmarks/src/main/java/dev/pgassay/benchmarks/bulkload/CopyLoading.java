package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.postgres.jdbc.CopyStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Loads by COPY from a file of the client, which is in the page cache.
 *
 * @param connection to the database
 * @param copy names the table and the columns
 * @param file in the format of the copy
 */
record CopyLoading(Connection connection, CopyStream copy, Path file) implements RowLoading {
  @Override
  public long load() throws SQLException {
    try (InputStream rows = Files.newInputStream(file)) {
      return copy.read(connection, rows);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public void close() {
    // The file is opened for each load.
  }
}
