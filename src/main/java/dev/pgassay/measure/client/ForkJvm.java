package dev.pgassay.measure.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a benchmark's JVM is set up: so that it takes as little as it can of the processors that a
 * local server needs.
 *
 * <p>A client of a database spends its time waiting. What it saves by the optimising compiler is a
 * few microseconds of a search, and what that compiler takes in the first seconds of a JVM, which
 * are the ones that are measured, comes out of the server's processors: with it the clients of a
 * search took 15 % of two processors instead of 6 %, p99 was 5.6 ms instead of 2.6 ms and 10 % of
 * the throughput was lost. So there is the quick compiler alone, the collector without threads of
 * its own, and a young generation that stays in the processor's cache.
 */
public final class ForkJvm {
  /** The options, for every fork alike; a fork holds queries, their answers and a pool. */
  public static final List<String> OPTIONS =
      List.of("-Xms256m", "-Xmx256m", "-Xmn8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private ForkJvm() {}

  /**
   * Returns the command of a fork that JMH does not start.
   *
   * @param arguments further ones of the JVM
   * @param main what it runs, from the class path of this process
   * @return program and arguments
   */
  public static List<String> command(List<String> arguments, Class<?> main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(arguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }
}
