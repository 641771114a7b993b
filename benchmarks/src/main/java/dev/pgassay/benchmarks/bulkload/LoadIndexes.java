package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.data.load.EventsVectorIndex;

/** The indexes on the events while they are loaded. */
enum LoadIndexes {
  /** Only the primary key; the others are built afterwards. */
  PRIMARY_KEY("NOT i.indisprimary"),
  /** All except the HNSW index. */
  WITHOUT_HNSW("am.amname = '" + EventsVectorIndex.TYPE.accessMethod() + "'"),
  /** All indexes of the schema. */
  ALL("false");

  private final String dropped;

  LoadIndexes(String dropped) {
    this.dropped = dropped;
  }

  /** Returns a statement that drops the others, with the constraint that an index belongs to. */
  String dropSql(String table) {
    return """
        DO $$
        DECLARE statement text;
        BEGIN
          FOR statement IN
            SELECT CASE
              WHEN k.oid IS NULL THEN format('DROP INDEX %%s', i.indexrelid::regclass)
              ELSE format('ALTER TABLE %%s DROP CONSTRAINT %%I', i.indrelid::regclass, k.conname)
            END
            FROM pg_index AS i
            JOIN pg_class AS c ON c.oid = i.indexrelid
            JOIN pg_am AS am ON am.oid = c.relam
            LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.contype = 'u'
            WHERE i.indrelid = '%1$s'::regclass AND %2$s
          LOOP
            EXECUTE statement;
          END LOOP;
        END $$"""
        .formatted(table, dropped);
  }
}
