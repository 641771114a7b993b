package dev.pgassay.selfcheck.overhead;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A client program that executes statements only during its turns. */
interface TurnTaker extends AutoCloseable {
  /**
   * Takes a turn.
   *
   * @param length of it
   * @param closedPerSecond rate of a closed loop, for a program on a schedule
   * @param counts whether it is in the figures
   */
  void take(Duration length, double closedPerSecond, boolean counts)
      throws IOException, InterruptedException;

  /** Returns the figures of each turn that counts, in the order of time. No turn may follow. */
  List<TurnFigures> figures() throws IOException, InterruptedException;

  @Override
  void close();
}
