-- label: The next events in a city
-- values: SELECT DISTINCT city
--         FROM events
--         WHERE city IS NOT NULL
--         ORDER BY city
SELECT id, name, starts_at
FROM events
WHERE city = :city
ORDER BY starts_at, id
LIMIT 20;
