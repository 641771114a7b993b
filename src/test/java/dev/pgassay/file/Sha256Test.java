package dev.pgassay.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** The known answers are those of FIPS 180-4's examples. */
class Sha256Test {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void hashesTextAndBytes() {
    assertThat(Sha256.hex("abc")).isEqualTo(OF_ABC);
    assertThat(Sha256.hex(new byte[0])).isEqualTo(OF_NOTHING);
  }

  @Test
  void hashesOnlyTheStartOfABuffer() {
    assertThat(new Sha256().add(new byte[] {'a', 'b', 'c', 'd'}, 3).hex()).isEqualTo(OF_ABC);
  }

  @Test
  void hashesWhatItPassesOn() throws IOException {
    Sha256 hash = new Sha256();
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    try (OutputStream out = hash.passingTo(passed)) {
      out.write(new byte[] {'a', 'b', 'c'});
    }

    assertThat(passed.toString()).isEqualTo("abc");
    assertThat(hash.hex()).isEqualTo(OF_ABC);
    assertThat(hash.hex()).isEqualTo(OF_NOTHING);
  }
}
