package dev.pgassay.result.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
  private static final Instant START = Instant.parse("2026-11-23T10:11:12.999Z");

  @ParameterizedTest
  @CsvSource({
    "quick, quick",
    "HnswSearch.*, hnswsearch",
    "'.*(Hnsw|Text)Search$', hnsw-text-search",
    "İstanbul, i-stanbul",
    "a-very-long-expression-that-does-not-end, a-very-long-expression-t",
    "'../../etc', etc",
    "'', custom"
  })
  void namesTheSuiteInPlainLetters(String suite, String slug) {
    RunId id = RunId.create(START, suite, new SplittableRandom(1));

    assertThat(id.value()).matches("20261123T101112Z-" + slug + "-[0-9a-f]{6}");
  }

  @Test
  void sortsByTime() {
    RunId early = RunId.create(START, "standard", new SplittableRandom(1));
    RunId late = RunId.create(START.plusSeconds(1), "quick", new SplittableRandom(2));

    assertThat(early).isLessThan(late);
  }

  @Test
  void differsWithinASecond() {
    SplittableRandom random = new SplittableRandom(1);

    assertThat(RunId.create(START, "quick", random))
        .isNotEqualTo(RunId.create(START, "quick", random));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "20261123T101112Z-quick", "20261123T101112Z-../x-3fa9c1"})
  void refusesOtherForms(String text) {
    assertThat(RunId.isRunId(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunId(text))
        .withMessageEndingWith(text);
  }
}
