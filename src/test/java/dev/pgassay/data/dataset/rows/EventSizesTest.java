package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSizesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 5, 1023, 1024, 1025, 2048, 5000})
  void everyBlockHasEverySlotOnce(long events) {
    EventSizes sizes = new EventSizes(events, 1, "test");
    Set<Long> seen = new HashSet<>();
    for (long event = 0; event < events; event++) {
      long block = sizes.blockOf(event);
      int slot = sizes.slotOf(event);
      assertThat(sizes.eventAt(block, slot)).isEqualTo(event);
      assertThat(sizes.quantileOf(event)).isStrictlyBetween(0.0, 1.0);
      seen.add(block * 10_000 + slot);
    }
    assertThat(seen).hasSize((int) events);
  }

  @Test
  void blocksDiffer() {
    EventSizes sizes = new EventSizes(4096, 1, "test");
    assertThat(sizes.slotOf(0)).isNotEqualTo(sizes.slotOf(1024));
    assertThat(sizes.slotOf(1024)).isNotEqualTo(sizes.slotOf(2048));
  }
}
