#!/bin/sh
# What lays out the picture of the house. Nothing to do where it stands; tests read the picture only.
set -eu
if command -v dot >/dev/null 2>&1; then exit 0; fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends graphviz
