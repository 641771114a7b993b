package dev.pgassay.runner.ab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.index.Residency;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.runner.prepare.WarmCaches;
import dev.pgassay.runner.prepare.WorkspaceCopies;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArmBuffersIT {
  private static final String KEY = "armbuffersit";
  private static final String COPY = "changed";

  private static Workspace original;
  private static Workspace copy;

  @BeforeAll
  static void makeArms() {
    original = TestServer.workspace(KEY);
    try (Session session = Session.open(original.target(Role.OWNER))) {
      session.execute(
          "cannot fill the table",
          """
          CREATE TABLE pgassay.arm AS
          SELECT id, repeat('x', 1000) AS filler FROM generate_series(1, 20000) AS id
          """);
    }
    copy = TestServer.shared().copy(KEY, COPY).orElseThrow();
    try (Session session = Session.open(copy.target(Role.OWNER))) {
      session.execute("cannot make the copy larger", "CREATE INDEX ON pgassay.arm (id, filler)");
    }
  }

  @AfterAll
  static void dropCopy() {
    TestServer.shared().dropCopy(KEY, COPY);
  }

  @Test
  void blocksOfNoArmLieBehindThoseOfAnother() throws InterruptedException {
    RunningServer server = TestServer.shared();
    server.renewBuffers(List.of(original, copy));
    WarmCaches.warm(original);
    WarmCaches.warm(copy);
    long blocks = blocks();
    // After a restart buffers are given out in the order of their numbers.
    assertThat(meanBuffer(copy) - meanBuffer(original)).isGreaterThan(blocks / 2);

    Optional<String> failed =
        ArmBuffers.makeAlike(
            List.of(new ArmBuffers.OnServer(server, List.of(original, copy))), Progress.NONE);

    assertThat(failed).isEmpty();
    assertThat(Math.abs(meanBuffer(copy) - meanBuffer(original))).isLessThan(blocks / 10);
  }

  @Test
  void aFurtherCopyIsNotReadInBehindItsOriginal() {
    RunningServer server = TestServer.shared();
    server.renewBuffers(List.of(original));
    WarmCaches.warm(original);
    WorkspaceCopies copies = new WorkspaceCopies(server, KEY, original, Progress.NONE);

    copies.make("further");

    try (Session session = Session.open(original.target(Role.OWNER))) {
      String database = original.target(Role.OWNER).database();
      assertThat(Residency.ofDatabase(session, database).orElseThrow()).isLessThan(0.05);
    } finally {
      copies.drop("further");
    }
  }

  private static long meanBuffer(Workspace arm) {
    return number(
        arm,
        """
        SELECT avg(bufferid)::bigint
        FROM pg_buffercache
        WHERE reldatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND relfilenode = pg_relation_filenode('pgassay.arm')
        """);
  }

  private static long blocks() {
    return number(
        original, "SELECT pg_relation_size('pgassay.arm') / current_setting('block_size')::bigint");
  }

  /** Asked by the superuser: the workspace's own roles do not see the buffers everywhere. */
  private static long number(Workspace arm, String query) {
    String database = arm.target(Role.OWNER).database();
    try (Session session = Session.open(TestServer.superuser(database))) {
      return Long.parseLong(session.text("cannot ask", query).orElseThrow());
    }
  }
}
