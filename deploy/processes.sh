#!/bin/sh
# Writes nginx/city-map/processes.conf: the app's processes as nginx knows them. processes.sh HOST:PORT...
# Every process has a port of its own, on whatever machine it runs: the cookie that leads a visitor back to a process is its port.
set -eu
[ $# -gt 0 ] || set -- 127.0.0.1:8501 127.0.0.1:8502 127.0.0.1:8503

ports=
for process in "$@"; do
    port=${process##*:}
    host=${process%:*}
    if [ "$host:$port" != "$process" ] || [ -z "$host" ] || [ -z "$port" ] || [ -n "$(printf %s "$port" | tr -d 0-9)" ]; then
        echo "$process is no process. Allowed: HOST:PORT." >&2
        exit 2
    fi
    case " $ports " in *" $port "*) echo "Port $port is given twice. Allowed: a port of its own for each process." >&2 && exit 2 ;; esac
    ports="$ports $port"
done

echo "# Written by: deploy/processes.sh $*"
echo
echo "# For visitors who have not been anywhere, in turn. A process that does not answer is left out for 5 s."
echo "upstream city_map {"
echo "    zone city_map 64k;"
for process in "$@"; do echo "    server $process max_fails=1 fail_timeout=5s;"; done
echo "}"
echo
echo "# Asked when one has answered 503 (no room for newcomers, no tables): that says nothing about who is in, so none is left out."
echo "upstream city_map_others {"
echo "    zone city_map_others 64k;"
for process in "$@"; do echo "    server $process max_fails=0;"; done
echo "}"
for own in "$@"; do
    echo
    echo "# For visitors whose session is at port ${own##*:}; the others take over while it does not answer."
    echo "upstream city_map_${own##*:} {"
    echo "    zone city_map_${own##*:} 64k;"
    echo "    server $own max_fails=1 fail_timeout=5s;"
    for process in "$@"; do [ "$process" = "$own" ] || echo "    server $process max_fails=1 fail_timeout=5s backup;"; done
    echo "}"
done
echo
echo "map \$cookie_city_map_process \$city_map_upstream {"
echo "    default city_map;"
for process in "$@"; do echo "    ${process##*:} city_map_${process##*:};"; done
echo "}"
