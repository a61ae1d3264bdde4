#!/bin/sh
# Makes this machine ready for the groups named (run, test, package): Debian's packages, then .venv.
# Quick and silent when nothing is missing; says what to run, and stops, when it may not install.
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.."

lock=packaging/requirements.txt
for group in "$@"; do
    case $group in
        run) ;;
        test | package) lock=packaging/requirements-dev.txt ;;
        *) echo "ready.sh: unknown group '$group' (run, test, package)" >&2; exit 2 ;;
    esac
done

wanted_packages() {
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2 }' packaging/system-packages.txt
    done
}

# A name counts when another package provides it: later releases renamed some libraries.
installed_packages() {
    dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
        sed -n 's/^installed //p' | sed 's/([^)]*)//g' | tr -s ', ' '\n'
}

missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    installed_packages | sort -u >"$list"
    wanted_packages "$@" | sort -u | comm -13 "$list" -
}

install_packages() {
    if [ "$(id -u)" != 0 ]; then
        echo "Some system packages are missing. Please run this, then try again:" >&2
        echo "  sudo apt-get install --no-install-recommends" "$@" >&2
        exit 1
    fi
    echo "Installing system packages:" "$@"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >"$list" 2>&1 </dev/null || { cat "$list" >&2; exit 1; }
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    echo "supdesk needs Python 3.11 or later, and none was found." >&2
    exit 1
}

make_venv() {
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(find_python)
        "$python" -m venv --clear .venv
    fi
    echo "Installing $lock into .venv"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo "$PWD/src" >"$site/supdesk-source.pth"
}

list=$(mktemp)
trap 'rm -f "$list"' EXIT

missing=$(missing_packages "$@")
# shellcheck disable=SC2086  # a list of names
[ -z "$missing" ] || install_packages $missing

# The stamp names the folder and what was installed; the longer lock contains the shorter one.
stamp="$PWD $(cat packaging/requirements-dev.txt packaging/requirements.txt packaging/ready.sh | cksum)"
if [ "$(cat .venv/ready 2>/dev/null)" != "$stamp $lock" ] &&
    [ "$(cat .venv/ready 2>/dev/null)" != "$stamp packaging/requirements-dev.txt" ]; then
    make_venv
    echo "$stamp $lock" >.venv/ready
fi
