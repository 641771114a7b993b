package dev.pgassay.measure.workload;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A benchmark as the harness sees it: its question, its parameters, and the work of the host before
 * and after the forks. It is found as a service, so a new one changes nothing here. Implementations
 * keep no state between calls.
 */
public interface Workload {
  /** Returns the name on the command line, such as {@code HnswSearch}. */
  String name();

  /** Returns the question that the benchmark answers, in one sentence. */
  String question();

  /**
   * Returns content that distinguishes this benchmark from another of the same name; a run is
   * resumed only with the same content.
   *
   * @return the file of a user's own statement; empty for a benchmark of the program
   */
  default String content() {
    return "";
  }

  /** Returns the condition that must hold before the benchmark is timed, in one sentence. */
  String gate();

  /** Returns the parameters, in the order of the columns of a table of results. */
  List<Parameter> parameters();

  /**
   * Returns the JMH benchmark method. Each parameter is one of its {@code @Param} fields, whose
   * name is the parameter's in camel case.
   *
   * @return fully qualified class and method, joined by a dot
   */
  String benchmarkMethod();

  /**
   * Returns the task of a client, in the JVM of a fork.
   *
   * @param context from the host, with the inputs of {@link PreparedWorkload#forkInputs}
   * @param files cache of query files of this JVM
   * @return the statement, its parameters and the gate
   */
  ClientTask task(ForkContext context, QueryFiles files);

  /**
   * Returns how many clients may execute it at once; 1 for work that only one can do at a time,
   * such as building an index.
   */
  default int mostClients() {
    return Integer.MAX_VALUE;
  }

  /**
   * Tells whether the benchmark replaces the schema's indexes with its own in the loaded database
   * itself. Before any other benchmark is prepared, the harness makes sure that the schema's own
   * HNSW index exists, whatever an earlier run has left.
   *
   * @return false for a benchmark that measures the schema as it is, or changes only copies
   */
  default boolean replacesIndexes() {
    return false;
  }

  /**
   * Refuses values that are not allowed together. Each single value has been checked.
   *
   * @param point a value for every parameter
   * @throws InvalidInput naming the parameters, their values and what to change
   */
  void check(Parameters point);

  /**
   * Returns the parameters of the build for a point. Points with equal ones share a build.
   *
   * @param point a value for every parameter
   * @return the values of the parameters of stage {@link Parameter.Stage#BUILD}, and of others on
   *     which the build for this point depends
   */
  default Parameters build(Parameters point) {
    return point.only(
        parameters().stream()
            .filter(parameter -> parameter.stage() == Parameter.Stage.BUILD)
            .map(Parameter::name)
            .collect(Collectors.toSet()));
  }

  /**
   * Prepares the database for all points that share a build.
   *
   * @param context workspace and data
   * @param build as {@link #build} returns it
   * @return the preparation, closed after its points are measured
   * @throws InterruptedException if the run is ended; nothing incomplete remains
   * @throws NotAvailable if this server lacks something that the benchmark needs
   */
  PreparedWorkload prepare(WorkloadContext context, Parameters build) throws InterruptedException;

  /**
   * Restores the database to the state that its migrations make. Called after the last point of
   * this benchmark, before another one is prepared.
   *
   * @param context workspace and data
   * @throws InterruptedException if the run is ended
   */
  void restore(WorkloadContext context) throws InterruptedException;
}
