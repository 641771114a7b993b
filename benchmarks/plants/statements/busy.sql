-- label: The nearest events, after counting as many rows of nothing as a setting says
-- values: SELECT embedding AS near
--         FROM events
--         ORDER BY id
-- queries: 200
-- recall: 0.5
SELECT id
FROM events
WHERE (
  SELECT count(*)
  FROM (
    SELECT generate_series(1, coalesce(nullif(current_setting('pgassay_plants.rows', true), ''), '0')::bigint)
  ) AS busy
) >= 0
ORDER BY embedding <=> :near
LIMIT 10;
