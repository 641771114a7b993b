package dev.pgassay.result.environment;

import java.util.Objects;
import java.util.Optional;

/**
 * What measured: the build of pgassay. Immutable.
 *
 * @param version the version of the jar
 * @param gitRevision the commit it was built from, absent where it is not known
 * @param modified whether the working tree had uncommitted changes, absent where it is not known
 * @param checksum SHA-256 of the jar, 64 hexadecimal digits, which tells one uncommitted change
 *     from another; absent where there was none, or it cannot be computed
 */
public record Tool(
    String version,
    Optional<String> gitRevision,
    Optional<Boolean> modified,
    Optional<String> checksum) {
  /** Checks the components. */
  public Tool {
    Checked.text("version", version);
    Objects.requireNonNull(gitRevision, "gitRevision");
    Objects.requireNonNull(modified, "modified");
    checksum.ifPresent(it -> Checked.text("checksum", it));
  }
}
