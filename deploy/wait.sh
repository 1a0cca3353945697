#!/bin/sh
# Waits until a process answers that its tables are loaded. wait.sh PORT [SECONDS]
set -eu
left=${2:-90}
while ! curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:$1/api/v1/health"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || { echo "The process at port $1 does not answer that it is well." >&2; exit 1; }
    sleep 1
done
