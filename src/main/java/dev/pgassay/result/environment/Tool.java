package dev.pgassay.result.environment;

import java.util.Objects;
import java.util.Optional;

/**
 * The build of pgassay that measured. Immutable.
 *
 * @param version the version of the jar
 * @param gitRevision the commit from which it was built, absent if it is not known
 * @param modified whether the working tree had uncommitted changes, absent if it is not known
 * @param checksum SHA-256 of the jar, 64 hexadecimal digits, which distinguishes uncommitted
 *     changes; absent if there was no jar, or it could not be read
 */
public record Tool(
    String version,
    Optional<String> gitRevision,
    Optional<Boolean> modified,
    Optional<String> checksum) {
  public Tool {
    Checked.text("version", version);
    Objects.requireNonNull(gitRevision, "gitRevision");
    Objects.requireNonNull(modified, "modified");
    checksum.ifPresent(it -> Checked.text("checksum", it));
  }
}
