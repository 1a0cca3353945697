#!/bin/sh
# Waits until a process has its tables, or until it answers at another address. wait.sh PORT [SECONDS [PATH]]
set -eu
path=${3:-/api/v1/health}
end=$(($(date +%s) + ${2:-90}))
while ! curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:$1$path"; do
    [ "$(date +%s)" -lt "$end" ] || { echo "The process at port $1 does not answer $path with 200." >&2; exit 1; }
    sleep 1
done
