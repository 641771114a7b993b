package dev.pgassay.selfcheck.overhead;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A client program that executes when it has its turn and stands still else. */
interface TurnTaker extends AutoCloseable {
  /**
   * Takes a turn.
   *
   * @param length of it
   * @param closedPerSecond what a closed loop executes in a second, for a program on a schedule
   * @param counts whether it is in the figures
   */
  void take(Duration length, double closedPerSecond, boolean counts)
      throws IOException, InterruptedException;

  /**
   * Returns what each turn that counts came to. There are no turns after.
   *
   * @return in the order of time
   */
  List<TurnFigures> figures() throws IOException, InterruptedException;

  @Override
  void close();
}
