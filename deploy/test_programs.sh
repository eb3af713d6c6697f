#!/bin/sh
# What the tests drive: Debian's Chromium for the pages (its shell without a window for tests, the
# whole for pictures and timings), LibreOffice for the DOCX brief and for CSV, with fonts for Chinese
# and fonts as wide as those a brief asks for, PostgreSQL for the faults of the store. Nothing to do
# where they stand.
set -eu
if command -v chromium >/dev/null 2>&1 && command -v chromium-headless-shell >/dev/null 2>&1 &&
    command -v soffice >/dev/null 2>&1 &&
    [ -e /usr/lib/libreoffice/program/libsclo.so ] &&
    fc-list 2>/dev/null | grep -q "Noto Sans CJK" && fc-list | grep -q "Liberation Sans" &&
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    exit 0
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
    chromium chromium-headless-shell fonts-noto-cjk fonts-liberation fontconfig \
    libreoffice-writer-nogui libreoffice-calc-nogui postgresql
