package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.result.environment.TableSize;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnTableSizesIT {
  private final Workspace workspace = TestServer.workspace("own_table_sizes_it");

  @BeforeEach
  void makeTables() {
    new Migrations(workspace).migrate();
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute("cannot choose the schema", "SET search_path = " + workspace.schema());
      session.execute(
          "cannot make tables",
          """
          DROP TABLE IF EXISTS parcels, notes;
          CREATE TABLE parcels (id integer, region integer, PRIMARY KEY (id, region))
            PARTITION BY LIST (region);
          CREATE TABLE parcels_1 PARTITION OF parcels FOR VALUES IN (1);
          CREATE TABLE parcels_2 PARTITION OF parcels FOR VALUES IN (2);
          INSERT INTO parcels SELECT n, 1 + n % 2 FROM generate_series(1, 3000) AS n;
          ANALYZE parcels;
          CREATE TABLE notes (id integer, words text);
          INSERT INTO notes SELECT 1, string_agg(md5(n::text), '') FROM generate_series(1, 999) AS n;
          """);
    }
  }

  @Test
  void takesAPartitionForTheWholeOfItsTable() {
    List<TableSize> sizes = read("parcels_2");
    assertThat(sizes).singleElement().returns("parcels", TableSize::table);
    TableSize parcels = sizes.get(0);
    assertThat(parcels.estimatedRows()).isEqualTo(OptionalLong.of(3000));
    assertThat(parcels.indexBytes()).containsOnlyKeys("parcels_pkey");
    assertThat(parcels.totalBytes()).isEqualTo(bytes("parcels_1") + bytes("parcels_2"));
    assertThat(read("parcels")).isEqualTo(sizes);
  }

  @Test
  void knowsNoRowsOfATableThatWasNeverAnalyzed() {
    TableSize notes = read("notes").get(0);
    assertThat(notes.estimatedRows()).isEmpty();
    assertThat(notes.toastBytes()).isPositive();
    assertThat(notes.totalBytes()).isEqualTo(bytes("notes"));
  }

  @Test
  void leavesOutWhatIsNotThere() {
    assertThat(read("nowhere")).isEmpty();
    assertThat(OwnTableSizes.read(workspace, List.of())).isEmpty();
  }

  private List<TableSize> read(String table) {
    return OwnTableSizes.read(workspace, List.of(new QualifiedName(workspace.schema(), table)));
  }

  private long bytes(String table) {
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      return session
          .text(
              "cannot ask",
              "SELECT pg_total_relation_size(?::regclass)",
              new QualifiedName(workspace.schema(), table).quoted())
          .map(Long::parseLong)
          .orElseThrow();
    }
  }
}
