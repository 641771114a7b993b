package dev.pgassay.benchmarks.overhead;

/**
 * What one client program saw in one turn.
 *
 * @param medianNanos median latency of a statement, in nanoseconds
 * @param perSecond statements per second over all connections
 */
record ClientFigures(double medianNanos, double perSecond) {}
