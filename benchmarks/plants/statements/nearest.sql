-- label: The nearest events by the HNSW index
-- values: SELECT embedding AS near
--         FROM events
--         ORDER BY id
-- queries: 50
-- recall: 0.5
SELECT id
FROM events
ORDER BY embedding <=> :near
LIMIT 10;
