#!/bin/sh
# Set up a virtual environment from a lock: scripts/setup.sh LOCK [VENV]. Done again only when the lock changes.
set -eu
cd "$(dirname "$0")/.."
lock=$1
venv=${2:-.venv}

new_enough() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
        if command -v "$name" >/dev/null 2>&1 && new_enough "$name"; then command -v "$name"; return; fi
    done
    found=$(command -v python3 >/dev/null 2>&1 && python3 --version 2>&1 || echo "none")
    echo "newsbot needs Python 3.11 or newer; found: $found. Install one (python.org, or your system's packages)," >&2
    echo "or name it: PYTHON=/path/to/python3.13 make try" >&2
    exit 1
}

stamp="$venv/.$(basename "$lock")"
if [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python" && cmp -s "$lock" "$stamp"; then exit 0; fi

if ! { [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python"; }; then
    python=$(find_python)
    echo "Making a virtual environment in $venv with $("$python" --version) ..." >&2
    if ! "$python" -m venv --clear "$venv" >&2; then
        rm -rf "$venv"
        echo "This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
fi
echo "Installing the libraries that $lock names, checked by their hashes ..." >&2
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock" >&2
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e . >&2
cp "$lock" "$stamp"
