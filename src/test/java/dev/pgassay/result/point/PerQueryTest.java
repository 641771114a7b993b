package dev.pgassay.result.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PerQueryTest {
  @Test
  void readsWhatItWrote() {
    int[] numbers = {0, 1, PerQuery.NONE, 126, 127, 128, 1 << 21, Integer.MAX_VALUE - 1};
    assertThat(PerQuery.decode(PerQuery.encode(numbers))).containsExactly(numbers);
    assertThat(PerQuery.decode(PerQuery.encode(new int[0]))).isEmpty();
  }

  @Test
  void readsWhatAnotherProgramWrote() {
    int[] found = PerQuery.decode(CannedRun.BY_QUERY.found());
    assertThat(found).hasSize(1_000).startsWith(8, 8).endsWith(9, 9);
    assertThat(Arrays.stream(found).sum()).isEqualTo(8_312);
  }

  @Test
  void takesLittleForNumbersThatAreAlike() {
    int[] numbers = new int[1_000];
    Arrays.fill(numbers, 10);
    assertThat(PerQuery.encode(numbers)).hasSizeLessThan(50);
  }

  @Test
  void refusesWhatIsCutShort() {
    String text = PerQuery.encode(new int[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertThatThrownBy(() -> PerQuery.decode(text.substring(0, 12)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PerQuery.encode(new int[] {-2})).hasMessageContaining("-2");
  }
}
