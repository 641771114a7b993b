package dev.pgassay.data.load;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Examines a workspace from the outside, for tests of loading. */
final class LoadedTables {
  private final ConnectionTarget owner;
  private final String schema;

  LoadedTables(Workspace workspace) {
    this.owner = workspace.target(Role.OWNER);
    this.schema = workspace.schema();
  }

  static DatasetSpec tiny() {
    return new DatasetCatalog(Path.of("..", "datasets")).find("tiny");
  }

  static LoadSource source(DatasetSpec spec) {
    return LoadSource.of(DatasetGenerator.of(spec));
  }

  /** Returns a hash of every column of every row, in the order of the keys. */
  Map<String, String> contents() {
    Map<String, String> hashes = new TreeMap<>();
    for (Table table : Table.values()) {
      hashes.put(
          table.tableName(),
          text(
              "SELECT count(*) || ' ' || md5(string_agg(md5(t::text), '' ORDER BY id)) FROM "
                  + schema
                  + "."
                  + table.tableName()
                  + " AS t"));
    }
    return hashes;
  }

  /** Returns everything about the schema that loading might have lost. */
  List<String> objects() {
    String query =
        """
        SELECT pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid || ' '
          || coalesce(obj_description(i.indexrelid, 'pg_class'), '')
        FROM pg_index AS i
        JOIN pg_class AS t ON t.oid = i.indrelid
        WHERE t.relnamespace = 'pgassay'::regnamespace
        UNION ALL
        SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' '
          || convalidated || ' ' || coalesce(obj_description(oid, 'pg_constraint'), '')
        FROM pg_constraint
        WHERE connamespace = 'pgassay'::regnamespace
        UNION ALL
        SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text
        FROM pg_trigger
        WHERE NOT tgisinternal
        ORDER BY 1
        """;
    try (Session session = Session.open(owner)) {
      return session.rows("cannot look", row -> row.getString(1), query);
    }
  }

  String text(String query) {
    try (Session session = Session.open(owner)) {
      return session.text("cannot look", query).orElse("");
    }
  }

  void execute(String sql) {
    try (Session session = Session.open(owner)) {
      session.execute("cannot prepare the test", sql);
    }
  }
}
