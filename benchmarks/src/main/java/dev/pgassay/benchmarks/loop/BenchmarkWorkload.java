package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameter.Integers;
import dev.pgassay.measure.workload.Parameter.Range;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.measure.workload.WorkloadContext;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The host's part of a benchmark, which takes name, method and parameters from its JMH class. Its
 * defaults: a client executes a prepared query, every combination of values is allowed, and
 * preparing changes only copies of the loaded database.
 */
public abstract class BenchmarkWorkload implements Workload {
  private static final String SUFFIX = "Benchmark";

  private final Class<? extends LoopBenchmark> benchmark;

  /**
   * @param benchmark the JMH class, whose name ends in {@code Benchmark}
   */
  protected BenchmarkWorkload(Class<? extends LoopBenchmark> benchmark) {
    this.benchmark = benchmark;
  }

  @Override
  public String name() {
    return benchmark.getSimpleName().replace(SUFFIX, "");
  }

  @Override
  public final String benchmarkMethod() {
    return Arrays.stream(benchmark.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(Method::getName)
        .findFirst()
        .map(method -> benchmark.getName() + "." + method)
        .orElseThrow();
  }

  /** The JVM returns the fields in the order in which the class declares them. */
  @Override
  public List<Parameter> parameters() {
    return Arrays.stream(benchmark.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(Param.class))
        .map(BenchmarkWorkload::parameter)
        .toList();
  }

  private static Parameter parameter(Field field) {
    ParameterInfo info = field.getAnnotation(ParameterInfo.class);
    return new Parameter(
        field.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT),
        info.value(),
        info.stage(),
        range(info),
        List.of(field.getAnnotation(Param.class).value()));
  }

  private static Range range(ParameterInfo info) {
    if (info.wordsOf().isEnum()) {
      return Words.of(info.wordsOf());
    }
    return info.words().length > 0
        ? new Words(List.of(info.words()))
        : new Integers(info.least(), info.most());
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    // Every combination is allowed.
  }

  @Override
  public void restore(WorkloadContext context) throws InterruptedException {
    // Only copies of the loaded database are changed.
  }
}
