package dev.pgassay.postgres.index;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.vector.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys of a YAML file that describes an index type. Names in it become part of statements, so
 * each must have the form of a name. A refusal begins with the key that is wrong.
 *
 * @param description of the type, in one line
 * @param label as in messages
 * @param extension that has the access method and the operator classes
 * @param accessMethod as in {@code USING}
 * @param operatorClasses by {@link VectorElement} and {@link Metric}, both in lower case
 * @param options the options of an index, by name
 * @param optionsText how the options are written if they are not storage parameters themselves
 * @param effort which setting makes a search more thorough
 * @param settings other settings of the extension in every session that is measured
 */
record IndexTypeKeys(
    String description,
    String label,
    String extension,
    String accessMethod,
    Map<String, Map<String, String>> operatorClasses,
    Map<String, OptionKeys> options,
    Optional<TextKeys> optionsText,
    EffortKeys effort,
    Optional<Map<String, String>> settings) {
  private static final String A_NAME = "a name of lower-case letters, digits and _";
  private static final Pattern EXTENSION = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");
  private static final Pattern SETTING =
      Pattern.compile("([a-z_][a-z0-9_]{0,62})\\.([a-z_][a-z0-9_]{0,62})");
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]{1,200}");

  /** Names that every point has, or that results use to find a search effort. */
  private static final Set<String> RESERVED =
      Set.of(
          "clients",
          "definition",
          "effort",
          "ef_search",
          "element",
          "k",
          "metric",
          "planner",
          "probes",
          "rate",
          "state");

  /** An option: whole numbers from least to most, or the values of a list. */
  record OptionKeys(
      String description,
      Optional<Integer> least,
      Optional<Integer> most,
      Optional<List<Object>> values,
      @JsonProperty("default") Object otherwise) {
    OptionKeys {
      require(description, "description", LINE, "one line of text");
      if (least.isPresent() != most.isPresent()) {
        throw new IllegalArgumentException(
            least.isPresent() ? "least must be given with most" : "most must be given with least");
      }
      if (values.isPresent() == least.isPresent()) {
        throw new IllegalArgumentException(
            values.isPresent()
                ? "values must not be given together with least and most"
                : "values must be given, or else least and most");
      }
      if (values.isPresent() && values.get().stream().anyMatch(OptionKeys::isNoWord)) {
        throw new IllegalArgumentException(
            "values must be numbers, or texts; write on and off in quotes: " + values.get());
      }
      if (isNoWord(otherwise)) {
        throw new IllegalArgumentException(
            "default must be a number or a text; write on and off in quotes: " + otherwise);
      }
      option("name", description, least, most, values, otherwise);
    }

    /** YAML reads an unquoted on, off, yes or no as a truth value. */
    private static boolean isNoWord(Object value) {
      return !(value instanceof Number) && !(value instanceof String);
    }

    IndexOption option(String name) {
      return option(name, description, least, most, values, otherwise);
    }

    private static IndexOption option(
        String name,
        String description,
        Optional<Integer> least,
        Optional<Integer> most,
        Optional<List<Object>> values,
        Object otherwise) {
      return new IndexOption(
          name,
          description,
          least.orElse(0),
          most.orElse(0),
          values.orElse(List.of()).stream().map(String::valueOf).toList(),
          String.valueOf(otherwise),
          Optional.empty());
    }
  }

  /** One storage parameter whose text holds all options. */
  record TextKeys(String parameter, String text) {
    TextKeys {
      require(parameter, "parameter", IndexOption.NAME, A_NAME);
    }
  }

  /** The search effort, with the values that are measured if the user names none. */
  record EffortKeys(
      String setting, int least, int most, List<Integer> values, Optional<String> limit) {
    EffortKeys {
      require(setting, "setting", SETTING, "a setting of an extension, such as ivfflat.probes");
      new SearchEffort(SearchEffort.DESCRIBED, setting, least, most, limit);
      for (Integer value : values) {
        if (value == null || value < least || value > most) {
          throw new IllegalArgumentException(
              "values must be between %d and %d: %s".formatted(least, most, value));
        }
      }
      if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
        throw new IllegalArgumentException(
            "values must be one or more distinct numbers: " + values);
      }
    }

    SearchEffort effort() {
      return new SearchEffort(SearchEffort.DESCRIBED, setting, least, most, limit);
    }
  }

  IndexTypeKeys {
    require(description, "description", LINE, "one line of text");
    require(label, "label", LINE, "one line of text");
    require(extension, "extension", EXTENSION, "the name of an extension");
    require(accessMethod, "accessMethod", IndexOption.NAME, A_NAME);
    operatorClasses.forEach(IndexTypeKeys::checkClasses);
    if (!operatorClasses.containsKey(VectorElement.VECTOR.word())) {
      throw new IllegalArgumentException("operatorClasses must have the key vector");
    }
    options.forEach(IndexTypeKeys::checkOption);
    optionsText.ifPresent(text -> checkText(text.text(), options.keySet()));
    effort.limit().ifPresent(limit -> checkLimit(limit, options));
    settings.orElse(Map.of()).forEach(IndexTypeKeys::checkSetting);
  }

  private static void checkClasses(String element, Map<String, String> classes) {
    String key = "operatorClasses." + element;
    constant(VectorElement.class, key, element);
    if (classes == null || classes.isEmpty()) {
      throw new IllegalArgumentException(key + " must have an operator class for a distance");
    }
    classes.forEach(
        (metric, name) -> {
          constant(Metric.class, key + "." + metric, metric);
          require(name, key + "." + metric, IndexOption.NAME, A_NAME);
        });
  }

  private static void checkOption(String name, OptionKeys keys) {
    require(name, "options." + name, IndexOption.NAME, "named by lower-case letters, digits and _");
    if (keys == null) {
      throw new IllegalArgumentException("options." + name + " must be a mapping");
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "options.%s must have another name: a point has a parameter of this one".formatted(name));
    }
  }

  private static void checkText(String text, Set<String> options) {
    for (String option : options) {
      if (!text.contains("{" + option + "}")) {
        throw new IllegalArgumentException(
            "optionsText.text must have {%s} where the value of the option goes".formatted(option));
      }
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("optionsText.text must not have a zero byte");
    }
  }

  private static void checkLimit(String limit, Map<String, OptionKeys> options) {
    if (!options.containsKey(limit) || options.get(limit).values().isPresent()) {
      throw new IllegalArgumentException(
          "effort.limit must be an option with a range of numbers: " + limit);
    }
  }

  private static void checkSetting(String name, String value) {
    String key = "settings." + name;
    require(name, key, SETTING, "a setting of an extension, such as ivfflat.iterative_scan");
    require(value, key, LINE, "one line of text");
  }

  private static void require(String value, String key, Pattern form, String expected) {
    if (value == null || !form.matcher(value).matches()) {
      throw new IllegalArgumentException(key + " must be " + expected + ": " + value);
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String key, String word) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
      if (words.get(words.size() - 1).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(key + " must be one of " + String.join(", ", words));
  }

  /** Makes the type of these keys. */
  IndexType type(String name) {
    return new IndexType(
        name,
        label,
        extension,
        accessMethod,
        classes(),
        options.entrySet().stream().map(it -> it.getValue().option(it.getKey())).toList(),
        optionsText.map(text -> new IndexType.OptionsText(text.parameter(), text.text())),
        BuildKind.AS_NEEDED,
        List.of(),
        effort.effort(),
        settings.orElse(Map.of()));
  }

  private Map<VectorElement, Map<Metric, String>> classes() {
    Map<VectorElement, Map<Metric, String>> classes = new EnumMap<>(VectorElement.class);
    operatorClasses.forEach(
        (element, ofElement) -> {
          Map<Metric, String> byMetric = new EnumMap<>(Metric.class);
          ofElement.forEach(
              (metric, name) -> byMetric.put(constant(Metric.class, "", metric), name));
          classes.put(constant(VectorElement.class, "", element), byMetric);
        });
    return classes;
  }
}
