package dev.pgassay.measure.client;

import dev.pgassay.postgres.query.QueryParameters;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of queries that one JVM has read. Arms of a comparison and points that share a build
 * ask the same queries: a thousand vectors of 1536 components are 6 MB, which a fork's heap does
 * not hold once for each of them. Not thread-safe.
 */
public final class QueryFiles {
  private final Map<Path, QueryParameters> parameters = new HashMap<>();
  private final Map<Path, Answers> answers = new HashMap<>();

  /** Has read none. */
  public QueryFiles() {}

  QueryParameters parameters(Path file) {
    return parameters.computeIfAbsent(file, ParameterFile::read);
  }

  Answers answers(Path file) {
    return answers.computeIfAbsent(file, Answers::read);
  }

  /** Forgets them all, so that they can be replaced by others of the same names. */
  public void forget() {
    parameters.clear();
    answers.clear();
  }
}
