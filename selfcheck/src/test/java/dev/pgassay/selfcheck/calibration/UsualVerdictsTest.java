package dev.pgassay.selfcheck.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.selfcheck.calibration.UsualVerdicts.Said;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.ComparedRounds;
import dev.pgassay.verdict.compare.Round.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsualVerdictsTest {
  private static final double TENTH = Math.log(1.1);

  @TempDir private Path folder;

  @Test
  void findWhatIsATenthSlowerWhereNothingElseChanges() {
    List<Said> said = of(rounds(20, 0, TENTH + 0.001), Optional.empty()).said();
    assertThat(said).hasSize(5).noneMatch(Said::ofControl);
    assertThat(named(said, "mean > 5 %").ofContender()).isTrue();
    assertThat(named(said, "mean > 10 %").ofContender()).isTrue();
    assertThat(named(said, "mean > 20 %").ofContender()).isFalse();
    assertThat(named(said, "Mann-Whitney p < .05").ofContender()).isTrue();
  }

  /** Every arm, including the base, takes 12 % longer in the second half. */
  @Test
  void callEqualArmsSlowerWhereTheMachineDrifts() {
    List<Said> said = of(rounds(20, Math.log(1.12), 0), Optional.empty()).said();
    assertThat(named(said, "mean > 10 %").ofControl()).isTrue();
    assertThat(named(said, "mean > 20 %").ofControl()).isFalse();
    assertThat(named(said, "Mann-Whitney p < .05").ofControl()).isTrue();
  }

  @Test
  void takeTheBaseOfAnEarlierComparisonForTheLastRun() {
    ComparedRounds earlier = rounds(10, 0, 0.5);
    assertThat(of(rounds(10, 0, TENTH), Optional.of(earlier)).said())
        .filteredOn(it -> it.rule().startsWith("mean > 5 %"))
        .singleElement()
        .returns(true, Said::ofContender)
        .returns(false, Said::ofControl);
    ComparedRounds other = new ComparedRounds(Map.of("other", earlier.medians().get("point")));
    assertThat(of(rounds(10, 0, 0), Optional.of(other)).tooFew()).containsExactly("point");
  }

  @Test
  void areNotAskedAboutFewRounds() {
    UsualVerdicts verdicts = of(rounds(9, 0, 1), Optional.empty());
    assertThat(verdicts.said()).isEmpty();
    assertThat(verdicts.tooFew()).containsExactly("point");
  }

  @Test
  void readTheMediansOfAFileOfRounds() throws IOException {
    Figure figure = new Figure(1_000, 0.25, -0.5);
    Files.write(
        folder.resolve(ComparedRounds.FILE),
        List.of(
            ComparedRounds.line("Join | page=1", false, 1, Aspect.P50, figure),
            ComparedRounds.line("Join | page=1", false, 1, Aspect.P95, new Figure(1, 2, 3)),
            ComparedRounds.line("Join | page=1", true, 2, Aspect.P50, figure)));
    assertThat(ComparedRounds.read(folder).medians())
        .isEqualTo(Map.of("Join | page=1", List.of(figure, figure)));
  }

  @Test
  void refuseAFileOfAnotherKindWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("other.tsv"), "pgassay rounds 1\n");
    assertThatThrownBy(() -> ComparedRounds.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ":1 is no line of a comparison's rounds: pgassay rounds 1");
    assertThatThrownBy(() -> ComparedRounds.read(folder.resolve("nowhere")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("name the folder of a run of pgassay ab");
  }

  private static UsualVerdicts of(ComparedRounds rounds, Optional<ComparedRounds> last) {
    return UsualVerdicts.of(rounds, last);
  }

  private static Said named(List<Said> said, String rule) {
    return said.stream().filter(it -> it.rule().startsWith(rule)).findFirst().orElseThrow();
  }

  /** Rounds a thousandth apart, so that no two are equal. */
  private static ComparedRounds rounds(int number, double driftLog, double contenderLog) {
    List<Figure> figures = new ArrayList<>();
    IntStream.range(0, number)
        .forEach(
            i -> {
              double drift = i < number / 2 ? 0 : driftLog;
              double nanos = 1e6 * (1 + 1e-3 * (i % 5)) * Math.exp(drift);
              figures.add(new Figure(nanos, contenderLog, 0));
            });
    return new ComparedRounds(Map.of("point", figures));
  }
}
