#!/bin/sh
# What checks, tests and packs the browser's code: Node with npm, Debian's where there is none, and
# the tools that atlas/ui/package-lock.json pins. The dashboard itself runs without them.
set -eu
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends nodejs npm
fi
cd "$(dirname "$0")/../atlas/ui"
npm ci --silent
