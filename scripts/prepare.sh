#!/bin/sh
# Makes .venv with the locked packages: "run" for the site alone, "dev" for testing and checking too.
set -eu
cd "$(dirname "$0")/.."
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

refuse() {
    echo "$*" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
        if "$name" -c "$new_enough" >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    refuse "Python 3.11 or newer is needed, and none was found: install it, or name one with PYTHON=/path/to/python3."
}

make_venv() {
    echo "Making the virtual environment .venv with $("$1" --version) …"
    rm -rf .venv
    if ! "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
        if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
            refuse "This Python has no venv module: install it first (Debian and Ubuntu: sudo apt-get install $package)."
        fi
        echo "Installing $package …"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package"; } >/dev/null ||
            refuse "The package $package could not be installed: install Python's venv module and try again."
    fi
    "$1" -m venv .venv || refuse "The virtual environment .venv could not be made; the lines above say why."
}

case "${1:-}" in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    *) refuse "usage: sh scripts/prepare.sh run|dev" ;;
esac
if ! .venv/bin/python -c "$new_enough" >/dev/null 2>&1; then
    # Two steps, so that a refusal inside the first ends the script.
    python=$(find_python)
    make_venv "$python"
fi
stamp=".venv/installed-$1"
if [ "$(cksum <"$lock")" != "$(cat "$stamp" 2>/dev/null)" ]; then
    .venv/bin/python scripts/install.py "$lock" ||
        refuse "The locked packages of $lock could not be installed; the lines above say why."
    cksum <"$lock" >"$stamp"
fi
