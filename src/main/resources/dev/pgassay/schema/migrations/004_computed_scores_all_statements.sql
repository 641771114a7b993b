-- A score of data quality that cannot be forged, and statistics of the statements of all roles.

-- The score is a sum of whole hundredths as in migration 003, but text of white space alone counts as
-- absent, and does not make a description longer at its ends. A value that a statement gives is
-- replaced by the computed one, so that a row may be written back as it was read; a value that no
-- score can have is refused.
CREATE OR REPLACE FUNCTION ${schema}.score_event_quality() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  -- All but the characters of Unicode's property White_Space. Which characters \s has depends on the
  -- database's locale, and the score must not.
  visible CONSTANT text :=
    '[^\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]';
  -- From the first of them to the last.
  trimmed CONSTANT text := visible || '(?:.*' || visible || ')?';
BEGIN
  -- NaN is greater than every number.
  IF NEW.data_quality_score NOT BETWEEN 0 AND 1 THEN
    RAISE EXCEPTION USING
      ERRCODE = 'check_violation',
      SCHEMA = TG_TABLE_SCHEMA,
      TABLE = TG_TABLE_NAME,
      COLUMN = 'data_quality_score',
      CONSTRAINT = 'events_data_quality_score_check',
      MESSAGE = format(
        'data_quality_score must be between 0 and 1 (events_data_quality_score_check): %s',
        NEW.data_quality_score),
      HINT = 'Leave the column out: its value is computed from the other columns.';
  END IF;
  IF NEW.data_quality_score IS NULL THEN
    -- The column's NOT NULL refuses it.
    RETURN NEW;
  END IF;
  NEW.data_quality_score := (
    CASE WHEN NEW.name ~ visible THEN 15 ELSE 0 END
    + CASE
        WHEN char_length(substring(NEW.description FROM trimmed)) >= 50 THEN 20
        WHEN NEW.description ~ visible THEN 10
        ELSE 0
      END
    + CASE WHEN NEW.starts_at IS NULL THEN 0 ELSE 10 END
    + CASE WHEN NEW.venue ~ visible THEN 10 ELSE 0 END
    + CASE WHEN NEW.city ~ visible THEN 10 ELSE 0 END
    + CASE WHEN NEW.country IS NULL THEN 0 ELSE 5 END
    + CASE WHEN NEW.website_url IS NULL THEN 0 ELSE 10 END
    + CASE WHEN NEW.embedding IS NULL THEN 0 ELSE 20 END
  )::double precision / 100;
  RETURN NEW;
END;
$$;
/

DROP TRIGGER events_quality ON ${schema}.events;
/
CREATE TRIGGER events_quality
BEFORE INSERT OR UPDATE OF
  name, description, starts_at, venue, city, country, website_url, embedding, data_quality_score
ON ${schema}.events
FOR EACH ROW EXECUTE FUNCTION ${schema}.score_event_quality();
/
COMMENT ON COLUMN ${schema}.events.data_quality_score IS
  'Computed from the other columns by the trigger events_quality, whatever value is given';
/

-- Rows that were scored otherwise: by the former trigger, or by a statement that forged the score.
-- The trigger computes the value; the same sum finds the rows, so that no other is written.
DO $$
DECLARE
  visible CONSTANT text :=
    '[^\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]';
  trimmed CONSTANT text := visible || '(?:.*' || visible || ')?';
BEGIN
  UPDATE ${schema}.events
  SET data_quality_score = 0
  WHERE data_quality_score <> (
    CASE WHEN name ~ visible THEN 15 ELSE 0 END
    + CASE
        WHEN char_length(substring(description FROM trimmed)) >= 50 THEN 20
        WHEN description ~ visible THEN 10
        ELSE 0
      END
    + CASE WHEN starts_at IS NULL THEN 0 ELSE 10 END
    + CASE WHEN venue ~ visible THEN 10 ELSE 0 END
    + CASE WHEN city ~ visible THEN 10 ELSE 0 END
    + CASE WHEN country IS NULL THEN 0 ELSE 5 END
    + CASE WHEN website_url IS NULL THEN 0 ELSE 10 END
    + CASE WHEN embedding IS NULL THEN 0 ELSE 20 END
  )::double precision / 100;
END;
$$;
/

-- pg_stat_statements shows the text of another role's statement only to members of
-- pg_read_all_stats. The owner is one where pgassay made the database, so the view asks in the
-- owner's name. Elsewhere a row says how many statements are hidden.
-- Where pg_stat_statements cannot be had, the view is left out.
DO $do$
DECLARE
  statistics_schema text;
BEGIN
  SELECT n.nspname INTO statistics_schema
  FROM pg_extension AS e
  JOIN pg_namespace AS n ON n.oid = e.extnamespace
  WHERE e.extname = 'pg_stat_statements';
  IF FOUND THEN
    DROP VIEW IF EXISTS ${schema}.vector_query_statistics;
    EXECUTE format($create$
      CREATE FUNCTION ${schema}.vector_statements()
      RETURNS TABLE (
        query_id bigint,
        query text,
        calls bigint,
        rows bigint,
        total_milliseconds double precision,
        mean_milliseconds double precision,
        stddev_milliseconds double precision,
        min_milliseconds double precision,
        max_milliseconds double precision,
        shared_blks_hit bigint,
        shared_blks_read bigint,
        temp_blks_written bigint)
      LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp
      AS $body$
        WITH counted AS MATERIALIZED (
          SELECT s.*
          FROM %1$I.pg_stat_statements AS s
          WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        )
        SELECT
          s.queryid,
          s.query,
          s.calls,
          s.rows,
          s.total_exec_time,
          s.mean_exec_time,
          s.stddev_exec_time,
          s.min_exec_time,
          s.max_exec_time,
          s.shared_blks_hit,
          s.shared_blks_read,
          s.temp_blks_written
        FROM counted AS s
        WHERE s.query ~ '<(->|=>|#>|\+>|~>|%%>)'
        UNION ALL
        SELECT
          NULL,
          format(
            '%%s statements of other roles are hidden from %%I; have a superuser run '
              'GRANT pg_read_all_stats TO %%I',
            count(*), current_user, current_user),
          NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM counted
        WHERE queryid IS NULL
        HAVING count(*) > 0
      $body$
      $create$, statistics_schema);
    CREATE VIEW ${schema}.vector_query_statistics AS
    SELECT * FROM ${schema}.vector_statements();
    COMMENT ON VIEW ${schema}.vector_query_statistics IS
      'What pg_stat_statements has counted, of all roles, for statements with a distance operator of pgvector; a row without numbers says how many statements cannot be seen';
  END IF;
END;
$do$;
/

-- //@UNDO

DROP VIEW IF EXISTS ${schema}.vector_query_statistics;
/
DROP FUNCTION IF EXISTS ${schema}.vector_statements();
/
-- As migration 003 makes it.
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
COMMENT ON COLUMN ${schema}.events.data_quality_score IS NULL;
/
DROP TRIGGER events_quality ON ${schema}.events;
/
CREATE TRIGGER events_quality
BEFORE INSERT OR UPDATE OF
  name, description, starts_at, venue, city, country, website_url, embedding
ON ${schema}.events
FOR EACH ROW EXECUTE FUNCTION ${schema}.score_event_quality();
/
CREATE OR REPLACE FUNCTION ${schema}.score_event_quality() RETURNS trigger
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
