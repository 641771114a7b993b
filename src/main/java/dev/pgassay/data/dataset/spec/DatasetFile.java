package dev.pgassay.data.dataset.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.YamlFile;
import java.nio.file.Path;

/**
 * A dataset's YAML file: a description and the keys of the content. Every key must be there, and no
 * other.
 */
record DatasetFile(String description, Content content) {
  private static final String SUFFIX = "\\.ya?ml$";

  @JsonCreator
  static DatasetFile of(
      @JsonProperty("description") String description,
      @JsonProperty("seed") long seed,
      @JsonProperty("events") long events,
      @JsonProperty("dimensions") int dimensions,
      @JsonProperty("topics") TopicSpec topics,
      @JsonProperty("distribution") Distribution distribution,
      @JsonProperty("queries") QuerySpec queries,
      @JsonProperty("text") TextSpec text,
      @JsonProperty("entities") EntitySpec entities) {
    return new DatasetFile(
        description,
        new Content(seed, events, dimensions, topics, distribution, queries, text, entities));
  }

  /**
   * Reads a file; the dataset is named after it.
   *
   * @throws InvalidInput in one line with the file, the line, the key, the value and what is
   *     allowed
   */
  static DatasetSpec read(Path file) {
    DatasetFile read = YamlFile.read(file, "dataset file", DatasetFile.class);
    String name = file.getFileName().toString().replaceFirst(SUFFIX, "");
    try {
      return new DatasetSpec(name, read.description, read.content);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(file + ": " + e.getMessage(), e);
    }
  }
}
