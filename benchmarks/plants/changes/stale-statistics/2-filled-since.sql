-- Then the column was filled, and no ANALYZE came since.
UPDATE events
SET audience_rank = later.audience_rank
FROM later_ranks AS later
WHERE later.id = events.id;
DROP TABLE later_ranks;
