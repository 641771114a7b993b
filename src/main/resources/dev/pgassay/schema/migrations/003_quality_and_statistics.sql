-- A trigger that scores the quality of an event's data, and a view of what the server has counted
-- for vector queries.

-- The score is a sum of whole hundredths, so that it is the same number wherever it is computed:
-- name 15, description 20 (of 50 characters or more; a shorter one 10), start 10, venue 10, city 10,
-- country 5, website 10, embedding 20.
CREATE FUNCTION ${schema}.score_event_quality() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  NEW.data_quality_score := (
    CASE WHEN NEW.name IS NULL THEN 0 ELSE 15 END
    + CASE
        WHEN NEW.description IS NULL OR NEW.description = '' THEN 0
        WHEN char_length(NEW.description) >= 50 THEN 20
        ELSE 10
      END
    + CASE WHEN NEW.starts_at IS NULL THEN 0 ELSE 10 END
    + CASE WHEN NEW.venue IS NULL THEN 0 ELSE 10 END
    + CASE WHEN NEW.city IS NULL THEN 0 ELSE 10 END
    + CASE WHEN NEW.country IS NULL THEN 0 ELSE 5 END
    + CASE WHEN NEW.website_url IS NULL THEN 0 ELSE 10 END
    + CASE WHEN NEW.embedding IS NULL THEN 0 ELSE 20 END
  )::double precision / 100;
  RETURN NEW;
END;
$$;
/

CREATE TRIGGER events_quality
BEFORE INSERT OR UPDATE OF
  name, description, starts_at, venue, city, country, website_url, embedding
ON ${schema}.events
FOR EACH ROW EXECUTE FUNCTION ${schema}.score_event_quality();
/

-- Where pg_stat_statements cannot be had, the view is left out.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') THEN
    CREATE VIEW ${schema}.vector_query_statistics AS
    SELECT
      s.queryid AS query_id,
      s.query,
      s.calls,
      s.rows,
      s.total_exec_time AS total_milliseconds,
      s.mean_exec_time AS mean_milliseconds,
      s.stddev_exec_time AS stddev_milliseconds,
      s.min_exec_time AS min_milliseconds,
      s.max_exec_time AS max_milliseconds,
      s.shared_blks_hit,
      s.shared_blks_read,
      s.temp_blks_written
    FROM pg_stat_statements AS s
    WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND s.query ~ '<(->|=>|#>|\+>|~>|%>)';
    COMMENT ON VIEW ${schema}.vector_query_statistics IS
      'What pg_stat_statements has counted for statements with a distance operator of pgvector';
  END IF;
END;
$$;
/

-- //@UNDO

DROP VIEW IF EXISTS ${schema}.vector_query_statistics;
/
DROP TRIGGER events_quality ON ${schema}.events;
/
DROP FUNCTION ${schema}.score_event_quality();
/
