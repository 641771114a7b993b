package dev.pgassay.report.verdict;

import dev.pgassay.verdict.compare.Finding;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * A file that annotations point at. Immutable.
 *
 * @param path relative to the repository, with forward slashes
 * @param lineOf tells the line that a finding is about, from 1
 */
public record AnnotatedFile(String path, ToIntFunction<Finding> lineOf) {
  /** Checks that nothing is missing. */
  public AnnotatedFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(lineOf, "lineOf");
  }
}
