package dev.pgassay.vector;

import java.util.Arrays;

/**
 * The nearest rows of one query so far, by exact distance and then by row number, in a bounded heap
 * with the worst on top. The result depends only on the offered rows, not on their order.
 * Thread-safe.
 */
final class NearestRows {
  private final long[] rows;
  private final double[] distances;
  private final double[] magnitudes;
  private int size;

  /**
   * Read without the lock. An outdated value is larger and lets a row pass that {@link #offer} then
   * refuses.
   */
  private volatile double bar = Double.POSITIVE_INFINITY;

  NearestRows(int depth) {
    this.rows = new long[depth];
    this.distances = new double[depth];
    this.magnitudes = new double[depth];
  }

  /**
   * Returns the distance that a row must not exceed to be kept: infinity until the heap is full.
   */
  double bar() {
    return bar;
  }

  /**
   * Offers a row.
   *
   * @param row its number, never offered before
   * @param distance its exact distance; NaN, which pgvector sorts last, is refused
   * @param magnitude what pgvector's rounding of the distance is relative to
   */
  synchronized void offer(long row, double distance, double magnitude) {
    if (Double.isNaN(distance)) {
      return;
    }
    if (size < rows.length) {
      size++;
      raise(size - 1, row, distance, magnitude);
    } else if (isWorse(0, row, distance)) {
      sink(0, size, row, distance, magnitude);
    }
    if (size == rows.length) {
      bar = distances[0];
    }
  }

  /** Sorts the rows, nearest first. Nothing may be offered afterwards. */
  synchronized void sort() {
    for (int last = size - 1; last > 0; last--) {
      long row = rows[last];
      double distance = distances[last];
      double magnitude = magnitudes[last];
      place(last, 0);
      sink(0, last, row, distance, magnitude);
    }
  }

  synchronized long[] rows() {
    return Arrays.copyOf(rows, size);
  }

  synchronized double[] distances() {
    return Arrays.copyOf(distances, size);
  }

  /** Returns the greatest magnitude of a row, 0 if there is none. */
  synchronized double largestMagnitude() {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, magnitudes[i]);
    }
    return largest;
  }

  private boolean isWorse(int place, long row, double distance) {
    return distances[place] > distance || (distances[place] == distance && rows[place] > row);
  }

  private void raise(int from, long row, double distance, double magnitude) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) / 2;
      if (isWorse(parent, row, distance)) {
        break;
      }
      place(place, parent);
      place = parent;
    }
    set(place, row, distance, magnitude);
  }

  private void sink(int from, int end, long row, double distance, double magnitude) {
    int place = from;
    while (2 * place + 1 < end) {
      int child = 2 * place + 1;
      if (child + 1 < end && isWorse(child + 1, rows[child], distances[child])) {
        child++;
      }
      if (!isWorse(child, row, distance)) {
        break;
      }
      place(place, child);
      place = child;
    }
    set(place, row, distance, magnitude);
  }

  private void place(int target, int from) {
    set(target, rows[from], distances[from], magnitudes[from]);
  }

  private void set(int place, long row, double distance, double magnitude) {
    rows[place] = row;
    distances[place] = distance;
    magnitudes[place] = magnitude;
  }
}
