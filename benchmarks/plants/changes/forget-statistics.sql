-- A change of a column's type forgets its statistics, even one to the same type, until the next ANALYZE.
ALTER TABLE events SET (autovacuum_enabled = off);
ALTER TABLE events ALTER COLUMN audience_rank TYPE integer;
