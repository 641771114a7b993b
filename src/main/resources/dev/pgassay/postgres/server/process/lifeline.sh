# Runs a server on a lifeline: when standard input ends, the server is stopped.
#
#   sh lifeline.sh FOLDER COMMAND [ARGUMENT...]
#
# FOLDER is the data folder that the server's processes live in. Standard input is a pipe whose
# other end the host process holds. It ends when the host closes it or dies, by whatever signal;
# then the server is interrupted, after five seconds told to quit, after eight killed with all that
# lives in its folder. A line "stop" asks for an orderly stop that may take its time.
#
# Signals of the terminal are ignored here: the host decides when the server stops. The server gets
# its own handlers. Everything is repeated, because a server that has just begun ignores an
# interrupt until its handlers stand. TERM, which a container engine or a system that shuts down
# sends, asks for an orderly stop too.
#
# In a container this is the first process, with which all others end.
folder=$1
shift
trap '' HUP INT QUIT
cd / || exit 1
exec 3<&0 0</dev/null

"$@" 3<&- &
server=$!
trap 'kill -INT "$server" 2>/dev/null' TERM

# The processes of the server, even those that have lost their parent. A terminal that happens to be
# in the folder is not one of them.
residents() {
  if [ -e /proc/self/cwd ]; then
    for process in /proc/[0-9]*; do
      if [ "$process/cwd" -ef "$folder" ] &&
        read -r name 2>/dev/null <"$process/comm" && [ "$name" = postgres ]; then
        echo "${process#/proc/}"
      fi
    done
  else
    pgrep -P "$server"
  fi
}

kill_residents() {
  for process in $(residents); do
    kill -KILL "$process" 2>/dev/null
  done
}

# Repeats a signal for so many fifths of a second, or until the server is gone.
insist() {
  left=$2
  while [ "$left" -gt 0 ] && kill "-$1" "$server" 2>/dev/null; do
    sleep 0.2
    left=$((left - 1))
  done
}

(
  trap '' TERM
  while read -r word <&3; do
    if [ "$word" = stop ]; then
      kill -INT "$server" 2>/dev/null
    fi
  done
  insist INT 25
  insist QUIT 15
  orphans=$(residents)
  kill -KILL "$server" $orphans 2>/dev/null
) &
lifeline=$!
exec 3<&-

# A signal that is handled here ends the wait before the server does.
while :; do
  wait "$server"
  status=$?
  kill -0 "$server" 2>/dev/null || break
done
# A server that was killed leaves the processes behind that were too busy to notice.
kill_residents
kill -KILL "$lifeline" 2>/dev/null
exit "$status"
