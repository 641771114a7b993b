DROP INDEX events_city_starts_at_idx;
CREATE INDEX events_city_starts_at_idx ON events (starts_at, city);
