package dev.pgassay.measure.client;

import dev.pgassay.postgres.query.QueryParameters;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Caches the files of queries that one JVM has read. Arms of a comparison and points that share a
 * build use the same queries. A thousand vectors of 1536 components are 6 MB, and a fork's heap has
 * no space for several copies. Not thread-safe.
 */
public final class QueryFiles {
  private final Map<Path, QueryParameters> parameters = new HashMap<>();
  private final Map<Path, Answers.InFile> answers = new HashMap<>();

  QueryParameters parameters(Path file) {
    return parameters.computeIfAbsent(file, ParameterFile::read);
  }

  Answers.InFile answers(Path file) {
    Answers.InFile found = answers.computeIfAbsent(file, Answers.InFile::new);
    found.answers();
    return found;
  }

  /** Forgets all files, so that others of the same names can replace them. */
  public void forget() {
    parameters.clear();
    answers.clear();
  }
}
