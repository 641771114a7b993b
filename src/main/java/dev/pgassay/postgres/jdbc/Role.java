package dev.pgassay.postgres.jdbc;

/**
 * The role in which a session works in a workspace. The names are those of the roles that the
 * migrations make.
 */
public enum Role {
  /** Owns the schema: DDL, loading, index builds. */
  OWNER("pgassay_owner"),
  /** Reads and writes rows: the write benchmarks. */
  READ_WRITE("pgassay_rw"),
  /** Reads only: every query that is measured. */
  READ_ONLY("pgassay_ro");

  private final String roleName;

  Role(String roleName) {
    this.roleName = roleName;
  }

  /**
   * Returns the name of the database role.
   *
   * @return the name, which needs no quotes
   */
  public String roleName() {
    return roleName;
  }
}
