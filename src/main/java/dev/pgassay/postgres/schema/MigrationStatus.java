package dev.pgassay.postgres.schema;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether a workspace has a migration. Immutable.
 *
 * @param migration which one
 * @param appliedAt when it was applied, as the change log has it; empty if it was not
 */
public record MigrationStatus(Migration migration, Optional<String> appliedAt) {
  public MigrationStatus {
    Objects.requireNonNull(migration, "migration");
    Objects.requireNonNull(appliedAt, "appliedAt");
  }
}
