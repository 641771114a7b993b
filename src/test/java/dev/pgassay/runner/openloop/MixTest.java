package dev.pgassay.runner.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.OpenLoad.Arrivals;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.ForkLimit;
import dev.pgassay.runner.plan.LoadPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MixTest {
  @Test
  void matchesItsNamesAndNoOthers() {
    String target = mix("Search", 3, "Search.old", 1).target();

    assertThat("Search").matches(target);
    assertThat("Search.old").matches(target);
    assertThat("Search-old").doesNotMatch(target);
    assertThat("HnswSearch").doesNotMatch(target);
  }

  @Test
  void isWrittenAsItIsTyped() {
    assertThat(mix("A", 3, "B", 0.5)).hasToString("A=3,B=0.5");
  }

  @Test
  void refusesOneNameAloneAndAWeightThatIsNone() {
    assertThatThrownBy(() -> new Mix(Map.of("A", 1.0)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--mix needs two names or more, such as A=3,B=1: A=1");
    assertThatThrownBy(() -> mix("A", 3, "B", 0))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--mix needs a weight greater than 0 for B: 0.0");
  }

  @Test
  void theTotalHasAKeyOfItsOwn() {
    LoadPattern pattern =
        new LoadPattern(Arrivals.UNIFORM, 40, Duration.ZERO, Duration.ofSeconds(5), 2);
    OpenLoopRunner runner =
        new OpenLoopRunner(
            pattern,
            Optional.of(mix("A", 3, "B", 1)),
            new ForkLauncher(Path.of("run"), List.of(), ForkLimit.BY_SCHEDULE));

    assertThat(runner.totalKey().benchmark()).isEqualTo("mix");
    assertThat(runner.totalKey().parameters())
        .containsEntry("mix", "A=3,B=1")
        .containsEntry("rate", "40.00")
        .containsEntry("clients", "2");
    assertThat(pattern.share(0.75).perSecond()).isEqualTo(30);
  }

  private static Mix mix(String first, double firstWeight, String second, double secondWeight) {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put(first, firstWeight);
    weights.put(second, secondWeight);
    return new Mix(weights);
  }
}
