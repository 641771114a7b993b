#!/bin/sh
# Run once by the server's entry point, in production-like runs: creates the user pgassay, who is no superuser,
# and what only a superuser can give it: the extensions, and the right to make its schemas and roles.
set -eu

password=$(cat "$PGASSAY_PASSWORD_FILE")
[ -n "$password" ] || {
  echo 'create-measuring-user: PGASSAY_PASSWORD is empty; set it in .env' >&2
  exit 1
}

# psql reads the password from its environment and quotes it, so that any character may be in it.
PASSWORD="$password" psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
\getenv password PASSWORD
SET log_statement = 'none';
CREATE ROLE pgassay LOGIN CREATEROLE PASSWORD :'password';
ALTER ROLE pgassay SET createrole_self_grant = 'set, inherit';
GRANT pg_read_all_stats, pg_checkpoint TO pgassay;
CREATE EXTENSION vector;
CREATE EXTENSION "uuid-ossp";
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION pg_prewarm;
SELECT format('GRANT CREATE, TEMPORARY ON DATABASE %I TO pgassay', current_database()) \gexec
SQL
