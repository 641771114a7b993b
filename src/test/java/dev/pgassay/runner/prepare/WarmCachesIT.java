package dev.pgassay.runner.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgassay.postgres.index.Residency;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.runner.machine.CanaryWork;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WarmCachesIT {
  private static final String KEY = "warm_caches";

  private static Workspace workspace;

  @BeforeAll
  static void makeTables() {
    workspace = TestServer.workspace(KEY);
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute(
          "cannot make the tables",
          """
          CREATE TABLE pgassay.large AS
          SELECT id, repeat('x', 500) AS filler FROM generate_series(1, 5000) AS id;
          CREATE INDEX large_id_idx ON pgassay.large (id);
          CREATE TABLE pgassay.bare AS TABLE pgassay.large;
          CREATE TABLE pgassay.small AS SELECT 1 AS id
          """);
    }
  }

  @Test
  void bringsWholeTablesIntoTheBuffersAndTellsHowMuch() {
    Preparation preparation = WarmCaches.warm(workspace);

    assertThat(preparation.steps())
        .containsExactly("pg_prewarm", "CHECKPOINT", "session warmed by the gate");
    // A single block is less than a hundredth of all.
    assertThat(preparation.resident())
        .containsEntry("large", 1.0)
        .containsEntry("large_id_idx", 1.0)
        .doesNotContainKey("small");
  }

  @Test
  void countsWhatIsNotThereWhenItReadsOnceMore() {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      assumeTrue(
          session.holds("", "SELECT current_setting('server_version_num')::int >= 150000"),
          "counts are handed over at once from PostgreSQL 15 on");
      // Writes a new file past the buffers, which no index is built from.
      session.execute("cannot rewrite the table", "VACUUM FULL pgassay.bare");

      Map<String, Double> ofNew = Residency.afterWarming(session, workspace.schema());
      Map<String, Double> once = Residency.afterWarming(session, workspace.schema());

      assertThat(ofNew.get("bare")).isLessThan(0.1);
      assertThat(once).containsEntry("bare", 1.0).isEqualTo(Residency.of(session, "pgassay"));
    }
  }

  @Test
  void theCanaryTakesTime() {
    Canary canary = new CanaryWork().measure(workspace.target(Role.READ_ONLY));

    assertThat(canary.cpuNanos()).isGreaterThan(1_000_000);
    assertThat(canary.queryNanos()).isGreaterThan(100_000);
  }
}
