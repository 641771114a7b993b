-- Three dead versions of each row, in pages that a scan must read.
ALTER TABLE event_speakers SET (autovacuum_enabled = off);
UPDATE event_speakers SET role = role;
UPDATE event_speakers SET role = role;
UPDATE event_speakers SET role = role;
