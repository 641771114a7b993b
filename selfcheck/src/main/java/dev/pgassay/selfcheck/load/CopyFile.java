package dev.pgassay.selfcheck.load;

import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.BinaryCopyEncoder;
import dev.pgassay.data.load.LoadSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the events of a dataset to a file in PostgreSQL's binary COPY format. */
final class CopyFile {
  private static final int BUFFER_BYTES = 1 << 20;

  private CopyFile() {}

  static void write(LoadSource source, Path file) throws IOException {
    BinaryCopyEncoder encoder = new BinaryCopyEncoder(BUFFER_BYTES);
    RowGenerator generator = source.newRowGenerator(Table.EVENTS);
    try (OutputStream stream = Files.newOutputStream(file)) {
      encoder.begin((bytes, length) -> append(stream, bytes, length));
      for (long row = 0; row < source.rows(Table.EVENTS); row++) {
        generator.write(row, encoder);
      }
      encoder.end();
    }
  }

  private static void append(OutputStream stream, byte[] bytes, int length) {
    try {
      stream.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
