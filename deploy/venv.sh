#!/bin/sh
# A virtual environment at $2 from the interpreter $1; Debian ships the module for it apart.
set -eu
python="$1"
folder="$2"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; $python is $("$python" -V). Try: make PYTHON=python3.12" >&2
    exit 2
}
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
        "$(basename "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")"
fi
"$python" -m venv "$folder"
