#!/bin/sh
# Makes a virtual environment: make_venv.sh PYTHON FOLDER. Debian keeps the module for it in a package of its own.
set -eu
python=$1
folder=$2
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; $python is $("$python" --version 2>&1). Name another one: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$python" -m venv "$folder" 2>/dev/null; then
    rm -rf "$folder"
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        apt-get update -qq
        apt-get install -y -qq python3-venv >/dev/null
    fi
    "$python" -m venv "$folder"
fi
