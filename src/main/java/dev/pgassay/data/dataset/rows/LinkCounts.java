package dev.pgassay.data.dataset.rows;

import java.util.Arrays;

/**
 * Computes how many links each event has, and which event a link belongs to. The counts follow
 * Pareto's law: an event with quantile u has {@code scale * (1 - u)^-exponent} links, rounded down,
 * with the scale that gives the specified mean. Every block of events has the same counts in a
 * different order, so a division finds the block of a link, and two small tables find the event.
 * Immutable and thread-safe.
 */
public final class LinkCounts {
  private final EventSizes sizes;
  private final Block full;
  private final Block last;

  /**
   * Distributes links.
   *
   * @param sizes large events have more links
   * @param shape distribution of the number of links
   */
  public LinkCounts(EventSizes sizes, Shape shape) {
    this.sizes = sizes;
    this.full = new Block(shape, sizes.fullSize());
    this.last = new Block(shape, sizes.lastSize());
  }

  /**
   * The distribution of the number of links.
   *
   * @param mean links per event
   * @param exponent weight of the tail; at 0.5 one event in 10,000 has a hundred times as many
   *     links as the smallest
   * @param empty the share of events without links, which are the smallest
   * @param least the least number of the others, 0 or 1
   * @param most the greatest number, at least 1
   */
  public record Shape(double mean, double exponent, double empty, int least, int most) {
    public Shape {
      if (least < 0 || most < Math.max(1, least)) {
        throw new IllegalArgumentException("links from " + least + " to " + most);
      }
    }
  }

  /** Returns the number of links of all events. */
  long total() {
    long rest = sizes.events() - sizes.fullBlocks() * sizes.fullSize();
    return sizes.fullBlocks() * full.total() + (rest == 0 ? 0 : last.total());
  }

  /** Returns the event of a link. */
  long eventOf(long link) {
    long block = blockOf(link);
    return sizes.eventAt(block, counts(block).slotOf(offset(link, block)));
  }

  /** Returns how many links of the same event precede a link. */
  int positionOf(long link) {
    long block = blockOf(link);
    Block counts = counts(block);
    int offset = offset(link, block);
    return offset - counts.firstOf(counts.slotOf(offset));
  }

  /** Returns the number of links of an event. */
  int countOf(long event) {
    return counts(sizes.blockOf(event)).countOf(sizes.slotOf(event));
  }

  private long blockOf(long link) {
    return Math.min(link / full.total(), sizes.fullBlocks());
  }

  private int offset(long link, long block) {
    return (int) (link - block * full.total());
  }

  private Block counts(long block) {
    return block < sizes.fullBlocks() ? full : last;
  }

  /** The links of a block, in the order of their events' sizes. */
  private static final class Block {
    private static final int HALVINGS = 60;

    private final int[] firsts;
    private final int[] slots;

    Block(Shape shape, int size) {
      int[] counts = counts(shape, size);
      this.firsts = new int[size + 1];
      for (int slot = 0; slot < size; slot++) {
        firsts[slot + 1] = firsts[slot] + counts[slot];
      }
      this.slots = new int[total()];
      for (int slot = 0; slot < size; slot++) {
        Arrays.fill(slots, firsts[slot], firsts[slot + 1], slot);
      }
    }

    int total() {
      return firsts[firsts.length - 1];
    }

    int slotOf(int offset) {
      return slots[offset];
    }

    int firstOf(int slot) {
      return firsts[slot];
    }

    int countOf(int slot) {
      return firsts[slot + 1] - firsts[slot];
    }

    /** Halves the range of scales until the sum is the specified one, or as near as possible. */
    private static int[] counts(Shape shape, int size) {
      long wanted = Math.max(1, Math.round(shape.mean() * size));
      double low = 0;
      double high = shape.most() + 1.0;
      for (int halving = 0; halving < HALVINGS; halving++) {
        double middle = (low + high) / 2;
        if (Arrays.stream(counts(shape, size, middle)).sum() < wanted) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return counts(shape, size, high);
    }

    private static int[] counts(Shape shape, int size, double scale) {
      int[] counts = new int[size];
      for (int slot = 0; slot < size; slot++) {
        double quantile = EventSizes.quantile(slot, size);
        double links = scale * StrictMath.pow(1 - quantile, -shape.exponent());
        if (quantile >= shape.empty()) {
          counts[slot] = (int) Math.min(Math.max(links, shape.least()), shape.most());
        }
      }
      return counts;
    }
  }
}
