package dev.pgassay.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputLimitTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void readsAFileOfTheVeryLimitAndNoByteMore() throws IOException {
    Path file = Files.write(folder.resolve("a.yaml"), new byte[MIB]);
    assertThat(InputLimit.YAML.bytes(file)).hasSize(MIB);
    Files.write(file, new byte[MIB + 1]);
    assertThatThrownBy(() -> InputLimit.YAML.bytes(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            file
                + " has 1048577 bytes, and the limit of a YAML file is 1 MiB; pgassay never writes"
                + " that much: use another file");
  }

  @Test
  void stopsAtTheLimitOfAFileThatDoesNotEnd() {
    Path endless = Path.of("/dev/zero");
    assertThatThrownBy(() -> InputLimit.SETTINGS.text(endless))
        .hasMessageStartingWith("/dev/zero has more than 1 MiB, and the limit of");
  }

  @Test
  void stopsAtTheLimitOfWhatAGzipFileUnpacksTo() throws IOException {
    Path file = folder.resolve("rounds.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      writeZeros(out, 129);
    }
    assertThat(Files.size(file)).isLessThan(MIB);
    assertThatThrownBy(() -> InputLimit.ROUNDS.bytes(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(file + " unpacked has more than 128 MiB, and the limit of a file");
  }

  @Test
  void stopsAtTheLimitOfWhatAFieldUnpacksTo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      writeZeros(out, 5);
    }
    assertThatThrownBy(() -> InputLimit.QUERY_NUMBERS.inflated(bytes.toByteArray()))
        .hasMessageStartingWith("numbers by query unpacked has more than 4 MiB");
  }

  @Test
  void sparesAProgramThatSaysTooMuchTheBlameOnAFile() {
    assertThatThrownBy(() -> InputLimit.PROGRAM_OUTPUT.bytes(new Endless(), "what git says"))
        .isInstanceOf(Failure.class)
        .isNotInstanceOf(InvalidInput.class)
        .hasMessage(
            "what git says has more than 64 MiB, and the limit of a program's output is 64 MiB;"
                + " report it");
  }

  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      Arrays.fill(buffer, offset, offset + length, (byte) 'x');
      return length;
    }
  }

  private static void writeZeros(OutputStream out, int mebibytes) throws IOException {
    byte[] zeros = new byte[MIB];
    for (int i = 0; i < mebibytes; i++) {
      out.write(zeros);
    }
  }
}
