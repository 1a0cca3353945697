#!/bin/sh
# Makes sure of what the tests use beside Python packages: a Chromium, a Japanese font, and outside readers: GDAL's ogrinfo,
# Poppler's pdftotext, LibreOffice Impress and Calc; and nginx, curl and PostgreSQL with PostGIS, which the tests start themselves.
# ensure_test_tools.sh BIN, where BIN is the virtual environment's folder of commands.
set -eu
bin=$1

has_browser() {
    [ -n "${CHROMIUM:-}" ] || has_shell || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        command -v google-chrome >/dev/null || ls "$HOME"/.cache/ms-playwright/chromium-* >/dev/null 2>&1
}
# Chromium's engine without windows: pages open in two thirds of the time. Not every system packages it.
has_shell() { command -v chromium-headless-shell >/dev/null; }
offers_shell() { apt-cache show chromium-headless-shell >/dev/null 2>&1; }
has_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ja)" ]; }
has_gdal() { command -v ogrinfo >/dev/null; }
has_poppler() { command -v pdftotext >/dev/null && command -v pdfinfo >/dev/null; }
has_postgis() { ls /usr/share/postgresql/*/extension/postgis.control "$(pg_config --sharedir 2>/dev/null)"/extension/postgis.control 2>/dev/null | grep -q .; }
has_postgresql() { [ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null; }
has_nginx() { command -v curl >/dev/null && { command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; }; }
office_has() { command -v soffice >/dev/null && [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/$1" ]; }
has_office() { office_has libsdlo.so && office_has libsclo.so; }

as_root=
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then as_root="env"; elif sudo -n true 2>/dev/null; then as_root="sudo"; fi
fi

missing=
if [ -z "${CHROMIUM:-}" ] && ! has_shell && [ -n "$as_root" ]; then
    # Lists may be old or empty; whoever has a browser does not wait for new ones each time.
    has_browser || $as_root apt-get update -qq
    if offers_shell; then missing="$missing chromium-headless-shell"; elif ! has_browser; then missing="$missing chromium"; fi
fi
has_font || missing="$missing fontconfig fonts-noto-cjk"
has_gdal || missing="$missing gdal-bin"
has_poppler || missing="$missing poppler-utils"
has_nginx || missing="$missing nginx curl"
if ! has_postgresql || ! has_postgis; then missing="$missing postgresql postgresql-postgis"; fi
if [ -n "$missing" ] && [ -n "$as_root" ]; then
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of packages
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
fi
if ! has_office && [ -n "$as_root" ]; then
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-impress libreoffice-calc >/dev/null
fi
has_browser || "$bin/python" -m playwright install chromium
has_font || echo "No Japanese font found: install one (Debian: fonts-noto-cjk) to see Japanese names in screenshots." >&2
if ! has_gdal; then
    echo "ogrinfo is missing and could not be installed: install GDAL's command-line tools (Debian: gdal-bin)." >&2
    exit 1
fi
if ! has_poppler; then
    echo "pdftotext is missing and could not be installed: install Poppler's command-line tools (Debian: poppler-utils)." >&2
    exit 1
fi
if ! has_office; then
    echo "LibreOffice Impress or Calc is missing and could not be installed (Debian: libreoffice-impress libreoffice-calc)." >&2
    exit 1
fi
if ! has_postgresql || ! has_postgis; then
    echo "PostgreSQL with PostGIS is missing and could not be installed (Debian: postgresql postgresql-postgis)." >&2
    exit 1
fi
if ! has_nginx; then
    echo "nginx or curl is missing and could not be installed (Debian: nginx curl)." >&2
    exit 1
fi
