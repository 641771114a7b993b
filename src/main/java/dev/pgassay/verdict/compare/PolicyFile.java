package dev.pgassay.verdict.compare;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a policy from YAML:
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

  private final Path file;

  private PolicyFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file YAML
   * @return the policy
   * @throws InvalidInput where it cannot be read or has a key or value that means nothing
   */
  public static Policy read(Path file) {
    try {
      JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(InputLimit.YAML.text(file));
      return new PolicyFile(file).policy(root);
    } catch (JacksonException e) {
      throw new InvalidInput(file + " is not YAML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidInput("cannot read the policy " + file + ": " + e.getMessage(), e);
    }
  }

  private Policy policy(JsonNode root) {
    requireKeys(root, List.of("tolerances", "overrides"));
    List<Policy.Override> overrides = new ArrayList<>();
    for (JsonNode node : root.path("overrides")) {
      requireKeys(node, List.of("benchmark", "parameters", "tolerances"));
      overrides.add(
          new Policy.Override(
              benchmark(node.path("benchmark").asText(".*")),
              parameters(node.path("parameters")),
              ofPoints(tolerances(node.path("tolerances")))));
    }
    return new Policy(tolerances(root.path("tolerances")), overrides);
  }

  private Map<Aspect, Double> tolerances(JsonNode node) {
    Map<Aspect, Double> tolerances = new EnumMap<>(Aspect.class);
    node.properties()
        .forEach(entry -> tolerances.put(aspect(entry.getKey()), amount(entry.getValue())));
    return tolerances;
  }

  /** An override is of points; what is said of the schema is not. */
  private Map<Aspect, Double> ofPoints(Map<Aspect, Double> tolerances) {
    for (Aspect ofSchema : List.of(Aspect.TABLE_SIZE, Aspect.INDEXES)) {
      if (tolerances.containsKey(ofSchema)) {
        throw new InvalidInput(
            file
                + ": "
                + ofSchema.key()
                + " applies to the whole schema, and an override to points; set it under"
                + " tolerances");
      }
    }
    return tolerances;
  }

  private Aspect aspect(String key) {
    List<String> known = new ArrayList<>();
    for (Aspect aspect : Aspect.values()) {
      if (aspect == Aspect.VALIDITY) {
        continue;
      }
      if (aspect.key().equals(key)) {
        return aspect;
      }
      known.add(aspect.key());
    }
    throw new InvalidInput(file + " has no such tolerance: " + key + "; there are " + known);
  }

  private double amount(JsonNode value) {
    Matcher amount = AMOUNT.matcher(value.asText());
    if (!amount.matches()) {
      throw new InvalidInput(
          file + ": a tolerance must have the form 5% or 0.05: " + value.asText());
    }
    double number = Double.parseDouble(amount.group(1));
    return amount.group(2).isEmpty() ? number : number / 100;
  }

  private Pattern benchmark(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new InvalidInput(file + ": benchmark must be a regular expression: " + text, e);
    }
  }

  private static Map<String, String> parameters(JsonNode node) {
    Map<String, String> parameters = new LinkedHashMap<>();
    node.properties().forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
    return parameters;
  }

  private void requireKeys(JsonNode node, List<String> allowed) {
    node.properties()
        .forEach(
            entry -> {
              if (!allowed.contains(entry.getKey())) {
                throw new InvalidInput(
                    file + " has no such key: " + entry.getKey() + "; there are " + allowed);
              }
            });
  }
}
