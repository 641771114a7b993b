package dev.pgassay.result;

import java.util.Objects;
import java.util.Optional;

/**
 * What measured: the build of pgassay. Immutable.
 *
 * @param version the version of the jar
 * @param gitRevision the commit it was built from, absent where it is not known
 * @param modified whether the working tree had uncommitted changes, absent where it is not known
 */
public record Tool(String version, Optional<String> gitRevision, Optional<Boolean> modified) {
  /** Checks the components. */
  public Tool {
    Checked.text("version", version);
    Objects.requireNonNull(gitRevision, "gitRevision");
    Objects.requireNonNull(modified, "modified");
  }
}
