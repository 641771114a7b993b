package dev.pgassay.data.dataset.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalshHadamardTest {
  @Test
  void transformsTheTextbookExample() {
    // en.wikipedia.org/wiki/Hadamard_transform: (1,0,1,0,0,1,1,0) gives (4,2,0,-2,0,2,0,2).
    float[] values = {1, 0, 1, 0, 0, 1, 1, 0};
    WalshHadamard.transform(values, 0, 8);
    assertThat(values).containsExactly(4, 2, 0, -2, 0, 2, 0, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64, 128, 512, 1024})
  void multipliesByTheSignsOfCommonBits(int size) {
    float[] values = new float[size + 3];
    float[] expected = new float[size];
    for (int i = 0; i < size; i++) {
      values[3 + i] = i % 5 - 2;
      for (int k = 0; k < size; k++) {
        expected[k] += (Integer.bitCount(i & k) % 2 == 0 ? 1 : -1) * values[3 + i];
      }
    }
    WalshHadamard.transform(values, 3, size);
    for (int k = 0; k < size; k++) {
      assertThat(values[3 + k]).as("value %d of %d", k, size).isEqualTo(expected[k]);
    }
    assertThat(values).startsWith(0, 0, 0);
  }
}
