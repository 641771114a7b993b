package dev.pgassay.file;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a YAML file into records. Every component that is not Optional must be in the file, and no
 * other key. A value is never converted to another type. Each refusal is one line with the file,
 * the line, the key, the value and what is allowed. The line of a key that a record refuses is
 * found by the record's message, which begins with the name of the component.
 */
public final class YamlFile {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              textual ->
                  textual
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private final Path file;
  private final Map<String, Place> places = new HashMap<>();

  /**
   * A key or an item of a list.
   *
   * @param line in the file, from 1
   * @param text the value as read in a message
   */
  private record Place(int line, String text) {}

  private YamlFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file in YAML, one document
   * @param noun what the file is, such as {@code dataset file}
   * @param type the record to be made
   * @throws InvalidInput where the file cannot be read or does not describe such a record
   */
  public static <T> T read(Path file, String noun, Class<T> type) {
    try {
      return new YamlFile(file).read(InputLimit.YAML.text(file), type);
    } catch (NoSuchFileException e) {
      throw new InvalidInput(noun + " " + file + " does not exist", e);
    } catch (IOException e) {
      throw new InvalidInput(noun + " " + file + " cannot be read", e);
    }
  }

  private <T> T read(String text, Class<T> type) throws IOException {
    try {
      notePlaces(text);
      return MAPPER.readValue(text, type);
    } catch (JsonMappingException e) {
      throw refusal(e);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      throw refusal(line, "not YAML: " + problem, e);
    }
  }

  /** Notes where each key is, and refuses what the mapper would accept. */
  private void notePlaces(String text) throws IOException {
    try (YAMLParser parser = MAPPER.getFactory().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw refusal(1, "must hold keys and values, such as key: value", null);
      }
      while (parser.nextToken() != null && !parser.getParsingContext().inRoot()) {
        note(parser);
      }
      if (parser.nextToken() != null) {
        throw refusal(lineOf(parser), "must end after its first document", null);
      }
    }
  }

  private void note(YAMLParser parser) throws IOException {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    JsonToken token = parser.currentToken();
    if (parser.isCurrentAlias()) {
      throw refusal(lineOf(parser), "an alias (*name) is not accepted; write the value", null);
    }
    if (token == JsonToken.FIELD_NAME && places.containsKey(pointer)) {
      throw refusal(lineOf(parser), "key '" + dotted(pointer) + "' appears twice", null);
    }
    Place known = places.get(pointer);
    int line = known == null ? lineOf(parser) : known.line();
    if (token == JsonToken.FIELD_NAME || known == null) {
      places.put(pointer, new Place(line, token == JsonToken.START_ARRAY ? "a list" : "a mapping"));
    } else if (token.isScalarValue() || token == JsonToken.START_ARRAY) {
      places.put(pointer, new Place(line, token.isScalarValue() ? parser.getText() : "a list"));
    }
  }

  private InvalidInput refusal(JsonMappingException e) {
    String pointer =
        e.getPath().stream()
            .map(it -> "/" + (it.getFieldName() == null ? it.getIndex() : it.getFieldName()))
            .collect(Collectors.joining());
    boolean missing = !pointer.isEmpty() && !places.containsKey(pointer);
    if (missing || e instanceof UnrecognizedPropertyException) {
      Optional<InvalidInput> unknown =
          unknownKey(e, pointer.substring(0, pointer.lastIndexOf('/') + 1));
      if (unknown.isPresent()) {
        return unknown.get();
      }
    }
    if (e.getCause() instanceof IllegalArgumentException refused) {
      String key = refused.getMessage().split(" ")[0];
      String owner = pointer.isEmpty() ? "" : dotted(pointer) + ".";
      return refusal(lineOf(pointerTo(owner + key)), owner + refused.getMessage(), e);
    }
    if (e instanceof InvalidTypeIdException kind) {
      Class<?> base = kind.getBaseType().getRawClass();
      String kinds =
          Arrays.stream(base.getAnnotation(JsonSubTypes.class).value())
              .map(JsonSubTypes.Type::name)
              .collect(Collectors.joining(", "));
      String key = base.getAnnotation(JsonTypeInfo.class).property();
      return wrongValue(pointer + "/" + key, "one of " + kinds, e);
    }
    return wrongValue(pointer, expected(e), e);
  }

  /** The mapper says first what is missing, and a misspelt key is why. */
  private Optional<InvalidInput> unknownKey(JsonMappingException e, String owner) {
    Object from = e.getPath().get(e.getPath().size() - 1).getFrom();
    Class<?> type = from instanceof Class<?> record ? record : from.getClass();
    List<String> allowed =
        MAPPER
            .getDeserializationConfig()
            .introspect(MAPPER.constructType(type))
            .findProperties()
            .stream()
            .filter(BeanPropertyDefinition::couldDeserialize)
            .map(BeanPropertyDefinition::getName)
            .toList();
    return places.keySet().stream()
        .filter(it -> it.startsWith(owner) && it.indexOf('/', owner.length()) < 0)
        .filter(it -> !allowed.contains(it.substring(owner.length())))
        .min(Comparator.comparing(this::lineOf))
        .map(
            it -> {
              String problem = "unknown key '" + dotted(it) + "', allowed here are ";
              return refusal(lineOf(it), problem + String.join(", ", allowed), e);
            });
  }

  private InvalidInput wrongValue(String pointer, String expected, Exception cause) {
    Place place = places.get(pointer);
    String problem =
        place == null
            ? "key '" + dotted(pointer) + "' is missing, it must be " + expected
            : dotted(pointer) + " must be " + expected + ": " + place.text();
    return refusal(lineOf(pointer), problem, cause);
  }

  private static String expected(JsonMappingException e) {
    if (e.getCause() instanceof InputCoercionException tooLarge) {
      return "an integer of at most " + (tooLarge.getTargetType() == int.class ? 32 : 64) + " bits";
    }
    return e instanceof MismatchedInputException wrong && wrong.getTargetType() != null
        ? expected(wrong.getTargetType())
        : "a number";
  }

  private static String expected(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "long", "int", "Integer" -> "an integer";
      case "double" -> "a number";
      case "String" -> "a text";
      case "List", "ArrayList" -> "a list";
      default -> "a mapping";
    };
  }

  /** A key may have dots of its own, as the name of a setting has. */
  private String pointerTo(String dotted) {
    return places.keySet().stream()
        .filter(pointer -> dotted(pointer).equals(dotted))
        .findFirst()
        .orElse("/" + dotted.replace('.', '/'));
  }

  private int lineOf(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      if (places.containsKey(at)) {
        return places.get(at).line();
      }
    }
    return 1;
  }

  private InvalidInput refusal(int line, String problem, Exception cause) {
    return new InvalidInput(file + " line " + line + ": " + problem, cause);
  }

  private static int lineOf(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String dotted(String pointer) {
    return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
  }
}
