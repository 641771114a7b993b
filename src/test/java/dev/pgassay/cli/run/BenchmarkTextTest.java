package dev.pgassay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameter.Integers;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.measure.workload.WorkloadContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkTextTest {
  private final List<Workload> workloads = List.of(new Lookup());

  @Test
  void aShortListHasNamesAndQuestions() {
    assertThat(BenchmarkText.names(workloads).lines())
        .containsExactly("  Lookup", "    How long does a lookup take?");
  }

  @Test
  void aDocumentedBenchmarkHasItsGateAndEachParameterWithItsValues() {
    assertThat(BenchmarkText.documented(workloads).lines())
        .containsExactly(
            "  Lookup",
            "    How long does a lookup take?",
            "    Gate: one row.",
            "    rows             how many; between 1 and 9; default 1,2",
            "    index            which one; one of btree, hash; default btree",
            "");
  }

  private record Lookup() implements Workload {
    @Override
    public String name() {
      return "Lookup";
    }

    @Override
    public String question() {
      return "How long does a lookup take?";
    }

    @Override
    public String gate() {
      return "one row";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(
          new Parameter("rows", "how many", Stage.SESSION, new Integers(1, 9), List.of("1", "2")),
          new Parameter(
              "index",
              "which one",
              Stage.BUILD,
              new Words(List.of("btree", "hash")),
              List.of("btree")));
    }

    @Override
    public String benchmarkMethod() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ClientTask task(ForkContext context, QueryFiles files) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(Parameters point) {}

    @Override
    public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void restore(WorkloadContext context) {}
  }
}
