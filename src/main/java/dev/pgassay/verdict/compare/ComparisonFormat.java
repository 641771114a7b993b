package dev.pgassay.verdict.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.pgassay.failure.OneLine;
import java.util.List;

/**
 * A comparison as one JSON document: outcome, advice, and every finding with its effect. Unknown
 * values are left out. Thread-safe.
 */
public final class ComparisonFormat {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .serializationInclusion(JsonInclude.Include.NON_EMPTY)
          .build();

  /** The document, in the order of its keys. */
  private record Document(
      int schemaVersion,
      String base,
      String contender,
      Comparison.Outcome outcome,
      List<String> advice,
      List<Finding> findings) {}

  public ComparisonFormat() {}

  /**
   * Writes a comparison.
   *
   * @return JSON with a line break at its end, in which no control character is raw
   */
  public String write(Comparison comparison) {
    try {
      return OneLine.orMore(
              mapper.writeValueAsString(
                  new Document(
                      1,
                      comparison.base(),
                      comparison.contender(),
                      comparison.outcome(),
                      comparison.advice(),
                      comparison.findings())))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the comparison cannot be written as JSON", e);
    }
  }
}
