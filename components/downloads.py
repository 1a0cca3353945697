"""Taking away exactly the rows shown: as files, or by the address under which the same rows are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import streamlit as st

from components import pictures
from components.state import View
from geo.export import delimited, geojson, package, records, workbook
from geo.export.names import file_name
from geo.export.records import Layer
from geo.export.told import PICTURED
from geo.language import message


@dataclass(frozen=True)
class Format:
    """A kind of file: how it is called, its ending and media type."""

    name: str
    ending: str
    media_type: str


FORMATS = {
    "xlsx": Format(message("Excel"), "xlsx", workbook.MEDIA_TYPE),
    "csv": Format(message("CSV"), "csv", "text/csv"),
    "spreadsheet": Format(message("CSV for spreadsheets"), "csv", "text/csv"),
    "geojson": Format(message("GeoJSON"), "geojson", "application/geo+json"),
}


def show(view: View, layer: Layer) -> None:
    """Offer the selected rows of a layer as files, made when they are asked for."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"downloads_{layer}"):
        for kind, kept in FORMATS.items():
            st.download_button(
                view.text(kept.name),
                data=_writer(view, layer, kind),
                file_name=file_name(view.programme, layer, view.selection, kept.ending),
                mime=kept.media_type,
                icon=":material/download:",
                key=f"download_{layer}_{kind}",
                on_click="ignore",
            )
        if layer in PICTURED:
            pictures.show(view, layer)
        with st.popover(view.text("Open in other tools"), icon=":material/link:"):
            st.caption(view.text("A GIS opens this address as a layer; end it in .csv or .xlsx for a spreadsheet."))
            st.code(api_address(view, layer), language=None, wrap_lines=True)


def _writer(view: View, layer: Layer, kind: str) -> Callable[[], bytes]:
    def write() -> bytes:
        if kind == "xlsx":
            return workbook.to_workbook(view.programme, layer, view.selection, view.language)
        rows = records.selected(view.programme, layer, view.selection)
        if kind == "geojson":
            members = package.about(view.programme, layer, view.selection)
            return geojson.to_geojson(rows, key=records.KEYS[layer], members=members)
        return delimited.to_csv(rows, spreadsheet=kind == "spreadsheet")

    return write


def api_address(view: View, layer: Layer) -> str:
    """Write the address under which the rows shown are open as GeoJSON."""
    here = urlsplit(st.context.url or "")
    unused = view.selection.unused(records.SUBJECTS[layer])
    query = urlencode(view.selection.without("sel", *unused).parameters(), doseq=True)
    host = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return f"{host}/api/v1/{layer}.geojson" + (f"?{query}" if query else "")
