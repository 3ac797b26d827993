#!/bin/sh
# Make the locks again (needs uv): every platform, hashes, no addresses.
set -eu
cd "$(dirname "$0")/.."
compile() { uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header "$@"; }
compile pyproject.toml --group dev -o requirements-dev.lock
compile pyproject.toml --group build -c requirements-dev.lock -o requirements.lock
compile pyproject.toml --group dev --extra spacy -c requirements-dev.lock -o requirements-spacy.lock
