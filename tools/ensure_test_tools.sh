#!/bin/sh
# Makes sure of what the tests use beside Python packages: a Chromium, a Japanese font, and GDAL's ogrinfo as an outside
# reader. ensure_test_tools.sh BIN, where BIN is the virtual environment's folder of commands.
set -eu
bin=$1

has_browser() {
    [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        command -v google-chrome >/dev/null || ls "$HOME"/.cache/ms-playwright/chromium-* >/dev/null 2>&1
}
has_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ja)" ]; }
has_gdal() { command -v ogrinfo >/dev/null; }

as_root=
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then as_root="env"; elif sudo -n true 2>/dev/null; then as_root="sudo"; fi
fi

missing=
has_browser || missing="$missing chromium"
has_font || missing="$missing fontconfig fonts-noto-cjk"
has_gdal || missing="$missing gdal-bin"
if [ -n "$missing" ] && [ -n "$as_root" ]; then
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of packages
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
fi
has_browser || "$bin/python" -m playwright install chromium
has_font || echo "No Japanese font found: install one (Debian: fonts-noto-cjk) to see Japanese names in screenshots." >&2
if ! has_gdal; then
    echo "ogrinfo is missing and could not be installed: install GDAL's command-line tools (Debian: gdal-bin)." >&2
    exit 1
fi
