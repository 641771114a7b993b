package dev.pgassay.measure.workload;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A benchmark as the harness sees it: the question it answers, its parameters, and the part of its
 * work that the host does before and after the forks. Found as a service, so that adding one
 * changes nothing here. Implementations keep no state between calls.
 */
public interface Workload {
  /**
   * Returns the name, as on the command line.
   *
   * @return such as {@code HnswSearch}
   */
  String name();

  /**
   * Returns the question that the benchmark answers.
   *
   * @return one sentence
   */
  String question();

  /**
   * Returns what tells this benchmark from another of the same name: a run is resumed only with the
   * same.
   *
   * @return the file of a user's own statement; empty for a benchmark of the program's own
   */
  default String content() {
    return "";
  }

  /**
   * Returns what must hold before anything is timed.
   *
   * @return one sentence
   */
  String gate();

  /**
   * Returns the parameters.
   *
   * @return in the order of the columns of a table of results
   */
  List<Parameter> parameters();

  /**
   * Returns the JMH benchmark method. Each parameter is one of its {@code @Param} fields, whose
   * name is the parameter's in camel case.
   *
   * @return fully qualified class and method, joined by a dot
   */
  String benchmarkMethod();

  /**
   * Returns what a client executes, in the JVM of a fork.
   *
   * @param context what the host said, with the inputs of {@link PreparedWorkload#forkInputs}
   * @param files of queries that this JVM has read, and that are read now
   * @return the statement, its parameters and the gate
   */
  ClientTask task(ForkContext context, QueryFiles files);

  /**
   * Returns how many clients may execute it at once.
   *
   * @return 1 for what only one at a time can do, such as building an index
   */
  default int mostClients() {
    return Integer.MAX_VALUE;
  }

  /**
   * Tells whether it puts indexes of its own in the place of the schema's, in the loaded database
   * itself. For any other benchmark the harness sees to it that the schema's own HNSW index stands
   * before it is prepared, whatever an earlier run has left.
   *
   * @return false for a benchmark that measures the schema as it is, or changes copies alone
   */
  default boolean replacesIndexes() {
    return false;
  }

  /**
   * Refuses values that cannot go together. Each value by itself has been checked.
   *
   * @param point a value for every parameter
   * @throws InvalidInput naming the parameters, their values and what to change
   */
  void check(Parameters point);

  /**
   * Returns what must be built for a point. Points that share it follow one build.
   *
   * @param point a value for every parameter
   * @return the values of the parameters of stage {@link Parameter.Stage#BUILD}, and of others on
   *     which what is built for this very point depends
   */
  default Parameters build(Parameters point) {
    return point.only(
        parameters().stream()
            .filter(parameter -> parameter.stage() == Parameter.Stage.BUILD)
            .map(Parameter::name)
            .collect(Collectors.toSet()));
  }

  /**
   * Prepares the database for all points that share what must be built.
   *
   * @param context where and on what
   * @param build as {@link #build} returns it
   * @return what was prepared, closed when its points are measured
   * @throws InterruptedException where the run is ended; nothing half-made is left
   * @throws NotAvailable where this server cannot serve the benchmark
   */
  PreparedWorkload prepare(WorkloadContext context, Parameters build) throws InterruptedException;

  /**
   * Puts the database back to what its migrations make. Called when the last point of this
   * benchmark is measured, before another one is prepared.
   *
   * @param context where
   * @throws InterruptedException where the run is ended
   */
  void restore(WorkloadContext context) throws InterruptedException;
}
