#!/bin/sh
# Restarts the processes in turn, the next one only once the last one is well: nobody is turned away. restart.sh [PORT...]
# RESTART=command is asked instead of systemd, with the port behind it.
set -eu
here=$(dirname "$0")
[ $# -gt 0 ] || set -- 8501 8502 8503

restart() {
    if [ -n "${RESTART:-}" ]; then "$RESTART" "$1"; else systemctl restart "city-map@$1"; fi
}

# With one of them down already, restarting another could leave none.
for port in "$@"; do sh "$here/wait.sh" "$port" 5; done
for port in "$@"; do
    restart "$port"
    sh "$here/wait.sh" "$port"
    # nginx leaves a process out for 5 s after it did not answer: the next one goes only when this one is asked again.
    sleep "${PAUSE:-6}"
    echo "$port is back."
done
