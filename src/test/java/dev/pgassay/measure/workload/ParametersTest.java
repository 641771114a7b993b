package dev.pgassay.measure.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.Parameter.Words;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private enum Scan {
    OFF,
    STRICT_ORDER
  }

  @Test
  void readsTheConstantThatAWordStandsFor() {
    Parameters point = new Parameters(Map.of("scan", "strict_order"));
    assertThat(point.constant("scan", Scan.class)).isEqualTo(Scan.STRICT_ORDER);
    assertThat(Words.of(Scan.class).words()).containsExactly("off", "strict_order");
  }

  @Test
  void refusesAValueAboveItsLimitAndNamesBoth() {
    Parameters point = new Parameters(Map.of("k", "11", "ef_search", "10"));
    assertThatThrownBy(() -> point.requireAtMost("k", "ef_search", "a scan ends there"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("k must not be above ef_search, because a scan ends there: k 11, ef_search 10");
  }

  @Test
  void allowsAValueThatEqualsItsLimit() {
    Parameters point = new Parameters(Map.of("k", "10", "ef_search", "10"));
    assertThatCode(() -> point.requireAtMost("k", "ef_search", "a scan ends there"))
        .doesNotThrowAnyException();
  }
}
