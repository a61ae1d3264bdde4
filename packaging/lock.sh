#!/bin/sh
# Writes both lock files from pyproject.toml: pinned, hashed, for every platform, naming no registry.
# Keeps the present versions where they still fit; `--upgrade` takes the newest.
# The short lock is held to the long one's versions, so that a .venv made for tests also runs.
set -eu
cd "$(dirname "$0")/.."

upgrade=${1:-}

compile() {
    uv pip compile $upgrade --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links "$@" pyproject.toml
}

compile --extra dev --output-file packaging/requirements-dev.txt
compile --constraint packaging/requirements-dev.txt --output-file packaging/requirements.txt
