package dev.pgassay.report.verdict;

import dev.pgassay.verdict.compare.Finding;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * A file to which annotations refer. Immutable.
 *
 * @param path relative to the repository, with forward slashes
 * @param lineOf returns the line of a finding, from 1
 */
public record AnnotatedFile(String path, ToIntFunction<Finding> lineOf) {
  public AnnotatedFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(lineOf, "lineOf");
  }
}
