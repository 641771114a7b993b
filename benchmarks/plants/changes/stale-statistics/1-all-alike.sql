-- Statistics of the days when the column had just been added: it is 0 everywhere, and ANALYZE sees that. The vector
-- index stands aside, since each of the updates would insert into it anew.
ALTER TABLE events SET (autovacuum_enabled = off);
DROP INDEX events_embedding_hnsw_idx;
CREATE TABLE later_ranks AS SELECT id, audience_rank FROM events;
UPDATE events SET audience_rank = 0;
ANALYZE events (audience_rank);
