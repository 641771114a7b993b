package dev.pgassay.selfcheck.overhead;

import java.util.Locale;

/** The programs that take turns; all but one have a timeout for every answer. */
enum ClientProgram {
  OURS,
  PGBENCH,
  PLAIN_LOOP,
  PLAIN_LOOP_NO_TIMEOUT,
  VECTOR_BOUND,
  OPEN_LOOP,
  OPEN_LOOP_FLOODED,
  PLAIN_LOOP_PACED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
