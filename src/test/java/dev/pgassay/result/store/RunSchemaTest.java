package dev.pgassay.result.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.ServerWork;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.run.Summary;
import dev.pgassay.result.run.TimeShare;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the published schema and the records agree. */
class RunSchemaTest {
  private static final String RESOURCE = "run-v1.schema.json";
  private static final Path PUBLISHED = Path.of("..", "results", "schema", RESOURCE);
  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalDouble.class, OptionalInt.class, OptionalLong.class);

  private final JsonMapper mapper = new JsonMapper();
  private final JsonNode schema = read();

  @Test
  void isTheOneInTheJar() throws IOException {
    try (InputStream stream = DocumentSchema.class.getResourceAsStream(RESOURCE)) {
      assertThat(stream.readAllBytes()).isEqualTo(Files.readAllBytes(PUBLISHED));
    }
  }

  @Test
  void hasEveryComponentOfEveryRecordAndNoOther() {
    for (Class<?> type : reachable()) {
      if (type.isRecord()) {
        List<String> components =
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
        assertThat(names(definition(type).path("properties")))
            .as(type.getName())
            .containsExactlyElementsOf(components);
      }
    }
  }

  @Test
  void requiresWhatIsNotOptional() {
    for (Class<?> type : reachable()) {
      if (type.isRecord()) {
        Set<String> required = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
          if (!OPTIONALS.contains(component.getType())) {
            required.add(component.getName());
          }
        }
        assertThat(new TreeSet<>(texts(definition(type).path("required"))))
            .as(type.getName())
            .isEqualTo(required);
      }
    }
  }

  @Test
  void hasEveryConstantOfEveryEnumAndNoOther() throws ReflectiveOperationException {
    for (Class<?> type : reachable()) {
      if (type.isEnum() && !isMapKey(type)) {
        assertThat(texts(definition(type).path("enum")))
            .as(type.getName())
            .containsExactlyElementsOf(constants(type));
      }
    }
    assertThat(names(definition(Latency.class).at("/properties/percentilesNanos/properties")))
        .containsExactlyElementsOf(constants(Percentile.class));
    assertThat(names(definition(ServerWork.class).at("/properties/perOperation/properties")))
        .containsExactlyElementsOf(constants(ServerWork.Counter.class));
    assertThat(names(definition(Summary.class).at("/properties/points/properties")))
        .containsExactlyElementsOf(constants(Validity.class));
    assertThat(names(definition(TimeShare.class).at("/properties/secondsByCategory/properties")))
        .containsExactlyElementsOf(constants(Phase.Category.class));
  }

  @Test
  void definesNothingThatNoRecordNeeds() {
    List<String> needed = new ArrayList<>();
    for (Class<?> type : reachable()) {
      if (type != Run.class && !isMapKey(type)) {
        needed.add(key(type));
      }
    }
    assertThat(names(schema.path("$defs"))).containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void closesEveryObjectAndDescribesEveryProperty() {
    for (Class<?> type : reachable()) {
      if (type.isRecord()) {
        JsonNode definition = definition(type);
        assertThat(definition.path("additionalProperties").isBoolean()).as(type.getName()).isTrue();
        assertThat(definition.path("additionalProperties").booleanValue()).isFalse();
        for (Map.Entry<String, JsonNode> property : definition.path("properties").properties()) {
          assertThat(property.getValue().path("description").asText())
              .as(type.getName() + "." + property.getKey())
              .endsWith(".");
        }
      }
    }
  }

  @Test
  void acceptsRuns() {
    RunFormat format = new RunFormat();
    for (Run run :
        List.of(
            CannedRun.complete(),
            CannedRun.interrupted(),
            CannedRun.otherBenchmark(),
            CannedRun.openLoad())) {
      assertThat(format.faults(format.write(run))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("wrongDocuments")
  void rejects(Consumer<ObjectNode> damage, String place) throws IOException {
    RunFormat format = new RunFormat();
    ObjectNode document = (ObjectNode) mapper.readTree(format.write(CannedRun.complete()));
    damage.accept(document);

    assertThat(format.faults(document.toString())).anySatisfy(it -> assertThat(it).contains(place));
  }

  static Stream<Arguments> wrongDocuments() {
    return Stream.of(
        wrong("an unknown key", run -> run.put("extra", 1), "extra"),
        wrong("an unknown key deep down", run -> point(run).put("p50", 1), "/points/0"),
        wrong("no run id", run -> run.remove("runId"), "runId"),
        wrong("a run id that leads elsewhere", run -> run.put("runId", "../../etc"), "/runId"),
        wrong("a status of its own", run -> run.put("status", "DONE"), "/status"),
        wrong("a reason for being complete", run -> run.put("statusReason", "?"), "statusReason"),
        wrong("no reason for being incomplete", run -> run.put("status", "INCOMPLETE"), "Reason"),
        wrong("a null", run -> run.putNull("tool"), "/tool"),
        wrong("a number as text", run -> dataset(run).put("seed", "42"), "/dataset/seed"),
        wrong("a part of an event", run -> dataset(run).put("events", 1.5), "/dataset/events"),
        wrong("a short hash", run -> dataset(run).put("identity", "abc"), "/dataset/identity"),
        wrong("a negative size", run -> build(run).put("sizeBytes", -1), "sizeBytes"),
        wrong("a ratio above one", run -> recall(run).put("meanRatio", 1.01), "meanRatio"),
        wrong("a percentile of its own", run -> percentiles(run).put("p75", 1), "percentilesNanos"),
        wrong(
            "an invalid point without reasons",
            run -> point(run).put("validity", "INVALID"),
            "reasons"),
        wrong("a parameter that is no text", run -> parameters(run).put("m", 16), "parameters/m"),
        wrong("a list for an object", run -> run.putArray("server"), "/server"),
        wrong("an object for a list", run -> run.putObject("points"), "/points"));
  }

  private static Arguments wrong(String name, Consumer<ObjectNode> damage, String place) {
    return Arguments.of(Named.of(name, damage), place);
  }

  private static ObjectNode dataset(ObjectNode run) {
    return (ObjectNode) run.path("dataset");
  }

  private static ObjectNode build(ObjectNode run) {
    return (ObjectNode) run.path("indexBuilds").path(0);
  }

  private static ObjectNode point(ObjectNode run) {
    return (ObjectNode) run.path("points").path(0);
  }

  private static ObjectNode recall(ObjectNode run) {
    return (ObjectNode) point(run).path("recall");
  }

  private static ObjectNode percentiles(ObjectNode run) {
    return (ObjectNode) point(run).path("latency").path("percentilesNanos");
  }

  private static ObjectNode parameters(ObjectNode run) {
    return (ObjectNode) point(run).path("parameters");
  }

  private JsonNode read() {
    try {
      return mapper.readTree(PUBLISHED.toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode definition(Class<?> type) {
    JsonNode definition = type == Run.class ? schema : schema.path("$defs").path(key(type));
    assertThat(definition.isObject()).as("definition of " + type.getName()).isTrue();
    return definition;
  }

  private static String key(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  /** Enums whose constants are keys of a map are listed there. */
  private static boolean isMapKey(Class<?> type) {
    return type == Percentile.class || type == ServerWork.Counter.class;
  }

  private static List<String> constants(Class<?> type) throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      JsonProperty renamed = type.getField(name).getAnnotation(JsonProperty.class);
      names.add(renamed == null ? name : renamed.value());
    }
    return names;
  }

  /** The records and enums of the model, found from the run. */
  private static Set<Class<?>> reachable() {
    Set<Class<?>> found = new LinkedHashSet<>();
    visit(Run.class, found);
    assertThat(found).hasSizeGreaterThan(30);
    return found;
  }

  private static void visit(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      Stream.of(generic.getActualTypeArguments()).forEach(argument -> visit(argument, found));
    }
    if (type instanceof Class<?> model
        && model.getName().startsWith("dev.pgassay.")
        && model != RunId.class
        && found.add(model)
        && model.isRecord()) {
      Stream.of(model.getRecordComponents()).forEach(it -> visit(it.getGenericType(), found));
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    if (array instanceof ArrayNode items) {
      items.forEach(item -> texts.add(item.textValue()));
    }
    return texts;
  }
}
