package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowIdsTest {
  private static final long SEED = 42;
  private static final int SAMPLE = 20_000;

  private final RowIds events = RowIds.of(Table.EVENTS, SEED);

  @Test
  void findsTheRowAgain() {
    for (long row = 0; row < SAMPLE; row++) {
      assertThat(rowOf(events.uuid(row))).isEqualTo(row);
    }
    long last = RowIds.CAPACITY - 1;
    assertThat(rowOf(events.uuid(last))).isEqualTo(last);
  }

  @Test
  void givesUuidsOfVersionEight() {
    UUID id = events.uuid(7);

    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void neverGivesAKeyTwice() {
    Set<UUID> seen = new HashSet<>();
    for (Table table : Table.values()) {
      RowIds ids = RowIds.of(table, SEED);
      for (long row = 0; row < SAMPLE; row++) {
        seen.add(ids.uuid(row));
      }
    }
    assertThat(seen).hasSize(SAMPLE * Table.values().length);
  }

  @Test
  void recognisesForeignKeys() {
    UUID own = events.uuid(5);
    UUID ofAnotherTable = RowIds.of(Table.SPEAKERS, SEED).uuid(5);
    UUID ofAnotherSeed = RowIds.of(Table.EVENTS, SEED + 1).uuid(5);

    assertThat(rowOf(ofAnotherTable)).isEqualTo(RowIds.NONE);
    assertThat(rowOf(ofAnotherSeed)).isEqualTo(RowIds.NONE);
    assertThat(rowOf(new UUID(0, 0))).isEqualTo(RowIds.NONE);
    assertThat(rowOf(new UUID(-1, -1))).isEqualTo(RowIds.NONE);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long flip = 1L << bit;
      UUID first = new UUID(own.getMostSignificantBits() ^ flip, own.getLeastSignificantBits());
      UUID last = new UUID(own.getMostSignificantBits(), own.getLeastSignificantBits() ^ flip);
      assertThat(rowOf(first)).as("first half, bit %d", bit).isEqualTo(RowIds.NONE);
      assertThat(rowOf(last)).as("last half, bit %d", bit).isEqualTo(RowIds.NONE);
    }
  }

  /** Half of all neighbours fall, half rise, as with random keys; a standard deviation is 58. */
  @Test
  void spreadsNeighbouringRowsOverTheKeySpace() {
    int rises = 0;
    for (long row = 1; row < SAMPLE; row++) {
      if (compare(events.uuid(row - 1), events.uuid(row)) < 0) {
        rises++;
      }
    }
    assertThat(rises).isBetween(SAMPLE / 2 - 300, SAMPLE / 2 + 300);
  }

  @Test
  void refusesRowsOutOfRange() {
    assertThatThrownBy(() -> events.uuid(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> events.uuid(RowIds.CAPACITY))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private long rowOf(UUID id) {
    return events.rowOf(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** PostgreSQL orders by unsigned bytes. */
  private static int compare(UUID one, UUID other) {
    return Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
  }
}
