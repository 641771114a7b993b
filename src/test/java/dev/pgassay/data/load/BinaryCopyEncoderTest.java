package dev.pgassay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BinaryCopyEncoderTest {
  private static final String HEADER = "5047434f50590aff0d0a00" + "00000000" + "00000000";
  private static final String TRAILER = "ffff";

  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final BinaryCopyEncoder encoder = new BinaryCopyEncoder(1024);

  /** Output of PostgreSQL 15 for COPY (SELECT WHERE false) TO STDOUT (FORMAT binary). */
  @Test
  void encodesAnEmptyStreamAsTheServerDoes() {
    begin();
    encoder.end();

    assertThat(hex()).isEqualTo(HEADER + TRAILER);
  }

  /**
   * Output of PostgreSQL 15 with pgvector 0.8.0 for one row of the values below, in hexadecimal.
   */
  @Test
  void encodesEveryTypeAsTheServerDoes() {
    byte[] text = "Zürich".getBytes(StandardCharsets.UTF_8);
    begin();
    encoder.beginRow(8);
    encoder.writeUuid(0x0011223344556677L, 0x8899aabbccddeeffL);
    encoder.writeText(text, text.length);
    encoder.writeBoolean(true);
    encoder.writeInt(-2);
    encoder.writeDouble(0.75);
    encoder.writeTimestamp(978_307_200_000_001L);
    encoder.writeVector(new float[] {9, 1, -2.5f, 0.1f}, 1, 3);
    encoder.writeNull();
    encoder.end();

    String row =
        "0008"
            + "00000010"
            + "00112233445566778899aabbccddeeff"
            + "00000007"
            + "5ac3bc72696368"
            + "00000001"
            + "01"
            + "00000004"
            + "fffffffe"
            + "00000008"
            + "3fe8000000000000"
            + "00000008"
            + "00001cc2a9eb4001"
            + "00000010"
            + "0003"
            + "0000"
            + "3f800000"
            + "c0200000"
            + "3dcccccd"
            + "ffffffff";
    assertThat(hex()).isEqualTo(HEADER + row + TRAILER);
  }

  @Test
  void passesOnWholeRowsAndGrowsForALongOne() {
    byte[] text = new byte[5000];
    begin();
    for (int i = 0; i < 3; i++) {
      encoder.beginRow(1);
      encoder.writeText(text, text.length);
    }
    encoder.end();

    assertThat(stream.size()).isEqualTo(19 + 3 * (2 + 4 + 5000) + 2);
  }

  @Test
  void canBeUsedForOneStreamAfterTheOther() {
    begin();
    encoder.beginRow(1);
    encoder.writeInt(1);
    encoder.end();
    String first = hex();
    stream.reset();
    begin();
    encoder.beginRow(1);
    encoder.writeInt(1);
    encoder.end();

    assertThat(hex()).isEqualTo(first);
  }

  @Test
  void refusesARowThatLacksColumns() {
    begin();
    encoder.beginRow(2);
    encoder.writeNull();

    assertThatIllegalStateException()
        .isThrownBy(() -> encoder.beginRow(2))
        .withMessage("row lacks 1 of its columns");
    assertThatIllegalStateException()
        .isThrownBy(encoder::end)
        .withMessage("row lacks 1 of its columns");
  }

  @Test
  void refusesARowWithTooManyColumns() {
    begin();
    encoder.beginRow(1);
    encoder.writeNull();

    assertThatIllegalStateException()
        .isThrownBy(encoder::writeNull)
        .withMessage("row has more columns than it began with");
  }

  @Test
  void refusesRowsOutsideAStream() {
    assertThatIllegalStateException()
        .isThrownBy(() -> encoder.beginRow(1))
        .withMessage("no stream was begun");
  }

  @Test
  void refusesATinyBuffer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BinaryCopyEncoder(1023))
        .withMessage("buffer must hold at least 1024 bytes: 1023");
  }

  @Test
  void allocatesNothingForMoreRows() {
    AtomicLong passedOn = new AtomicLong();
    float[] vector = new float[1536];
    byte[] text = new byte[300];
    encode(vector, text, 2_000, passedOn);
    encode(vector, text, 2_000, passedOn);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    encode(vector, text, 20_000, passedOn);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(passedOn.get()).isEqualTo(3 * 21 + 24_000L * (2 + 4 + 6148 + 4 + 300));
    assertThat(allocated).as("bytes for 20,000 rows").isLessThan(20_000);
  }

  private void encode(float[] vector, byte[] text, int rows, AtomicLong passedOn) {
    encoder.begin((bytes, length) -> passedOn.addAndGet(length));
    for (int row = 0; row < rows; row++) {
      encoder.beginRow(2);
      encoder.writeVector(vector, 0, vector.length);
      encoder.writeText(text, text.length);
    }
    encoder.end();
  }

  private void begin() {
    encoder.begin((bytes, length) -> stream.write(bytes, 0, length));
  }

  private String hex() {
    return HexFormat.of().formatHex(stream.toByteArray());
  }
}
