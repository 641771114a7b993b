package dev.pgassay.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.postgres.index.IndexTypeCatalog;
import dev.pgassay.runner.plan.Workloads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/** The benchmark that a description becomes, by the example of VectorChord in {@code indexes/}. */
class IndexSearchWorkloadTest {
  private final Workloads workloads =
      Workloads.onClassPath().with(new IndexTypeCatalog(Path.of("..", "indexes")));
  private final Workload workload = workloads.named("vchordrq");

  @Test
  void hasTheOptionsAndTheEffortOfTheTypeAsParameters() {
    assertThat(workload.parameters())
        .extracting(Parameter::name)
        .containsExactly("lists", "element", "metric", "k", "planner", "effort", "definition");
    assertThat(workload.parameters())
        .filteredOn(parameter -> parameter.stage() == Stage.BUILD)
        .extracting(Parameter::name)
        .containsExactly("lists", "element", "metric");
  }

  @Test
  void offersTheDistancesOfTheTypeAlone() {
    assertThat(workload.parameters())
        .filteredOn(parameter -> parameter.name().equals("metric"))
        .extracting(parameter -> parameter.range().description())
        .containsExactly("one of cosine, inner_product");
  }

  @Test
  void refusesAnEffortAboveTheOptionThatLimitsIt() {
    workload.check(point("effort", "200"));

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> workload.check(point("effort", "201")))
        .withMessageContaining("effort 201, lists 200");
  }

  @Test
  void isOneOfTheBenchmarksThatJmhKnows() {
    assertThat(BenchmarkList.defaultList().getAll(null, List.of()))
        .extracting(BenchmarkListEntry::getUsername)
        .contains(workload.benchmarkMethod());
  }

  @Test
  void isNamedWhereABenchmarkIsNotFound() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> workloads.named("vchord"))
        .withMessageStartingWith("no benchmark named vchord")
        .withMessageEndingWith("diskann, vchordrq");
  }

  private Parameters point(String name, String value) {
    Map<String, String> values = new LinkedHashMap<>();
    workload.parameters().forEach(it -> values.put(it.name(), it.defaults().get(0)));
    values.put(name, value);
    return new Parameters(values);
  }
}
