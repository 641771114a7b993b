package dev.pgassay.verdict.compare;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.YamlFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A policy in YAML:
 *
 * <pre>{@code
 * tolerances:
 *   buffers: 10%
 * overrides:
 *   - benchmark: HnswSearch
 *     parameters: {ef_search: 40}
 *     tolerances: {recall: 0.02, p50: 8%}
 * }</pre>
 */
public final class PolicyFile {
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(%?)");

  private PolicyFile() {}

  /**
   * Reads a file.
   *
   * @param file YAML
   * @throws InvalidInput if it cannot be read or has a key or value that means nothing
   */
  public static Policy read(Path file) {
    Keys keys = YamlFile.read(file, "policy", Keys.class);
    return new Policy(
        keys.tolerances.map(Tolerances::amounts).orElse(Map.of()),
        keys.overrides.orElse(List.of()).stream().map(OverrideKeys::override).toList());
  }

  /** The keys of the file. */
  record Keys(Optional<Tolerances> tolerances, Optional<List<OverrideKeys>> overrides) {}

  /** The keys of an override, which applies to points and not to the schema. */
  record OverrideKeys(
      Optional<String> benchmark,
      Optional<Map<String, Object>> parameters,
      Optional<Tolerances> tolerances) {
    OverrideKeys {
      pattern(benchmark);
      for (Aspect ofSchema : List.of(Aspect.TABLE_SIZE, Aspect.INDEXES)) {
        if (tolerances.isPresent() && tolerances.get().amounts.containsKey(ofSchema)) {
          throw new IllegalArgumentException(
              "tolerances."
                  + ofSchema.key()
                  + " applies to the whole schema, and an override to points; set it under the"
                  + " tolerances of the file");
        }
      }
    }

    Policy.Override override() {
      Map<String, String> texts = new TreeMap<>();
      parameters.orElse(Map.of()).forEach((name, value) -> texts.put(name, String.valueOf(value)));
      return new Policy.Override(
          pattern(benchmark), texts, tolerances.map(Tolerances::amounts).orElse(Map.of()));
    }
  }

  private static Pattern pattern(Optional<String> benchmark) {
    String text = benchmark.orElse(".*");
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("benchmark must be a regular expression: " + text, e);
    }
  }

  /** Tolerances by the key of their aspect. */
  record Tolerances(Map<Aspect, Double> amounts) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Tolerances of(Map<String, Object> texts) {
      Map<Aspect, Double> amounts = new EnumMap<>(Aspect.class);
      texts.forEach((key, text) -> amounts.put(aspect(key), amount(key, String.valueOf(text))));
      return new Tolerances(amounts);
    }

    private static Aspect aspect(String key) {
      List<Aspect> known = EnumSet.complementOf(EnumSet.of(Aspect.VALIDITY)).stream().toList();
      return known.stream()
          .filter(aspect -> aspect.key().equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      key
                          + " is no tolerance; there are "
                          + known.stream().map(Aspect::key).collect(Collectors.joining(", "))));
    }

    private static double amount(String key, String text) {
      Matcher amount = AMOUNT.matcher(text);
      if (!amount.matches()) {
        throw new IllegalArgumentException(key + " must have the form 5% or 0.05: " + text);
      }
      double number = Double.parseDouble(amount.group(1));
      return amount.group(2).isEmpty() ? number : number / 100;
    }
  }
}
