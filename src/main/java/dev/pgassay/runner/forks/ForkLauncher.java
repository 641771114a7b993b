package dev.pgassay.runner.forks;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the JVMs of a run's benchmarks, all with the same flags and with logs in the run's folder.
 * Immutable.
 *
 * @param folder of the run
 * @param arguments further JVM arguments, such as a class-data archive
 * @param limit how long each fork may take
 */
public record ForkLauncher(Path folder, List<String> arguments, ForkLimit limit) {
  public ForkLauncher {
    arguments = List.copyOf(arguments);
  }

  /**
   * Returns the flags of a fork that JMH starts.
   *
   * @param forkFile the file that the fork reads; JMH records the flags, which show only its path
   */
  public List<String> jvmArguments(Path forkFile) {
    return with(jvmArguments(arguments), forkFile);
  }

  /**
   * Returns the flags of every fork, without the one that names the fork file.
   *
   * @param arguments further ones, such as a class-data archive
   */
  public static List<String> jvmArguments(List<String> arguments) {
    return Stream.concat(ForkJvm.OPTIONS.stream(), arguments.stream()).toList();
  }

  private static List<String> with(List<String> arguments, Path forkFile) {
    List<String> all = new ArrayList<>(arguments);
    all.add("-D" + ForkContext.PROPERTY + "=" + forkFile);
    return List.copyOf(all);
  }

  /**
   * Starts a fork that answers line by line; the lines tell it which files to read.
   *
   * @param main the class that it runs
   * @param log name of the file in the run's folder that receives its errors
   * @return the fork, the caller's to close
   */
  public ForkProcess answering(Class<?> main, String log) throws IOException {
    return ForkProcess.answering(main, arguments, folder.resolve(log));
  }

  /**
   * Starts a fork that answers line by line and reads a fork file.
   *
   * @param main the class that it runs
   * @param forkFile the file that it reads
   * @param log name of the file in the run's folder that receives its errors
   * @return the fork, the caller's to close
   */
  public ForkProcess answering(Class<?> main, Path forkFile, String log) throws IOException {
    return ForkProcess.answering(main, with(arguments, forkFile), folder.resolve(log));
  }

  /**
   * Starts a fork that reads a fork file, does its work, and ends.
   *
   * @param main the class that it runs
   * @param forkFile the file that it reads
   * @param log name of the file in the run's folder that receives all that it prints
   * @return the fork, the caller's to close
   */
  public ForkProcess logging(Class<?> main, Path forkFile, String log) throws IOException {
    return ForkProcess.logging(main, with(arguments, forkFile), folder.resolve(log));
  }
}
