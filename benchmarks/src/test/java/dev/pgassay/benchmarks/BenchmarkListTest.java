package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.postgres.index.IndexOption;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlanner;
import dev.pgassay.runner.plan.RunRequest;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.plan.Suite;
import dev.pgassay.runner.plan.SuiteCatalog;
import dev.pgassay.runner.plan.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/** Finds a build without JMH's processor, and a workload that JMH does not know. */
class BenchmarkListTest {
  private final List<Workload> workloads = Workloads.onClassPath().all();
  private final Set<BenchmarkListEntry> entries =
      BenchmarkList.defaultList().getAll(null, List.of());

  @Test
  void theBenchmarkListIsNotEmpty() {
    assertThat(entries).isNotEmpty();
    assertThat(workloads).isNotEmpty();
  }

  @Test
  void everyWorkloadNamesABenchmarkOfTheList() {
    assertThat(entries)
        .extracting(BenchmarkListEntry::getUsername)
        .containsAll(workloads.stream().map(Workload::benchmarkMethod).toList());
  }

  @Test
  void jmhKnowsEveryParameterWithItsDefaults() {
    for (Workload workload : workloads) {
      Map<String, List<String>> declared = new TreeMap<>();
      workload.parameters().forEach(it -> declared.put(it.name().replace("_", ""), it.defaults()));
      assertThat(parametersOfJmh(workload)).as(workload.name()).isEqualTo(declared);
    }
  }

  private Map<String, List<String>> parametersOfJmh(Workload workload) {
    Map<String, List<String>> parameters = new TreeMap<>();
    entries.stream()
        .filter(entry -> entry.getUsername().equals(workload.benchmarkMethod()))
        .forEach(
            entry ->
                entry
                    .getParams()
                    .get()
                    .forEach(
                        (name, defaults) ->
                            parameters.put(name.toLowerCase(Locale.ROOT), List.of(defaults))));
    return parameters;
  }

  @Test
  void everySuiteCanBePlanned() {
    for (Suite suite : SuiteCatalog.builtIn().all()) {
      assertThat(plan(suite).points()).as(suite.name()).isPositive();
    }
  }

  @Test
  void noSuiteMeasuresAPointTwice() {
    for (Suite suite : SuiteCatalog.builtIn().all()) {
      List<String> points = new ArrayList<>();
      for (Group group : plan(suite).groups()) {
        group
            .points()
            .forEach(
                point ->
                    points.add(
                        group.workload().name()
                            + " "
                            + point.parameters()
                            + " clients="
                            + point.clients()));
      }
      assertThat(points).as(suite.name()).doesNotHaveDuplicates();
    }
  }

  private static RunPlan plan(Suite suite) {
    RunRequest request =
        new RunRequest(
            suite.name(),
            Optional.empty(),
            OptionalLong.empty(),
            Map.of(),
            List.of(),
            TimingRequest.NONE);
    return RunPlanner.plan(request, SuiteCatalog.builtIn(), Workloads.onClassPath());
  }

  /** The ranges are written in the JMH classes as well, since annotations take constants only. */
  @Test
  void anIndexHasTheRangesOfItsType() {
    assertRanges(IndexType.HNSW, "HnswSearch");
    assertRanges(IndexType.IVFFLAT, "IvfFlat");
  }

  private static void assertRanges(IndexType type, String benchmark) {
    Map<String, Parameter.Range> ranges = new TreeMap<>();
    Workloads.onClassPath()
        .named(benchmark)
        .parameters()
        .forEach(it -> ranges.put(it.name(), it.range()));
    assertThat(ranges)
        .containsEntry(
            type.effort().parameter(),
            new Parameter.Integers(type.effort().least(), type.effort().most()));
    for (IndexOption option : type.options()) {
      assertThat(ranges)
          .containsEntry(option.name(), new Parameter.Integers(option.least(), option.most()));
    }
  }

  @Test
  void everyParameterSaysWhatItChanges() {
    for (Workload workload : workloads) {
      assertThat(workload.parameters()).extracting(Parameter::description).doesNotContain("");
    }
  }
}
