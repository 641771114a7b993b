-- The columns that the API's model has and the SQL schema of 001 lacked.

ALTER TABLE ${schema}.speakers
  ADD COLUMN title text,
  ADD COLUMN linkedin_url text,
  ADD COLUMN twitter_url text,
  ADD COLUMN website_url text,
  ADD COLUMN avatar_url text,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT speakers_title_check CHECK (btrim(title) <> ''),
  ADD CONSTRAINT speakers_linkedin_url_check CHECK (linkedin_url ~ '^https?://.'),
  ADD CONSTRAINT speakers_twitter_url_check CHECK (twitter_url ~ '^https?://.'),
  ADD CONSTRAINT speakers_website_url_check CHECK (website_url ~ '^https?://.'),
  ADD CONSTRAINT speakers_avatar_url_check CHECK (avatar_url ~ '^https?://.');
/

ALTER TABLE ${schema}.companies
  ADD COLUMN description text,
  ADD COLUMN website_url text,
  ADD COLUMN logo_url text,
  ADD COLUMN size text,
  ADD COLUMN location text,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT companies_website_url_check CHECK (website_url ~ '^https?://.'),
  ADD CONSTRAINT companies_logo_url_check CHECK (logo_url ~ '^https?://.'),
  ADD CONSTRAINT companies_size_check
    CHECK (size IN ('1-10', '11-50', '51-200', '201-1000', '1001-5000', '5000+'));
/

ALTER TABLE ${schema}.topics
  ADD COLUMN description text,
  ADD COLUMN embedding vector(1536),
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
/

-- //@UNDO

ALTER TABLE ${schema}.topics
  DROP COLUMN updated_at,
  DROP COLUMN embedding,
  DROP COLUMN description;
/

ALTER TABLE ${schema}.companies
  DROP COLUMN updated_at,
  DROP COLUMN location,
  DROP COLUMN size,
  DROP COLUMN logo_url,
  DROP COLUMN website_url,
  DROP COLUMN description;
/

ALTER TABLE ${schema}.speakers
  DROP COLUMN updated_at,
  DROP COLUMN avatar_url,
  DROP COLUMN website_url,
  DROP COLUMN twitter_url,
  DROP COLUMN linkedin_url,
  DROP COLUMN title;
/
