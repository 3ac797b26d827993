#!/bin/sh
# Build the wheel, install it into a new environment, leave the clone, and use it from an empty folder.
set -eu
cd "$(dirname "$0")/.."
clone=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m hatchling build -t wheel -d "$work/dist" >/dev/null
python3 -m venv "$work/venv"
grep -v '^editables' requirements.lock >/dev/null
"$work/venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
"$work/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps "$work"/dist/*.whl
cp -r "$clone/seeds" "$work/stories"
mkdir "$work/empty" && cd "$work/empty"
newsbot="$work/venv/bin/newsbot"
"$newsbot" load "$work/stories"
"$newsbot" ask who Mayorkas --json | grep -q '"kind": "answer"'
"$newsbot" ask figures border
echo '{"id": "1", "text": "Police said 12 people were hurt."}' | "$newsbot" extract - | grep -q '"figures"'
"$newsbot" manifest >manifest.json
"$newsbot" verify
if "$newsbot" serve 2>error.txt; then echo "serve without tokens must fail" >&2; exit 1; fi
grep -q SLACK_ error.txt
SLACK_SIGNING_SECRET=made-up SLACK_BOT_TOKEN=xoxb-made-up SLACK_API_URL=http://127.0.0.1:9/api/ PORT=0 \
    timeout 20 "$newsbot" serve --mode http --host 127.0.0.1 2>error.txt || true
grep -q . error.txt
echo "the wheel works"
