package dev.pgassay.runner.ab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AbFindingsTest {
  private static final PointKey POINT = new PointKey("near", Map.of("clients", "1"));

  @Test
  void callsNoLatencySlowerWhoseControlSharesTheDatabaseOfTheBase() {
    Finding slower =
        new Finding(
            POINT.display(),
            Optional.of(POINT),
            Aspect.P50,
            Verdict.REGRESSED,
            "p50: +6.4 %",
            Optional.empty());

    assertThat(AbFindings.unstable(List.of(slower)))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.verdict()).isEqualTo(Verdict.UNSTABLE);
              assertThat(it.point()).contains(POINT);
              assertThat(it.sentence())
                  .startsWith("p50: +6.4 %; not judged, because base and control share a database");
            });
  }
}
