package dev.pgassay.benchmarks.bulkload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextCopyEncoderTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TextCopyEncoder encoder = new TextCopyEncoder(out);

  @Test
  void dividesColumnsByTabsAndEndsRowsByLineFeeds() {
    encoder.beginRow(3);
    encoder.writeInt(7);
    encoder.writeNull();
    encoder.writeBoolean(true);
    encoder.beginRow(1);
    encoder.writeDouble(0.1);

    assertThat(written()).isEqualTo("7\t\\N\tt\n0.1\n");
  }

  @Test
  void escapesWhatWouldEndAColumnOrARow() {
    byte[] text = "a\tb\nc\rd\\e é".getBytes(StandardCharsets.UTF_8);

    encoder.beginRow(1);
    encoder.writeText(text, text.length);

    assertThat(written()).isEqualTo("a\\tb\\nc\\rd\\\\e é\n");
  }

  @Test
  void writesTheTypesAsTheServerReadsThem() {
    encoder.beginRow(3);
    encoder.writeUuid(0x0123456789abcdefL, 0x0fedcba987654321L);
    encoder.writeTimestamp(1_500_000);
    encoder.writeVector(new float[] {9, 0.5f, -1e-7f, 9}, 1, 2);

    assertThat(written())
        .isEqualTo(
            "01234567-89ab-cdef-0fed-cba987654321\t1970-01-01T00:00:01.500Z\t[0.5,-1.0E-7]\n");
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
