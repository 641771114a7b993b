package dev.pgassay.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowDigestTest {
  /**
   * FNV's own test vectors for 64-bit FNV-1a give 0xaf63dc4c8601ec8c for "a" (RFC 9923, appendix);
   * the end of a column is one more byte, 0x1f.
   */
  @Test
  void isTheHashOfTheTextsWithTheirEnds() {
    long prime = 0x100000001b3L;
    assertThat(RowDigest.of("a")[0]).isEqualTo((0xaf63dc4c8601ec8cL ^ 0x1f) * prime);
  }

  @Test
  void tellsColumnsApart() {
    assertThat(RowDigest.of("ab", "c")).isNotEqualTo(RowDigest.of("a", "bc"));
    assertThat(RowDigest.of("a", null)).isNotEqualTo(RowDigest.of("a", ""));
    assertThat(RowDigest.of("a", "b")).isNotEqualTo(RowDigest.of("b", "a"));
    assertThat(RowDigest.of("a", "b")).isEqualTo(RowDigest.of("a", "b"));
  }
}
