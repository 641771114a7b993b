DROP INDEX events_city_starts_at_idx;
