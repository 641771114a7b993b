package dev.pgassay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.server.source.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries on the server the operations that each role of a workspace must not perform. */
class RightsIT {
  private static final String INSERT =
      "INSERT INTO topics (name, category) VALUES (gen_random_uuid()::text, 'a')";

  private static final Workspace WORKSPACE = migrated();

  private static Workspace migrated() {
    Workspace workspace = TestServer.workspace("rights_it");
    new Migrations(workspace).migrate();
    return workspace;
  }

  @Test
  void everyRoleIsWhoItSaysAndSeesTheExtensions() {
    for (Role role : Role.values()) {
      try (Session session = Session.open(WORKSPACE.target(role))) {
        assertThat(session.text("ask", "SELECT current_user")).contains(role.roleName());
        assertThat(session.text("ask", "SELECT '[1,2]'::vector")).contains("[1,2]");
        assertThat(session.text("ask", "SELECT uuid_generate_v4()")).isPresent();
        assertThat(session.text("ask", "SHOW is_superuser")).contains("off");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        INSERT,
        "UPDATE topics SET name = 'b'",
        "DELETE FROM topics",
        "TRUNCATE topics CASCADE",
        "CREATE TABLE pgassay.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE INDEX ON topics (name, category)",
        "DROP INDEX topics_parent_id_idx",
        "ALTER TABLE topics SET (fillfactor = 50)",
        "SELECT key FROM pgassay_meta.mark",
        "CREATE EXTENSION pageinspect",
        "CREATE ROLE mine",
        "SET ROLE pgassay_owner",
        "COPY topics TO '/tmp/pgassay-rights'",
        "SELECT pg_read_file('PG_VERSION')",
        "CHECKPOINT"
      })
  void theReadOnlyRoleMustNot(String sql) {
    assertRefused(Role.READ_ONLY, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUNCATE topics CASCADE",
        "CREATE TABLE pgassay.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE INDEX ON topics (name, category)",
        "DROP INDEX topics_parent_id_idx",
        "DROP TABLE event_topics",
        "ALTER TABLE topics SET (fillfactor = 50)",
        "ALTER TABLE events DISABLE TRIGGER events_quality",
        "SELECT key FROM pgassay_meta.mark",
        "CREATE EXTENSION pageinspect",
        "SET ROLE pgassay_owner"
      })
  void theReadWriteRoleMustNot(String sql) {
    assertRefused(Role.READ_WRITE, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE EXTENSION pageinspect",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "COPY topics TO PROGRAM 'true'",
        "SELECT pg_read_file('PG_VERSION')",
        "ALTER SYSTEM SET work_mem = '1GB'"
      })
  void theOwnerMustNot(String sql) {
    assertRefused(Role.OWNER, sql);
  }

  @Test
  void eachRoleMayDoItsWork() {
    assertAllowed(Role.READ_ONLY, "SELECT count(*) FROM events");
    assertAllowed(Role.READ_ONLY, "SELECT count(*) FROM vector_query_statistics");
    assertAllowed(Role.READ_WRITE, INSERT);
    assertAllowed(Role.READ_WRITE, "UPDATE topics SET category = 'b'");
    assertAllowed(Role.READ_WRITE, "DELETE FROM topics");
    assertAllowed(Role.OWNER, "CREATE TABLE pgassay.arm (id int)");
    assertAllowed(Role.READ_ONLY, "SELECT count(*) FROM arm");
    assertAllowed(Role.READ_WRITE, "INSERT INTO arm VALUES (1)");
    assertAllowed(Role.OWNER, "VACUUM ANALYZE arm");
    assertAllowed(Role.OWNER, "DROP TABLE arm");
    assertAllowed(Role.OWNER, "SELECT key FROM pgassay_meta.mark");
  }

  private static void assertAllowed(Role role, String sql) {
    try (Session session = Session.open(WORKSPACE.target(role))) {
      assertThatCode(() -> session.execute("try", sql))
          .as(role + ": " + sql)
          .doesNotThrowAnyException();
    }
  }

  private static void assertRefused(Role role, String sql) {
    try (Session session = Session.open(WORKSPACE.target(role))) {
      assertThatThrownBy(() -> session.execute("try", sql))
          .isInstanceOfSatisfying(
              DatabaseFailure.class,
              failure ->
                  assertThat(failure.sqlState()).as(failure.getMessage()).isEqualTo("42501"));
    }
  }
}
