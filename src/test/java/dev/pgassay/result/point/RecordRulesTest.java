package dev.pgassay.result.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.RecallTarget;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the model's records, with the messages of their violations. */
class RecordRulesTest {
  @ParameterizedTest
  @MethodSource("illegal")
  void refuses(ThrowingCallable making, String message) {
    assertThatIllegalArgumentException().isThrownBy(making).withMessageStartingWith(message);
  }

  static Stream<Arguments> illegal() {
    return Stream.of(
        illegal(() -> new Phase("x", Phase.Category.HARNESS, -1), "elapsedSeconds must be finite"),
        illegal(
            () -> new Phase("x", Phase.Category.HARNESS, Double.NaN),
            "elapsedSeconds must be finite and not negative: NaN"),
        illegal(() -> new Phase(" ", Phase.Category.HARNESS, 1), "name must not be blank:  "),
        illegal(() -> new RatioInterval(0.5, 0.4, 0.95), "the lower end must not be above"),
        illegal(() -> new RatioInterval(0.5, 1.1, 0.95), "highRatio must be between 0 and 1: 1.1"),
        illegal(() -> new RowCheck(11, 10), "the fewest rows must not exceed the most"),
        illegal(() -> new Throughput.Spread(0, 1, 1), "count must be at least 1: 0"),
        illegal(() -> new Throughput.Spread(1, 2, 1), "the lowest must not be above the highest"),
        illegal(() -> new TableSize("t", -1, 0, Map.of()), "heapBytes must not be negative: -1"),
        illegal(() -> new TableSize("t", 0, 0, Map.of("i", -1L)), "bytes of i must not be"),
        illegal(() -> fork("/tmp/x.hlog"), "histogramFile must be a path below the run's folder"),
        illegal(() -> fork("../x.hlog"), "histogramFile must be a path below the run's folder"),
        illegal(() -> new PointKey("", Map.of()), "benchmark must not be blank"),
        illegal(() -> new PointKey("X", Map.of("m", "")), "parameter m must not be blank"),
        illegal(
            () -> new PointKey("X", Map.of("clients", "two")),
            "clients must be a whole number from 1: two"),
        illegal(
            () -> new PointKey("X", Map.of("ef_search", "0")),
            "ef_search must be a whole number from 1: 0"),
        illegal(
            () -> Point.builder(new PointKey("X", Map.of())).fault(Validity.VALID, "why"),
            "a valid point has no fault"),
        illegal(
            () ->
                new RecallTarget(
                    "X",
                    Map.of(),
                    Optional.empty(),
                    0.9,
                    RecallTarget.Outcome.REACHED,
                    Optional.empty()),
            "an outcome of REACHED"));
  }

  @Test
  void refusesAPointThatIsNotValidWithoutAReason() {
    Point valid = CannedRun.complete().points().get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> withValidity(valid, Validity.INVALID, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withValidity(valid, Validity.VALID, List.of("why")));
  }

  @Test
  void keepsTheWorstValidityAndEveryReason() {
    Point point =
        Point.builder(new PointKey("X", Map.of()))
            .fault(Validity.FAILED, "a fork died")
            .fault(Validity.INVALID, "the plan changed")
            .build();

    assertThat(point.validity()).isEqualTo(Validity.FAILED);
    assertThat(point.reasons()).containsExactly("a fork died", "the plan changed");
  }

  @Test
  void copiesWhatItIsGiven() {
    Map<String, String> parameters = new LinkedHashMap<>(Map.of("m", "16"));
    PointKey key = new PointKey("X", parameters);
    parameters.put("m", "32");

    assertThat(key.parameters()).containsEntry("m", "16");
    assertThatThrownBy(() -> key.parameters().put("m", "32"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void belongsToThePointsThatShareItsParameters() {
    RecordedBuild build = build(Map.of("m", "16"));

    assertThat(build.serves(Map.of("m", "16", "ef_search", "40"))).isTrue();
    assertThat(build.serves(Map.of("m", "32"))).isFalse();
    assertThat(build.serves(new HashMap<>())).isFalse();
    assertThat(build(Map.of()).serves(Map.of("m", "16"))).isFalse();
  }

  @Test
  void addsUpSizes() {
    assertThat(new TableSize("t", 8_192, 16_384, Map.of("a", 1L, "b", 2L)).totalBytes())
        .isEqualTo(24_579);
  }

  @Test
  void writesVersionsAsPeopleDo() {
    assertThat(new Server.Version(150_014, "PostgreSQL 15.14").release()).isEqualTo("15.14");
    assertThat(new Server.Version(180_000, "PostgreSQL 18.0").release()).isEqualTo("18.0");
  }

  private static Arguments illegal(ThrowingCallable making, String message) {
    return Arguments.of(making, message);
  }

  private static Point withValidity(Point point, Validity validity, List<String> reasons) {
    return new Point(
        point.benchmark(),
        point.parameters(),
        validity,
        reasons,
        point.schedule(),
        point.canary(),
        point.preparation(),
        point.indexBuiltAt(),
        point.planCheck(),
        point.planFile(),
        point.estimate(),
        point.rowCheck(),
        point.answers(),
        point.groundTruth(),
        point.recall(),
        point.measures(),
        point.stages(),
        point.latency(),
        point.histogram(),
        point.timeline(),
        point.openLoad(),
        point.throughput(),
        point.serverWork(),
        point.forks());
  }

  private static Fork fork(String histogramFile) {
    return new Fork(
        1,
        List.of(),
        Map.of(),
        Optional.of(histogramFile),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static RecordedBuild build(Map<String, String> parameters) {
    return new RecordedBuild(
        "i",
        "CREATE INDEX i",
        parameters,
        Instant.EPOCH,
        1,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Map.of(),
        List.of());
  }
}
