"""The one entry point: `streamlit run app.py` serves the dashboard, its static files and the open-data API."""

from __future__ import annotations

import gc
import importlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.routing import Mount
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from components.resumed import Resumed
from geo.api.routes import create_api, warm
from geo.bundled_files import BundledFiles
from geo.faults import FaultyTables
from geo.full_house import FullHouse
from geo.onefile.routes import create_stage
from geo.page_shell import PageShell, dressed
from geo.request_limits import RequestLimits
from geo.security_headers import SecurityHeaders
from geo.static_files import serve_folder
from geo.tables import MEBIBYTE, UnusableDataUrlError

ROOT = Path(__file__).resolve().parent
# What pages import and takes longest. Not streamlit_folium: it makes itself known to Streamlit only while a page is running.
LIBRARIES = ("altair", "folium", "geopandas", "pyarrow")
BASE = f"/{path}" if (path := str(st.get_option("server.baseUrlPath") or "").strip("/")) else ""
# First parts of addresses that are no pages.
OTHERS = ("api", "stage", "app", "component", "media")
# What bounds its requests itself.
BOUNDED = ("api", "stage")
STYLES = ("page.css", "programme.css")
PAGE = dressed(
    (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8"),
    title="City-to-city map · 都市間連携マップ",
    icon=f"{BASE}/app/static/icon.svg",
    styles=[f"{BASE}/app/static/{style}" for style in STYLES],
)

# Nothing that visitors bring is written to the disk, as Starlette would with whatever is larger than a megabyte.
MultiPartParser.spool_max_size = (int(st.get_option("server.maxUploadSize")) + 1) * MEBIBYTE


def prepare() -> None:
    """Do once, before anybody comes, what the first visitor would have to wait for."""
    for library in LIBRARIES:
        importlib.import_module(library)
    # Faulty tables do not stop the server: page and API say what is wrong with them.
    with suppress(FaultyTables, UnusableDataUrlError):
        warm()
    # Streamlit searches for garbage after every run; what was made so far lives as long as the process and need not be searched.
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncGenerator[None]:
    """Prepare in a thread while the server starts."""
    await to_thread.run_sync(prepare)
    yield


# A folder `pages/` beside the script once meant that Streamlit makes the navigation and runs a page without the frame around it.
# It learns that dashboard.py makes its own only once that has run: the first visitor of an address such as /data_and_sources must
# not come before.
PagesManager.uses_pages_directory = False

app = st.App(
    ROOT / "dashboard.py",
    lifespan=lifespan,
    routes=[
        Mount(f"{BASE}/api", create_api()),
        Mount(f"{BASE}/stage", create_stage()),
        Mount(f"{BASE}/app/static", serve_folder(ROOT / "static")),
    ],
    # The first one is the outermost.
    middleware=[
        Middleware(SecurityHeaders, page=PAGE, base=BASE),
        Middleware(RequestLimits, others=tuple(f"{BASE}/{path}/" for path in BOUNDED)),
        Middleware(BundledFiles, folder=Path(file_util.get_static_dir()) / "static", at=f"{BASE}/static/"),
        Middleware(FullHouse, others=OTHERS, base=BASE),
        Middleware(Resumed, base=BASE, kept_for=st.get_option("server.disconnectedSessionTTL")),
        Middleware(PageShell, page=PAGE, others=tuple(f"{BASE}/{path}/" for path in OTHERS)),
    ],
)
