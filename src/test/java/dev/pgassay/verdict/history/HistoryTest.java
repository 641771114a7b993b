package dev.pgassay.verdict.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void findsWhereALevelChangesAndWhatChangedWithIt() {
    Trend p50 = trend(CannedHistory.drifted(), Figure.P50);
    assertThat(p50.changes())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.index()).isEqualTo(12);
              assertThat(it.worse()).isTrue();
              assertThat(it.cause()).isEqualTo("an operation reads more buffers");
              assertThat(it.after() / it.before()).isBetween(1.18, 1.22);
            });
  }

  @Test
  void blamesTheMachineWhereTheCanaryChangedToo() {
    List<RecordedRun> runs =
        CannedHistory.runs(20, i -> i < 10 ? 1 : 1.3, i -> 100, i -> i < 10 ? 4 : 5);
    assertThat(trend(of(runs, Policy.DEFAULT), Figure.P50).changes())
        .extracting(Change::cause)
        .containsExactly("the machine itself became slower");
  }

  @Test
  void passesOverWhatThePolicyBears() {
    List<RecordedRun> runs = CannedHistory.runs(20, i -> 1, i -> i < 10 ? 100 : 104, i -> 4);
    assertThat(trend(of(runs, Policy.DEFAULT), Figure.BUFFERS).changes()).isEmpty();
    Policy strict = new Policy(Map.of(Aspect.BUFFERS, 0.03), List.of());
    assertThat(trend(of(runs, strict), Figure.BUFFERS).changes()).hasSize(1);
  }

  @Test
  void seesSlowDriftThatNoNeighbouringRunsShow() {
    List<RecordedRun> runs = CannedHistory.runs(24, i -> 1, i -> 100 * Math.pow(1.01, i), i -> 4);
    History history = of(runs, Policy.DEFAULT);
    assertThat(trend(history, Figure.BUFFERS).changes()).isNotEmpty().allMatch(Change::worse);
    assertThat(history.changes(true)).isPositive();
  }

  @Test
  void keepsLatenciesOfTwoMachinesApartAndCountsTogether() {
    List<RecordedRun> runs = new ArrayList<>(CannedHistory.runs(16, i -> 1, i -> 100, i -> 4));
    for (int i = 8; i < 16; i++) {
      RecordedRun run = runs.get(i);
      Fingerprint other = new Fingerprint("c".repeat(16), "b".repeat(16));
      runs.set(i, CannedHistory.run(i, other, run.observations().get(CannedHistory.POINT)));
    }
    History history = of(runs, Policy.DEFAULT);
    assertThat(history.trends())
        .filteredOn(it -> it.series().key().figure() == Figure.P50)
        .extracting(it -> it.series().samples().size())
        .containsExactly(8, 8);
    assertThat(trend(history, Figure.BUFFERS).series().samples()).hasSize(16);
    assertThat(history.judged()).isEqualTo(1);
  }

  private static History of(List<RecordedRun> runs, Policy policy) {
    return History.of(runs, List.of(), policy, CannedHistory.RULE);
  }

  private static Trend trend(History history, Figure figure) {
    return history.trends().stream()
        .filter(it -> it.series().key().figure() == figure)
        .findFirst()
        .orElseThrow();
  }
}
