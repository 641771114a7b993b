-- The tables of the Event API with their 37 indexes.
--
-- Every object of ours is named with its schema, so that nothing of the same name elsewhere can be
-- meant; the extensions vector and uuid-ossp are found through the search path, wherever they are.
-- A line with nothing but a slash ends a statement.

CREATE TABLE ${schema}.speakers (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  name text NOT NULL,
  normalized_name text NOT NULL,
  company text,
  bio text,
  confidence_score double precision NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT speakers_pkey PRIMARY KEY (id),
  CONSTRAINT speakers_normalized_name_key UNIQUE (normalized_name),
  CONSTRAINT speakers_name_check CHECK (btrim(name) <> ''),
  CONSTRAINT speakers_normalized_name_check
    CHECK (btrim(normalized_name) <> '' AND normalized_name = lower(normalized_name)),
  CONSTRAINT speakers_confidence_score_check CHECK (confidence_score BETWEEN 0 AND 1)
);
/

CREATE TABLE ${schema}.companies (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  name text NOT NULL,
  normalized_name text NOT NULL,
  domain text,
  industry text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT companies_pkey PRIMARY KEY (id),
  CONSTRAINT companies_normalized_name_key UNIQUE (normalized_name),
  CONSTRAINT companies_domain_key UNIQUE (domain),
  CONSTRAINT companies_name_check CHECK (btrim(name) <> ''),
  CONSTRAINT companies_normalized_name_check
    CHECK (btrim(normalized_name) <> '' AND normalized_name = lower(normalized_name)),
  CONSTRAINT companies_domain_check
    CHECK (domain ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$'),
  CONSTRAINT companies_industry_check CHECK (btrim(industry) <> '')
);
/

CREATE TABLE ${schema}.topics (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  name text NOT NULL,
  parent_id uuid,
  category text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT topics_pkey PRIMARY KEY (id),
  CONSTRAINT topics_name_key UNIQUE (name),
  CONSTRAINT topics_name_check CHECK (btrim(name) <> ''),
  CONSTRAINT topics_category_check CHECK (btrim(category) <> ''),
  CONSTRAINT topics_parent_id_check CHECK (parent_id <> id),
  CONSTRAINT topics_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES ${schema}.topics (id) ON DELETE CASCADE
);
/

CREATE TABLE ${schema}.events (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  name text NOT NULL,
  normalized_name text NOT NULL,
  description text,
  event_type text NOT NULL,
  status text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  timezone text NOT NULL,
  venue text,
  address text,
  city text,
  country text,
  is_virtual boolean NOT NULL,
  capacity integer,
  source_url text NOT NULL,
  website_url text,
  data_quality_score double precision NOT NULL DEFAULT 0,
  topic_rank integer NOT NULL,
  audience_rank integer NOT NULL,
  embedding vector(1536),
  search_vector tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english'::regconfig, name), 'A')
      || setweight(to_tsvector('english'::regconfig, coalesce(description, '')), 'B')
      || setweight(to_tsvector('english'::regconfig, coalesce(venue, '')), 'C')
      || setweight(to_tsvector('english'::regconfig, coalesce(city, '')), 'D')
  ) STORED,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_source_url_key UNIQUE (source_url),
  CONSTRAINT events_name_check CHECK (btrim(name) <> ''),
  CONSTRAINT events_normalized_name_check
    CHECK (btrim(normalized_name) <> '' AND normalized_name = lower(normalized_name)),
  CONSTRAINT events_event_type_check CHECK (event_type IN (
    'conference', 'meetup', 'workshop', 'webinar', 'hackathon', 'summit', 'festival', 'course')),
  CONSTRAINT events_status_check CHECK (status IN ('draft', 'published', 'cancelled', 'completed')),
  CONSTRAINT events_ends_at_check CHECK (ends_at >= starts_at),
  CONSTRAINT events_timezone_check CHECK (btrim(timezone) <> ''),
  CONSTRAINT events_country_check CHECK (country ~ '^[A-Z]{2}$'),
  CONSTRAINT events_capacity_check CHECK (capacity > 0),
  CONSTRAINT events_source_url_check CHECK (source_url ~ '^https?://.'),
  CONSTRAINT events_website_url_check CHECK (website_url ~ '^https?://.'),
  CONSTRAINT events_data_quality_score_check CHECK (data_quality_score BETWEEN 0 AND 1),
  CONSTRAINT events_topic_rank_check CHECK (topic_rank BETWEEN 0 AND 999),
  CONSTRAINT events_audience_rank_check CHECK (audience_rank BETWEEN 0 AND 999)
);
/

COMMENT ON COLUMN ${schema}.events.topic_rank IS
  'Rank of the topic in thousandths of all events; a filter that goes with the embedding';
/
COMMENT ON COLUMN ${schema}.events.audience_rank IS
  'Uniform from 0 to 999; a filter that has nothing to do with the embedding';
/

CREATE TABLE ${schema}.event_speakers (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  event_id uuid NOT NULL,
  speaker_id uuid NOT NULL,
  role text NOT NULL,
  CONSTRAINT event_speakers_pkey PRIMARY KEY (id),
  CONSTRAINT event_speakers_event_id_speaker_id_key UNIQUE (event_id, speaker_id),
  CONSTRAINT event_speakers_role_check
    CHECK (role IN ('keynote', 'speaker', 'panelist', 'moderator', 'host')),
  CONSTRAINT event_speakers_event_id_fkey
    FOREIGN KEY (event_id) REFERENCES ${schema}.events (id) ON DELETE CASCADE,
  CONSTRAINT event_speakers_speaker_id_fkey
    FOREIGN KEY (speaker_id) REFERENCES ${schema}.speakers (id) ON DELETE CASCADE
);
/

CREATE TABLE ${schema}.event_companies (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  event_id uuid NOT NULL,
  company_id uuid NOT NULL,
  relationship text NOT NULL,
  CONSTRAINT event_companies_pkey PRIMARY KEY (id),
  CONSTRAINT event_companies_event_id_company_id_key UNIQUE (event_id, company_id),
  CONSTRAINT event_companies_relationship_check
    CHECK (relationship IN ('organizer', 'sponsor', 'exhibitor', 'partner')),
  CONSTRAINT event_companies_event_id_fkey
    FOREIGN KEY (event_id) REFERENCES ${schema}.events (id) ON DELETE CASCADE,
  CONSTRAINT event_companies_company_id_fkey
    FOREIGN KEY (company_id) REFERENCES ${schema}.companies (id) ON DELETE CASCADE
);
/

CREATE TABLE ${schema}.event_topics (
  id uuid NOT NULL DEFAULT uuid_generate_v4(),
  event_id uuid NOT NULL,
  topic_id uuid NOT NULL,
  relevance double precision NOT NULL,
  CONSTRAINT event_topics_pkey PRIMARY KEY (id),
  CONSTRAINT event_topics_event_id_topic_id_key UNIQUE (event_id, topic_id),
  CONSTRAINT event_topics_relevance_check CHECK (relevance BETWEEN 0 AND 1),
  CONSTRAINT event_topics_event_id_fkey
    FOREIGN KEY (event_id) REFERENCES ${schema}.events (id) ON DELETE CASCADE,
  CONSTRAINT event_topics_topic_id_fkey
    FOREIGN KEY (topic_id) REFERENCES ${schema}.topics (id) ON DELETE CASCADE
);
/

-- Secondary indexes. Each line is read by SchemaCatalog too: one index, one line.

CREATE INDEX events_status_starts_at_idx ON ${schema}.events (status, starts_at);
/
CREATE INDEX events_city_starts_at_idx ON ${schema}.events (city, starts_at);
/
CREATE INDEX events_country_city_event_type_starts_at_idx ON ${schema}.events (country, city, event_type, starts_at);
/
CREATE INDEX events_event_type_status_starts_at_idx ON ${schema}.events (event_type, status, starts_at);
/
CREATE INDEX events_starts_at_id_idx ON ${schema}.events (starts_at, id);
/
CREATE INDEX events_normalized_name_idx ON ${schema}.events (normalized_name);
/
CREATE INDEX events_data_quality_score_idx ON ${schema}.events (data_quality_score);
/
CREATE INDEX events_search_vector_gin_idx ON ${schema}.events USING gin (search_vector);
/
CREATE INDEX events_embedding_hnsw_idx ON ${schema}.events USING hnsw (embedding vector_cosine_ops);
/
CREATE INDEX speakers_name_idx ON ${schema}.speakers (name);
/
CREATE INDEX speakers_company_normalized_name_idx ON ${schema}.speakers (company, normalized_name);
/
CREATE INDEX speakers_confidence_score_idx ON ${schema}.speakers (confidence_score);
/
CREATE INDEX companies_name_idx ON ${schema}.companies (name);
/
CREATE INDEX companies_industry_normalized_name_idx ON ${schema}.companies (industry, normalized_name);
/
CREATE INDEX topics_parent_id_idx ON ${schema}.topics (parent_id);
/
CREATE INDEX topics_category_name_idx ON ${schema}.topics (category, name);
/
CREATE INDEX event_speakers_speaker_id_idx ON ${schema}.event_speakers (speaker_id);
/
CREATE INDEX event_speakers_role_event_id_idx ON ${schema}.event_speakers (role, event_id);
/
CREATE INDEX event_companies_company_id_idx ON ${schema}.event_companies (company_id);
/
CREATE INDEX event_companies_relationship_event_id_idx ON ${schema}.event_companies (relationship, event_id);
/
CREATE INDEX event_topics_topic_id_idx ON ${schema}.event_topics (topic_id);
/
CREATE INDEX event_topics_event_id_relevance_idx ON ${schema}.event_topics (event_id, relevance DESC);
/

-- What each index is for: the statement of the catalogue (statements.sql) that it serves.

COMMENT ON INDEX ${schema}.events_pkey IS 'serves statement event_by_id';
/
COMMENT ON INDEX ${schema}.events_source_url_key IS 'serves statement event_by_source_url';
/
COMMENT ON INDEX ${schema}.events_status_starts_at_idx IS 'serves statement events_by_status';
/
COMMENT ON INDEX ${schema}.events_city_starts_at_idx IS 'serves statement events_in_city';
/
COMMENT ON INDEX ${schema}.events_country_city_event_type_starts_at_idx IS 'serves statement events_of_type_in_city';
/
COMMENT ON INDEX ${schema}.events_event_type_status_starts_at_idx IS 'serves statement events_by_type_and_status';
/
COMMENT ON INDEX ${schema}.events_starts_at_id_idx IS 'serves statement events_keyset_page';
/
COMMENT ON INDEX ${schema}.events_normalized_name_idx IS 'serves statement events_by_name';
/
COMMENT ON INDEX ${schema}.events_data_quality_score_idx IS 'serves statement events_of_low_quality';
/
COMMENT ON INDEX ${schema}.events_search_vector_gin_idx IS 'serves statement events_by_text';
/
COMMENT ON INDEX ${schema}.events_embedding_hnsw_idx IS 'serves statement events_nearest';
/
COMMENT ON INDEX ${schema}.speakers_pkey IS 'serves statement speaker_by_id';
/
COMMENT ON INDEX ${schema}.speakers_normalized_name_key IS 'serves statement speaker_by_name';
/
COMMENT ON INDEX ${schema}.speakers_name_idx IS 'serves statement speakers_by_name_page';
/
COMMENT ON INDEX ${schema}.speakers_company_normalized_name_idx IS 'serves statement speakers_of_company';
/
COMMENT ON INDEX ${schema}.speakers_confidence_score_idx IS 'serves statement speakers_of_low_confidence';
/
COMMENT ON INDEX ${schema}.companies_pkey IS 'serves statement company_by_id';
/
COMMENT ON INDEX ${schema}.companies_normalized_name_key IS 'serves statement company_by_name';
/
COMMENT ON INDEX ${schema}.companies_domain_key IS 'serves statement company_by_domain';
/
COMMENT ON INDEX ${schema}.companies_name_idx IS 'serves statement companies_by_name_page';
/
COMMENT ON INDEX ${schema}.companies_industry_normalized_name_idx IS 'serves statement companies_of_industry';
/
COMMENT ON INDEX ${schema}.topics_pkey IS 'serves statement topic_by_id';
/
COMMENT ON INDEX ${schema}.topics_name_key IS 'serves statement topic_by_name';
/
COMMENT ON INDEX ${schema}.topics_parent_id_idx IS 'serves statement topics_below';
/
COMMENT ON INDEX ${schema}.topics_category_name_idx IS 'serves statement topics_of_category';
/
COMMENT ON INDEX ${schema}.event_speakers_pkey IS 'serves statement event_speaker_by_id';
/
COMMENT ON INDEX ${schema}.event_speakers_event_id_speaker_id_key IS 'serves statement speakers_of_event';
/
COMMENT ON INDEX ${schema}.event_speakers_speaker_id_idx IS 'serves statement events_of_speaker';
/
COMMENT ON INDEX ${schema}.event_speakers_role_event_id_idx IS 'serves statement event_speakers_in_role';
/
COMMENT ON INDEX ${schema}.event_companies_pkey IS 'serves statement event_company_by_id';
/
COMMENT ON INDEX ${schema}.event_companies_event_id_company_id_key IS 'serves statement companies_of_event';
/
COMMENT ON INDEX ${schema}.event_companies_company_id_idx IS 'serves statement events_of_company';
/
COMMENT ON INDEX ${schema}.event_companies_relationship_event_id_idx IS 'serves statement event_companies_in_relationship';
/
COMMENT ON INDEX ${schema}.event_topics_pkey IS 'serves statement event_topic_by_id';
/
COMMENT ON INDEX ${schema}.event_topics_event_id_topic_id_key IS 'serves statement topic_of_event';
/
COMMENT ON INDEX ${schema}.event_topics_topic_id_idx IS 'serves statement events_of_topic';
/
COMMENT ON INDEX ${schema}.event_topics_event_id_relevance_idx IS 'serves statement topics_of_event';
/

-- //@UNDO

-- Where the server has AGE, loading has made a graph of these tables.
DO $$
BEGIN
  IF EXISTS (
      SELECT FROM pg_namespace
      WHERE nspname = 'pgassay_graph' AND pg_has_role(nspowner, 'USAGE'))
    AND EXISTS (
      SELECT FROM pg_extension WHERE extname = 'age')
  THEN
    PERFORM ag_catalog.drop_graph('pgassay_graph', true);
  END IF;
END
$$;
/
DROP TABLE ${schema}.event_topics;
/
DROP TABLE ${schema}.event_companies;
/
DROP TABLE ${schema}.event_speakers;
/
DROP TABLE ${schema}.events;
/
DROP TABLE ${schema}.topics;
/
DROP TABLE ${schema}.companies;
/
DROP TABLE ${schema}.speakers;
/
