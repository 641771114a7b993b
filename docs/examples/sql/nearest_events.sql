-- label: Events like an event
-- values: SELECT embedding AS query, id FROM events ORDER BY id
-- queries: 50
-- index: events_embedding_hnsw_idx
-- rows: 10
-- recall: 0.6
-- exclude: id = :id
SELECT id, name, embedding <=> :query AS distance
FROM events
ORDER BY embedding <=> :query
LIMIT 10;
