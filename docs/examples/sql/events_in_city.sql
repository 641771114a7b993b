-- label: The next events in a city
-- values: SELECT city, starts_at AS since
--         FROM events
--         WHERE city IS NOT NULL
--         ORDER BY id
-- queries: 100
-- index: events_city_starts_at_idx
-- rows: 1..20
SELECT id, name, starts_at
FROM events
WHERE city = :city AND starts_at >= :since
ORDER BY starts_at, id
LIMIT 20;
