package dev.pgassay.measure.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Configures a benchmark's JVM to use as little as possible of the processors that a local server
 * needs.
 *
 * <p>A client of a database spends its time waiting. The optimising compiler saves a few
 * microseconds of a search. But in the first seconds of a JVM, which are the measured ones, it
 * takes processor time from the server. With it, the clients of a search took 15 % of two
 * processors instead of 6 %, p99 was 5.6 ms instead of 2.6 ms, and 10 % of the throughput was lost.
 * A fork therefore uses only the quick compiler, the collector without threads of its own, and a
 * young generation that stays in the processor's cache.
 */
public final class ForkJvm {
  /** The options of every fork. A fork holds queries, their answers and a pool. */
  public static final List<String> OPTIONS =
      List.of("-Xms256m", "-Xmx256m", "-Xmn8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private ForkJvm() {}

  /**
   * Returns the command of a fork that JMH does not start.
   *
   * @param arguments further arguments of the JVM
   * @param main class to run, from the class path of this process
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
