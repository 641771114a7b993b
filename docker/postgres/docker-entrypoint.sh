#!/bin/sh
# Entry point of the reference server, with the conventions of the official postgres image: makes a cluster
# where the volume has none, then becomes the server. Runs as the user postgres, never as root.
#
#   docker-entrypoint.sh [postgres] [-c NAME=VALUE...]    the server
#   docker-entrypoint.sh COMMAND [ARGUMENT...]            anything else, such as psql
#
# Environment, for the first start:
#   POSTGRES_PASSWORD       of the superuser; there is no way in without one
#   POSTGRES_USER           the superuser; default: postgres
#   POSTGRES_DB             a database to create; default: named as the superuser
#   POSTGRES_..._FILE       each of the three may be in a file instead
#   POSTGRES_INITDB_ARGS    more arguments for initdb, split at spaces
#   /docker-entrypoint-initdb.d/*.sh, *.sql, *.sql.gz run in the order of their names
#
# POSIX sh. Secrets reach programs by pipes and the environment alone, since others can read arguments.
set -eu
umask 077

settings=/etc/pgassay/postgresql.conf
# A cluster is made in the first folder, which is renamed to the second when all is done, whose content is
# then moved up: whenever the container is killed, the next start knows how far it was.
unfinished=$PGDATA/pgassay-unfinished
finished=$PGDATA/pgassay-finished
server=''
newline='
'

say() {
  printf 'docker-entrypoint: %s\n' "$*" >&2
}

fail() {
  say "$@"
  exit 1
}

# Sets a variable from the file that NAME_FILE names, or to a default.
read_variable() { # name, default
  eval "given=\${$1:-} file=\${$1_FILE:-}"
  if [ -n "$file" ]; then
    [ -z "$given" ] || fail "both $1 and $1_FILE are set; set one of them"
    [ -r "$file" ] || fail "$1_FILE=$file cannot be read by the user $(id -un) ($(id -u)); change its owner or mode"
    given=$(cat "$file")
  fi
  eval "$1=\${given:-\$2}"
}

read_environment() {
  read_variable POSTGRES_PASSWORD ''
  read_variable POSTGRES_USER postgres
  read_variable POSTGRES_DB "$POSTGRES_USER"
  export POSTGRES_USER POSTGRES_DB # for the scripts
  [ -n "$POSTGRES_PASSWORD" ] ||
    fail 'there is no cluster yet, and its superuser has no password; set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE'
  case $POSTGRES_PASSWORD in
    *"$newline"*) fail 'POSTGRES_PASSWORD has more than one line; give it one' ;;
  esac
}

# What the server and its sessions must not find in their environment.
forget_environment() {
  unset POSTGRES_PASSWORD POSTGRES_PASSWORD_FILE PGPASSWORD
}

# ---- The folder --------------------------------------------------------------------------------------

check_folder() {
  if [ ! -d "$PGDATA" ] && ! mkdir -p "$PGDATA" 2>/dev/null || [ ! -w "$PGDATA" ]; then
    fail "$PGDATA is not writable for the user $(id -un) ($(id -u)); give the mounted folder that owner (chown $(id -u):$(id -g))"
  fi
  chmod 0700 "$PGDATA" 2>/dev/null ||
    fail "$PGDATA belongs to another user than $(id -un) ($(id -u)), and a server refuses that; chown $(id -u):$(id -g) it"
}

check_version() {
  read -r version <"$PGDATA/PG_VERSION"
  [ "$version" = "$PG_MAJOR" ] ||
    fail "the volume at $PGDATA was made by PostgreSQL $version, and this image has $PG_MAJOR;" \
      "use another volume, or an image of that version"
}

require_empty_folder() {
  for entry in "$PGDATA"/* "$PGDATA"/.[!.]*; do
    case ${entry##*/} in
      '*' | '.[!.]*' | lost+found) ;;
      *) fail "$PGDATA holds ${entry##*/} but no cluster; mount an empty volume" ;;
    esac
  done
}

# PG_VERSION goes last: with it the folder is a cluster.
move_up() {
  for entry in "$finished"/*; do
    case ${entry##*/} in
      PG_VERSION | '*') ;;
      *) mv "$entry" "$PGDATA/" ;;
    esac
  done
  [ ! -e "$finished/PG_VERSION" ] || mv "$finished/PG_VERSION" "$PGDATA/"
  rmdir "$finished"
}

# ---- The first start ---------------------------------------------------------------------------------

initialise() { # arguments of the server
  mkdir "$unfinished"
  say "making a cluster of PostgreSQL $PG_MAJOR in $PGDATA"
  # Locale C: text sorts by its bytes, the same in every version and on every system. Checksums are the
  # default from 18 on, and a number should not depend on the version for that reason.
  # shellcheck disable=SC2086 # split at spaces on purpose
  printf '%s\n' "$POSTGRES_PASSWORD" | initdb --pgdata="$unfinished" --username="$POSTGRES_USER" \
    --pwfile=/dev/stdin --auth=scram-sha-256 --encoding=UTF8 --locale=C --lc-messages=C --data-checksums \
    ${POSTGRES_INITDB_ARGS:-} >&2
  printf '\n# Whoever reaches the port needs a password.\nhost all all all scram-sha-256\n' >>"$unfinished/pg_hba.conf"
  start_alone "$@"
  [ "$POSTGRES_DB" = postgres ] || create_database
  run_scripts
  stop_alone
  mv "$unfinished" "$finished"
  move_up
  say 'the cluster is ready'
}

# Starts the new server where nobody else reaches it: on its socket alone.
start_alone() { # arguments of the server
  export PGPASSWORD="$POSTGRES_PASSWORD"
  env -u POSTGRES_PASSWORD -u PGPASSWORD "$@" -D "$unfinished" -c listen_addresses= -c port=5432 &
  server=$!
  until pg_isready --quiet; do
    kill -0 "$server" 2>/dev/null || fail 'the new server has ended; its last words are above'
    sleep 0.1
  done
}

stop_alone() {
  kill -INT "$server"
  wait "$server" || fail "the new server ended with exit code $?"
  server=''
}

# Runs SQL of standard input or of files, and stops at the first error.
run_sql() { # arguments of psql
  psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" "$@"
}

create_database() {
  echo 'CREATE DATABASE :"name"' | run_sql --dbname=postgres --set=name="$POSTGRES_DB"
}

run_scripts() {
  for script in /docker-entrypoint-initdb.d/*; do
    case $script in
      */'*') continue ;;
      *.sh)
        say "running $script"
        if [ -x "$script" ]; then
          "$script"
        else
          # shellcheck disable=SC1090 # whatever is mounted there
          . "$script"
        fi
        ;;
      *.sql)
        say "running $script"
        run_sql --dbname="$POSTGRES_DB" --file="$script"
        ;;
      *.sql.gz)
        say "running $script"
        gunzip -c "$script" | run_sql --dbname="$POSTGRES_DB"
        ;;
      *) say "ignoring $script, which is no .sh, .sql or .sql.gz" ;;
    esac
  done
}

# A signal before the server is up: what was made so far is made anew by the next start.
end_early() { # exit code
  [ -z "$server" ] || kill -QUIT "$server" 2>/dev/null || :
  exit "$1"
}

# ---- Which -------------------------------------------------------------------------------------------

case ${1:-postgres} in
  postgres) [ $# = 0 ] || shift ;;
  -*) ;;
  *) exec "$@" ;;
esac
case " $*" in
  *' config_file='* | *' --config_file='* | *' --config-file='* | *' -cconfig_file='*) set -- postgres "$@" ;;
  *) set -- postgres -c config_file="$settings" "$@" ;;
esac

trap 'end_early 130' INT
trap 'end_early 143' TERM
check_folder
[ ! -d "$finished" ] || move_up
if [ -s "$PGDATA/PG_VERSION" ]; then
  check_version
else
  rm -rf "$unfinished"
  require_empty_folder
  read_environment
  initialise "$@"
fi
forget_environment
exec "$@"
