package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.RowPermutation;

/**
 * How large each event is compared with the others: its quantile, from 0 for the least to 1. Large
 * events have more speakers, more companies and more seats. Immutable and thread-safe.
 *
 * <p>Every block of 1,024 consecutive events has each quantile once, in a random order; the last
 * block, which may be shorter, has its own. So whatever is a function of the quantile adds up to
 * the same sum in every block, which is what lets {@link LinkCounts} go from a link to its event
 * without a table of the events, and makes the shape of distributions exact.
 */
public final class EventSizes {
  private static final int BLOCK = 1024;

  private final long events;
  private final Draws rotations;
  private final RowPermutation order;
  private final RowPermutation lastOrder;

  /**
   * Deals sizes out.
   *
   * @param events how many there are, at least 1
   * @param seed decides who is large
   * @param stream what the sizes are for; another name gives independent sizes
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

  /** Returns the number of full blocks, which all have {@link #fullSize} events. */
  long fullBlocks() {
    return events / BLOCK;
  }

  int fullSize() {
    return BLOCK;
  }

  /** Returns the number of events after the full blocks, or that of a full one if there is none. */
  int lastSize() {
    int rest = (int) (events % BLOCK);
    return rest == 0 ? BLOCK : rest;
  }

  long blockOf(long event) {
    return event / BLOCK;
  }

  /** Returns the rank of an event's size in its block, from 0 for the least. */
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
