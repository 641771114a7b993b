# shellcheck shell=sh
# shellcheck disable=SC2034 # results are left in variables, for the callers
# What ./pgassay and the scripts share: a JDK, Maven, the build, the look for PostgreSQL.
#
# Sourced, never run; the caller has set `home`, the root of the repository. POSIX sh and nothing else,
# because Debian's sh is dash and macOS has bash 3.2. Results come back in variables rather than from
# command substitutions: ./pgassay passes here at every start, and each process costs a millisecond.

: "${home:?must be set by the caller}"

say() {
  printf 'pgassay: %s\n' "$*" >&2
}

fail() {
  say "$@"
  exit 1
}

# Shows on a terminal that something long still goes on, and since when, until stop_ticker.
start_ticker() { # what
  ticker_pid=''
  [ -t 2 ] || return 0
  (
    trap - HUP INT TERM
    seconds=0
    while sleep 1 && kill -0 $$ 2>/dev/null; do
      seconds=$((seconds + 1))
      printf '\r\033[Kpgassay: %s: %d s' "$1" "$seconds" >&2
    done
  ) &
  ticker_pid=$!
}

stop_ticker() {
  [ -n "$ticker_pid" ] || return 0
  kill "$ticker_pid" 2>/dev/null || :
  wait "$ticker_pid" 2>/dev/null || :
  printf '\r\033[K' >&2
  ticker_pid=''
}

# ---- JDK ---------------------------------------------------------------------------------------------

# Sets java_home and java_version to a Java 17 or newer; with `build`, one that has javac. What was
# looked at and refused is left in java_seen. Versions are read from the JDK's release file: starting a
# JVM to ask takes longer than everything else here.
find_java() { # run|build
  java_seen='' java_home='' java_version=''
  if [ -n "${JAVA_HOME:-}" ]; then
    java_fits "$JAVA_HOME" "$1" && return 0
  fi
  java_of_path
  java_fits "$java_candidate" "$1" && return 0
  if [ -x /usr/libexec/java_home ]; then # macOS, where /usr/bin/java may be a stub
    java_fits "$(/usr/libexec/java_home -v 17+ 2>/dev/null)" "$1" && return 0
  fi
  java_best=''
  for java_candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if java_fits "$java_candidate" "$1" && [ "$java_feature" -gt "${java_best%% *}0" ]; then
      java_best="${java_feature}0 $java_candidate"
    fi
  done
  [ -n "$java_best" ] && java_fits "${java_best#* }" "$1"
}

# Stops with what was found instead, when find_java found none.
fail_without_java() { # run|build
  java_wanted='Java 17 or newer'
  [ "$1" = build ] && java_wanted='JDK 17 or newer, which the build needs,'
  fail "no $java_wanted was found (${java_seen:-no Java at all}); install one" \
    "(on Debian: apt-get install default-jdk-headless) or set JAVA_HOME to it"
}

java_fits() { # folder, run|build
  [ -n "$1" ] && [ -x "$1/bin/java" ] || return 1
  java_read_release "$1"
  java_read_feature
  if [ "${java_feature:-0}" -lt 17 ]; then
    java_refuse "$1 is version ${java_version:-unknown}"
  elif [ "$2" = build ] && [ ! -x "$1/bin/javac" ]; then
    java_refuse "$1 has no javac"
  else
    java_home=$1
  fi
}

java_refuse() { # reason
  java_seen="$java_seen${java_seen:+; }$1"
  return 1
}

java_read_release() { # folder
  java_version='' java_modules=''
  if [ -r "$1/release" ]; then
    while IFS='=' read -r java_key java_value; do
      java_value=${java_value#\"}
      case $java_key in
        JAVA_VERSION) java_version=${java_value%\"} ;;
        MODULES) java_modules=" ${java_value%\"} " ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$java_version" ]; then
    java_version=$(java_property "$1/bin/java" java.version)
  fi
}

# 17.0.15 is 17, 25-ea is 25, and 1.8.0_412 is 8.
java_read_feature() {
  java_feature=${java_version#1.}
  java_feature=${java_feature%%[!0-9]*}
}

# Follows links from the java on PATH to its home: a release file stands beside bin.
java_of_path() {
  java_candidate=$(command -v java) || java_candidate=''
  [ -n "$java_candidate" ] || return 0
  java_link=$java_candidate
  while [ -L "$java_link" ]; do
    java_target=$(readlink "$java_link")
    case $java_target in
      /*) java_link=$java_target ;;
      *) java_link=${java_link%/*}/$java_target ;;
    esac
  done
  if [ -r "${java_link%/bin/java}/release" ]; then
    java_candidate=${java_link%/bin/java}
  elif [ ! -x /usr/libexec/java_home ]; then # a version manager's shim, or Java 8: only it knows
    java_candidate=$(java_property "$java_candidate" java.home)
  else
    java_candidate=''
  fi
}

java_property() { # java, name
  "$1" -XshowSettings:properties -version 2>&1 | sed -n "s/^ *$2 = //p" | head -n 1
}

# ---- Maven -------------------------------------------------------------------------------------------

# Sets maven to the one on PATH where it is 3.8 or newer, else to the wrapper, which downloads its own.
find_maven() {
  maven=$(command -v mvn) || maven=''
  if [ -n "$maven" ]; then
    maven_version=$(JAVA_HOME=$java_home "$maven" -v 2>/dev/null |
      sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p')
    case $maven_version in
      3.[0-7] | 3.[0-7].* | [0-2].* | '') maven='' ;;
    esac
  fi
  if [ -z "$maven" ]; then
    # Without unzip the wrapper takes another archive than the one whose SHA-256 is pinned.
    command -v unzip >/dev/null 2>&1 ||
      fail "Maven 3.8 or newer was not found, and ./mvnw needs unzip to fetch it;" \
        "install one of them (on Debian: apt-get install maven)"
    maven=$home/mvnw
  fi
}

# ---- Locks -------------------------------------------------------------------------------------------

# Locks the file that is open as descriptor $1. A lock belongs to the open file: it outlives the process
# that takes it and ends with the last process that inherited the descriptor, even after kill -9.
# macOS has no flock(1), but perl. Fails when `try` finds it taken, and with 2 when neither tool is here.
lock() { # descriptor, shared|exclusive, wait|try
  if command -v flock >/dev/null 2>&1; then
    case $2-$3 in
      shared-wait) flock -s "$1" ;;
      shared-try) flock -s -n "$1" ;;
      exclusive-wait) flock -x "$1" ;;
      exclusive-try) flock -x -n "$1" ;;
    esac
  elif command -v perl >/dev/null 2>&1; then
    # shellcheck disable=SC2016 # perl's own variables
    perl -e 'use Fcntl ":flock";
      my $mode = ($ARGV[1] eq "shared" ? LOCK_SH : LOCK_EX) | ($ARGV[2] eq "try" ? LOCK_NB : 0);
      open(my $file, "<&=", $ARGV[0]) or exit 2;
      exit(flock($file, $mode) ? 0 : 1)' "$1" "$2" "$3"
  else
    return 2
  fi
}

# Runs a command while no other build runs in this repository. The lock is on the root's pom.xml, which
# is always there; Maven inherits it, so that a launcher killed in the middle leaves it with its Maven.
while_locked() { # command
  exec 9<"$home/pom.xml"
  if ! lock 9 exclusive try; then
    say 'waiting for another build of this repository to end'
    lock 9 exclusive wait || say 'neither flock nor perl is here: building without a lock'
  fi
  "$@"
  exec 9<&-
}

# ---- Build -------------------------------------------------------------------------------------------

# A finished build is benchmarks/target/launch/<id>/pgassay.jar, a copy of what Maven made: a later
# build, by hand or by another launcher, never changes the jar under a run that is going on and whose
# forks still have to start from it. `launch/stamp` names the present one. It was written before the
# build began, and gets its name only once that has succeeded; whatever is newer than it is not built.
#
# scripts/selfcheck sets further_module and keeps its builds in a folder of its own: the program is built
# with a module more there, whose jar lies beside pgassay.jar.
further_module=''
launch=$home/benchmarks/target/launch
build_log=$home/benchmarks/target/build.log

# Sets build and returns 0 when the jar is there and holds the sources as they are now; else sets
# build_reason.
build_is_fresh() {
  build_reason='' build_id='' build_inputs=''
  [ -r "$launch/stamp" ] && read -r build_id build_inputs <"$launch/stamp"
  build=$launch/$build_id
  if [ -z "$build_id" ] || [ ! -f "$build/pgassay.jar" ]; then
    build_reason='it has not been built yet'
    return 1
  fi
  build_newer=$(list_inputs -newer "$launch/stamp" | head -n 1)
  if [ -n "$build_newer" ]; then
    build_reason="${build_newer#"$home"/} has changed"
    return 1
  fi
  if [ "$(inputs_checksum)" != "$build_inputs" ]; then
    build_reason='files of the sources have come or gone'
    return 1
  fi
}

# What the jar is made of. Editors' own files (.Thing.java.swp) do not count.
list_inputs() { # conditions of find
  find "$home/pom.xml" "$home/src/pom.xml" "$home/src/main" \
    "$home/benchmarks/pom.xml" "$home/benchmarks/src/main" \
    ${further_module:+"$home/$further_module/pom.xml" "$home/$further_module/src/main"} \
    -type f ! -name '.*' ! -name '*~' "$@" 2>/dev/null
}

# Of the names: a file that was moved here with an old date, or removed, is newer than nothing.
inputs_checksum() {
  list_inputs | LC_ALL=C sort | cksum
}

# Builds the jar when it is missing or stale; afterwards `build` is its folder.
ensure_built() {
  build_is_fresh && return 0
  find_java build || fail_without_java build
  build_java_home=$java_home
  find_maven
  while_locked build_unless_done
}

build_unless_done() {
  build_is_fresh && return 0 # another launcher was quicker
  build_log_hint=''
  [ -d "${HOME:-/nonexistent}/.m2/repository" ] || build_log_hint=' (the first build fetches its libraries: some minutes)'
  begin_build
  say "building the program: $build_reason$build_log_hint"
  run_maven -q -Dmaven.test.skip=true -pl "src,benchmarks${further_module:+,$further_module}" package || fail_build
  finish_build
}

# What becomes the stamp is written before anything is compiled: whatever changes from here on is newer.
begin_build() {
  mkdir -p "$launch" 2>/dev/null || :
  [ -w "$launch" ] ||
    fail "cannot write to ${launch%/launch}: the jar cannot be built there"
  build_id=$(date +%Y%m%dT%H%M%S)-$$
  printf '%s %s\n' "$build_id" "$(inputs_checksum)" >"$launch/stamp.new" || fail "cannot write $launch/stamp.new"
  # Maven leaves behind what a removed source or resource was compiled to, and a build killed in the
  # middle leaves half-written classes; javac compiles a module as a whole anyway.
  for module in src benchmarks $further_module; do
    rm -rf "$home/$module/target/classes" "$home/$module/target/generated-sources"
  done
}

# Makes the jar that Maven has made the one that ./pgassay runs.
finish_build() {
  build=$launch/$build_id
  if ! mkdir "$build" || ! cp "$home/benchmarks/target/pgassay.jar" \
    ${further_module:+"$home/$further_module/target/pgassay-$further_module.jar"} "$build" ||
    ! mv -f "$launch/stamp.new" "$launch/stamp"; then
    rm -rf "$build"
    fail "the jar was built but cannot be copied to $build"
  fi
  remove_old_builds
}

fail_build() {
  tail -n 20 "$build_log" >&2
  fail "the build failed; all of its output is in $build_log"
}

# Runs Maven in the repository's root with its output in the build log. It runs in the background and is
# waited for, since a shell takes a signal only between two commands in the foreground: Ctrl-C and
# SIGTERM end it.
run_maven() { # arguments
  : >"$build_log" || fail "cannot write $build_log"
  (
    cd "$home" || exit 1
    unset CDPATH
    JAVA_HOME=$build_java_home exec "$maven" -B -Dstyle.color=never "$@"
  ) >"$build_log" 2>&1 </dev/null &
  maven_pid=$!
  start_ticker 'building'
  trap 'end_maven 129' HUP
  trap 'end_maven 130' INT
  trap 'end_maven 143' TERM
  maven_status=0
  wait "$maven_pid" || maven_status=$?
  trap - HUP INT TERM
  stop_ticker
  return "$maven_status"
}

end_maven() { # exit code
  stop_ticker
  kill "$maven_pid" 2>/dev/null || :
  exit "$1"
}

# Removes earlier builds that no process runs from: ./pgassay holds a shared lock on its jar.
remove_old_builds() {
  for old_build in "$launch"/*/; do
    old_build=${old_build%/}
    [ "$old_build" = "$build" ] && continue
    if [ ! -f "$old_build/pgassay.jar" ]; then
      rm -rf "$old_build"
    elif (lock 7 exclusive try) 7<"$old_build/pgassay.jar"; then
      rm -rf "$old_build"
    fi
  done
}

# ---- Start -------------------------------------------------------------------------------------------

# Sets command, database and asks_help from the arguments. Only what a launcher acts on; the program
# parses them again and judges them.
read_arguments() { # arguments
  command='' database='' asks_help=no previous=''
  for argument; do
    case $previous in
      --database) database=$argument ;;
    esac
    case $argument in
      --database=*) database=${argument#*=} ;;
      --help | -h) asks_help=yes ;;
      -*) ;;
      *) [ -n "$command" ] || command=$argument ;;
    esac
    previous=$argument
  done
}

# Whether a program that needs a server would start a local one.
wants_local_server() {
  [ "$asks_help" = no ] && [ -z "${PGASSAY_URL:-}" ] || return 1
  case ${database:-auto} in
    auto) ! has_engine ;;
    local) ;;
    *) return 1 ;;
  esac
}

# Whether a container engine seems to be here: the program finds out whether it answers.
has_engine() {
  [ -n "${DOCKER_HOST:-}" ] || [ -S /var/run/docker.sock ] ||
    [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/docker.sock" ] ||
    [ -S "${HOME:-/nonexistent}/.docker/run/docker.sock" ] ||
    [ -S "${HOME:-/nonexistent}/.docker/desktop/docker.sock" ]
}

# Our containers end by a lifeline of their own: Testcontainers' helper for that, which would have to be
# pulled first, is left out unless it is asked for. Where this seems to be a container itself the library
# would start another one only to learn an address that is not asked for.
prepare_testcontainers() {
  export TESTCONTAINERS_RYUK_DISABLED="${TESTCONTAINERS_RYUK_DISABLED:-true}"
  export TESTCONTAINERS_HOST_OVERRIDE="${TESTCONTAINERS_HOST_OVERRIDE:-localhost}"
}

# Sets revision and dirty to those of the sources that the jar was built from. Asked now rather than
# when it was built: the jar has just been found to hold the sources as they stand, and a commit since
# then changes their revision, not them.
choose_revision() {
  revision='' dirty=''
  [ -e "$home/.git" ] && command -v git >/dev/null 2>&1 || return 0
  revision=$(git_here rev-parse --verify --quiet HEAD) || { revision=''; return 0; }
  if [ -n "$(git_here status --porcelain -- pom.xml src/pom.xml src/main benchmarks/pom.xml benchmarks/src/main \
    ${further_module:+"$further_module/pom.xml" "$further_module/src/main"})" ]; then
    dirty=true
  else
    dirty=false
  fi
}

# The repository may belong to someone else: its program is about to be run anyway.
git_here() {
  git --no-optional-locks -c safe.directory="$home" -C "$home" "$@" 2>/dev/null
}

# ---- Tests -------------------------------------------------------------------------------------------

# Sets tests_passed, tests_failed and tests_skipped from the reports of Surefire and Failsafe.
count_tests() {
  # shellcheck disable=SC2046 # three numbers
  set -- $(find "$home"/*/target -name 'TEST-*.xml' -path '*-reports/*' \
    -exec awk '
      function attribute(name) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0
      }
      FNR == 1 { counted = 0 }
      /<testsuite / && !counted {
        counted = 1
        failed = attribute("errors") + attribute("failures")
        print attribute("tests") - failed - attribute("skipped"), failed, attribute("skipped")
      }' {} + 2>/dev/null |
    awk '{ passed += $1; failed += $2; skipped += $3 } END { print passed + 0, failed + 0, skipped + 0 }')
  tests_passed=$1 tests_failed=$2 tests_skipped=$3
}

# ---- PostgreSQL --------------------------------------------------------------------------------------

# Whether a PostgreSQL 14 to 18 with pgvector and uuid-ossp is installed, where the program looks for one
# (Installations.java). The program decides; this look only spares an offer to install.
has_postgres() {
  for postgres_version in 18 17 16 15 14; do
    postgres_has /usr/lib/postgresql/$postgres_version/bin /usr/share/postgresql/$postgres_version && return 0
    postgres_has /usr/pgsql-$postgres_version/bin /usr/pgsql-$postgres_version/share && return 0
    for postgres_prefix in /opt/homebrew/opt /usr/local/opt; do
      postgres_prefix=$postgres_prefix/postgresql@$postgres_version
      postgres_has "$postgres_prefix/bin" "$postgres_prefix/share/postgresql@$postgres_version" && return 0
      postgres_has "$postgres_prefix/bin" "$postgres_prefix/share/postgresql" && return 0
    done
  done
  for postgres_prefix in /usr /usr/local/pgsql; do # of any version: it is asked
    postgres_asked "$postgres_prefix/bin/postgres" -V || continue
    postgres_has "$postgres_prefix/bin" "$postgres_prefix/share/pgsql" && return 0
    postgres_has "$postgres_prefix/bin" "$postgres_prefix/share" && return 0
  done
  postgres_asked pg_config --version && postgres_has "$(pg_config --bindir)" "$(pg_config --sharedir)"
}

postgres_has() { # bin, share
  [ -x "$1/initdb" ] && [ -f "$2/extension/vector.control" ] && [ -f "$2/extension/uuid-ossp.control" ]
}

# Whether a program of PostgreSQL is there and says that it is of a version we know.
postgres_asked() { # program, option
  command -v "$1" >/dev/null 2>&1 || return 1
  case $("$1" "$2" 2>/dev/null) in
    *"PostgreSQL 1"[4-8]* | *"PostgreSQL) 1"[4-8]*) return 0 ;;
    *) return 1 ;;
  esac
}

# ---- A Debian root -----------------------------------------------------------------------------------

# Debian's keys. A mirror is reached over http, so that only the signature says who made the packages.
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# Stops where debootstrap could not check the signature of a release.
require_debian_keyring() {
  if [ ! -s "$debian_keyring" ] || ! command -v gpgv >/dev/null; then
    fail "$debian_keyring or gpgv is missing, without which the signature of Debian's packages cannot be checked" \
      "(apt-get install debian-archive-keyring gpgv)"
  fi
}

# Makes a minimal Debian in a folder, of packages whose signature was checked; the output is in ROOT.log.
make_debian() { # suite, root, mirror
  require_debian_keyring
  debootstrap --variant=minbase --force-check-gpg --keyring="$debian_keyring" "$1" "$2" "$3" >"$2.log" 2>&1 || {
    tail -n 5 "$2.log" >&2
    fail "debootstrap could not make a Debian $1 from $3"
  }
}

# ---- Installing --------------------------------------------------------------------------------------

is_root() {
  [ "$(id -u)" = 0 ]
}

as_root() { # command
  if is_root; then
    "$@"
  else
    sudo "$@"
  fi
}

# Offers, on a terminal, to install PostgreSQL with pgvector; performs it without asking as root or with
# sudo that wants no password where there is no terminal to ask on. PGASSAY_INSTALL=no forbids both,
# PGASSAY_INSTALL=yes answers the question. Succeeds also where nothing was installed: the program
# then says what it lacks.
offer_postgres() {
  has_postgres && return 0
  case ${PGASSAY_INSTALL:-ask} in
    no)
      return 0
      ;;
    yes)
      set -- --yes
      ;;
    ask)
      if [ -t 0 ] && [ -t 2 ]; then
        set --
      elif is_root || sudo -n true 2>/dev/null; then
        set -- --yes
      else
        return 0
      fi
      ;;
    *)
      say "PGASSAY_INSTALL must be yes, no or ask: $PGASSAY_INSTALL"
      exit 2
      ;;
  esac
  say 'no PostgreSQL 14 to 18 with pgvector is installed here (PGASSAY_INSTALL=no leaves it so)'
  offer_status=0
  "$home/scripts/install-postgres" "$@" >&2 || offer_status=$?
  case $offer_status in
    0 | 4) ;; # 4: refused by the person asked
    *) exit 1 ;;
  esac
}
