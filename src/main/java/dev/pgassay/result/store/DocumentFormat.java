package dev.pgassay.result.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One kind of stored document, with its record, version and JSON Schema. Keys are in the order of
 * the records' components, parameters in the order of their declaration, all other maps by name.
 * Unknown values are not written. Thread-safe.
 *
 * @param <T> the record of the document
 */
final class DocumentFormat<T> {
  private static final String VERSION_KEY = "schemaVersion";

  private final Class<T> type;
  private final String noun;
  private final int version;
  private final JsonMapper mapper = mapper();
  private final ObjectWriter writer = mapper.writer(printer());
  private final DocumentSchema schema;

  /**
   * @param type the record
   * @param noun name in messages, such as {@code run}
   * @param version of the format that is written and read
   */
  DocumentFormat(Class<T> type, String noun, int version) {
    this.type = type;
    this.noun = noun;
    this.version = version;
    this.schema = new DocumentSchema(mapper, noun + "-v" + version + ".schema.json");
  }

  /** Returns JSON with a line feed at its end and without raw control characters. */
  String write(T document) {
    try {
      return OneLine.orMore(writer.writeValueAsString(document)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the " + noun + " cannot be written as JSON", e);
    }
  }

  /** Reads a document and checks it against the schema. */
  T read(String json, String origin) {
    JsonNode tree = parse(json, origin);
    checkVersion(tree, origin);
    List<String> faults = schema.faults(tree);
    if (!faults.isEmpty()) {
      throw new Failure(origin + " does not follow the schema of " + noun + "s: " + faults.get(0));
    }
    try {
      return mapper.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new Failure(origin + " is not a consistent " + noun + ": " + rule(e), e);
    }
  }

  /**
   * Returns the violations of the schema, with their places in the document; empty if there are
   * none.
   */
  List<String> faults(String json) {
    return schema.faults(parse(json, noun));
  }

  private JsonNode parse(String json, String origin) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new Failure(
          origin + " is not JSON" + place(e.getLocation()) + "; was it cut short or edited?", e);
    }
  }

  private void checkVersion(JsonNode tree, String origin) {
    JsonNode found = tree.path(VERSION_KEY);
    if (!found.isInt()) {
      throw new Failure(origin + " is not a " + noun + " of pgassay: it has no " + VERSION_KEY);
    }
    int number = found.intValue();
    if (number != version) {
      String advice = number > version ? "; use the newer pgassay that wrote it" : "";
      throw new OtherFormat(
          String.format(
              Locale.ROOT,
              "%s has %s %d, this pgassay reads %d%s",
              origin,
              VERSION_KEY,
              number,
              version,
              advice));
    }
  }

  private static String place(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /**
   * Returns the message of the record that refused a value. Jackson's own message has several
   * lines.
   */
  private static String rule(JacksonException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == e ? e.getOriginalMessage() : cause.getMessage();
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS));
    for (Class<?> optional : List.of(OptionalDouble.class, OptionalInt.class, OptionalLong.class)) {
      builder.withConfigOverride(
          optional,
          override ->
              override.setInclude(
                  JsonInclude.Value.construct(
                      JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)));
    }
    return builder.build();
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter()
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter)
        .withSeparators(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
  }
}
