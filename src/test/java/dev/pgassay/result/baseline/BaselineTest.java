package dev.pgassay.result.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.ServerWork;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.BaselineFormat;
import dev.pgassay.result.store.BaselineStore;
import dev.pgassay.result.store.Recordings;
import dev.pgassay.result.store.RunStore;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private final BaselineFormat format = new BaselineFormat();
  private final Baseline baseline = Baseline.of("main", List.of(CannedRun.complete()));

  @TempDir private Path folder;

  @Test
  void isWrittenAsItsSchemaSaysAndReadBackEqual() {
    String json = format.write(baseline);
    assertThat(format.faults(json)).isEmpty();
    assertThat(format.read(json, "baseline.json")).isEqualTo(baseline);
  }

  @Test
  void hasASchemaWithEveryComponentAndNoOther() throws IOException {
    JsonNode schema =
        new JsonMapper()
            .readTree(Path.of("..", "results", "schema", "baseline-v1.schema.json").toFile());
    assertThat(properties(schema)).containsExactlyElementsOf(components(Baseline.class));
    for (Class<?> type :
        List.of(Arm.class, RecordedPoint.class, Observation.class, RecallSummary.class)) {
      assertThat(properties(schema.path("$defs").path(type.getSimpleName())))
          .as(type.getSimpleName())
          .containsExactlyElementsOf(components(type));
    }
    assertThat(schema.at("/$defs/Validity/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Arrays.stream(Validity.values()).map(Enum::name).toList());
  }

  @Test
  void keepsTheImageThatOlderOnesLack() {
    assertThat(format.write(baseline)).doesNotContain("\"image\"");
    Arm arm = baseline.arm();
    Server.Image image = new Server.Image("db:17", "sha256:aa", List.of("db@sha256:bb"));
    Baseline newer =
        new Baseline(
            baseline.schemaVersion(),
            baseline.name(),
            baseline.recordedAt(),
            baseline.runs(),
            new Arm(
                arm.tool(),
                arm.suite(),
                arm.arguments(),
                arm.statements(),
                arm.dataset(),
                "docker",
                arm.settings(),
                Optional.of(image)),
            baseline.fingerprint(),
            baseline.conditions(),
            baseline.tableSizes(),
            baseline.points());
    String json = format.write(newer);
    assertThat(format.faults(json)).isEmpty();
    assertThat(format.read(json, "baseline.json").arm().image()).contains(image);
  }

  @Test
  void keepsWhatEachRepetitionSaw() {
    Run run = CannedRun.complete();
    RecordedPoint point = Baseline.of("main", List.of(run, run, run)).points().get(0);
    assertThat(point.observations()).hasSize(3);
    assertThat(point.observations().get(0).perOperation())
        .containsEntry(ServerWork.Counter.SHARED_BLOCKS_HIT, 812.5);
    assertThat(point.observations().get(0).plan()).isPresent();
  }

  @Test
  void namesNoPointOfAnInvalidRunAsObserved() {
    assertThat(baseline.points())
        .filteredOn(point -> !point.valid())
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.observations()).isEmpty());
  }

  @Test
  void refusesHalfARun() {
    assertThatThrownBy(() -> Baseline.of("main", List.of(CannedRun.interrupted())))
        .isInstanceOf(NotComparable.class)
        .hasMessageContaining("half a run")
        .hasMessageContaining("--resume");
  }

  @Test
  void isFoundByItsNameOnceSaved() {
    BaselineStore store = new BaselineStore(folder);
    assertThat(store.list()).isEmpty();
    store.save(baseline);
    assertThat(store.list()).containsExactly("main");
    assertThat(new Recordings(new RunStore(folder), store).find("main")).isEqualTo(baseline);
  }

  @Test
  void leadsNowhereElseByItsName() {
    assertThatThrownBy(() -> BaselineStore.requireName("../x"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("../x");
  }

  @Test
  void refusesANewerFormatAsNotComparable() throws IOException {
    BaselineStore store = new BaselineStore(folder);
    Path file = store.save(baseline);
    String newer =
        format.write(baseline).replaceFirst("\"schemaVersion\": 1", "\"schemaVersion\": 2");
    Files.writeString(file, newer);
    assertThatThrownBy(() -> new Recordings(new RunStore(folder), store).find("main"))
        .isInstanceOf(NotComparable.class)
        .hasMessageContaining("use the newer pgassay");
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static List<String> properties(JsonNode definition) {
    List<String> names = new ArrayList<>();
    definition.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }
}
