package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.RowPermutation;

/**
 * The size of each event relative to the others: its quantile, from 0 for the smallest to 1. Large
 * events have more speakers, companies and seats. Immutable and thread-safe.
 *
 * <p>Every block of 1,024 consecutive events has each quantile once, in a random order. The last
 * block, which may be shorter, has its own quantiles. The sum of any function of the quantile is
 * therefore the same in every block. This lets {@link LinkCounts} find the event of a link without
 * a table of the events, and makes the shape of distributions exact.
 */
public final class EventSizes {
  private static final int BLOCK = 1024;

  private final long events;
  private final Draws rotations;
  private final RowPermutation order;
  private final RowPermutation lastOrder;

  /**
   * Distributes sizes.
   *
   * @param events number of events, at least 1
   * @param seed decides the size of each event
   * @param stream purpose of the sizes; another name gives independent sizes
   */
  public EventSizes(long events, long seed, String stream) {
    this.events = events;
    this.rotations = Draws.of(seed, stream + ".rotation");
    this.order = new RowPermutation(BLOCK, Draws.of(seed, stream + ".order"));
    this.lastOrder = new RowPermutation(lastSize(), Draws.of(seed, stream + ".last"));
  }

  long events() {
    return events;
  }

  /** Returns the number of full blocks, each of {@link #fullSize} events. */
  long fullBlocks() {
    return events / BLOCK;
  }

  int fullSize() {
    return BLOCK;
  }

  /**
   * Returns the number of events after the full blocks, or the size of a full block if there is
   * none.
   */
  int lastSize() {
    int rest = (int) (events % BLOCK);
    return rest == 0 ? BLOCK : rest;
  }

  long blockOf(long event) {
    return event / BLOCK;
  }

  /** Returns the rank of an event's size in its block, from 0 for the smallest. */
  int slotOf(long event) {
    long block = blockOf(event);
    int size = sizeOf(block);
    long place = orderOf(block).at(event % BLOCK) + rotation(block, size);
    return (int) (place % size);
  }

  /** Returns the event whose size has a rank: the inverse of {@link #slotOf}. */
  long eventAt(long block, int slot) {
    int size = sizeOf(block);
    long place = slot - rotation(block, size) + size;
    return block * BLOCK + orderOf(block).rowAt(place % size);
  }

  /** Returns the share of events that are smaller, above 0 and below 1. */
  double quantileOf(long event) {
    return quantile(slotOf(event), sizeOf(blockOf(event)));
  }

  /** Returns the middle of a slot's share. */
  static double quantile(int slot, int slots) {
    return (slot + 0.5) / slots;
  }

  private int sizeOf(long block) {
    return block < fullBlocks() ? BLOCK : lastSize();
  }

  private RowPermutation orderOf(long block) {
    return block < fullBlocks() ? order : lastOrder;
  }

  private long rotation(long block, int size) {
    return rotations.below(block, 0, size);
  }
}
