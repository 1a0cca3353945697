"""Taking away exactly the rows shown: as files, or by the address under which the same rows are open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode, urlsplit

import streamlit as st

from components import draft, menu, pictures
from components.state import View, plain
from geo.export import delimited, geojson, package, records, workbook
from geo.export.geopackage import MEDIA_TYPE as GEOPACKAGE
from geo.export.geopackage import to_geopackage
from geo.export.geoparquet import MEDIA_TYPE as GEOPARQUET
from geo.export.geoparquet import to_geoparquet
from geo.export.names import file_name
from geo.export.package_zip import EVERYTHING, to_zip, zip_name
from geo.export.package_zip import MEDIA_TYPE as ZIP
from geo.export.records import Layer
from geo.export.told import PICTURED, Pictured
from geo.language import message
from geo.selection import Selection

Write = Callable[[View, Layer], bytes]


@dataclass(frozen=True)
class Format:
    """A kind of file: how it is called, its ending and media type, who opens it, and what writes it."""

    name: str
    ending: str
    media_type: str
    opened_with: str
    write: Write


def _excel(view: View, layer: Layer) -> bytes:
    return workbook.to_workbook(view.programme, layer, view.selection, view.language)


def _csv(view: View, layer: Layer) -> bytes:
    return delimited.to_csv(records.selected(view.programme, layer, view.selection))


def _spreadsheet(view: View, layer: Layer) -> bytes:
    return delimited.to_csv(records.selected(view.programme, layer, view.selection), spreadsheet=True)


def _geojson(view: View, layer: Layer) -> bytes:
    rows = records.selected(view.programme, layer, view.selection)
    return geojson.to_geojson(rows, key=records.KEYS[layer], members=package.about(view.programme, layer, view.selection))


def _geopackage(view: View, layer: Layer) -> bytes:
    return to_geopackage(view.programme, layer, view.selection)


def _geoparquet(view: View, layer: Layer) -> bytes:
    return to_geoparquet(view.programme, layer, view.selection)


# The first ones stand in the row, all others behind one button.
FIRST = ("xlsx", "csv")
FORMATS: Mapping[str, Format] = {
    "xlsx": Format(message("Excel"), "xlsx", workbook.MEDIA_TYPE, message("Typed columns, sources, dictionary"), _excel),
    "csv": Format(message("CSV"), "csv", "text/csv", message("For programs: plain UTF-8"), _csv),
    "spreadsheet": Format(
        message("CSV for spreadsheets"), "csv", "text/csv", message("Opens in Excel with a double click"), _spreadsheet
    ),
    "geojson": Format(message("GeoJSON"), "geojson", "application/geo+json", message("Any GIS, and web maps"), _geojson),
    "gpkg": Format(
        message("GeoPackage"), "gpkg", GEOPACKAGE, message("QGIS, ArcGIS: layer, sources and remarks in one file"), _geopackage
    ),
    "parquet": Format(message("GeoParquet"), "parquet", GEOPARQUET, message("GeoPandas, DuckDB, Arrow"), _geoparquet),
}
QGIS = (
    message("Copy the address above."),
    message("In QGIS choose Layer, then Add Layer, then Add Vector Layer."),
    message("As source type choose “Protocol: HTTP(S), cloud, etc.”, as type GeoJSON, and paste the address as URI."),
    message("Press Add. To see newer rows later, reload the layer."),
)


def show(view: View, layer: Layer, pictured: Pictured | None = None, *, named: bool = False) -> None:
    """Offer the selected rows of a layer as files, made when they are asked for.

    Parameters
    ----------
    view : View
        What the page shows.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Whose rows.
    pictured : {"collaborations", "installations", "countries", "dominoes"}, optional
        Which map's pictures go along; those of the layer where it has a map.
    named : bool
        Whether to say whose rows they are, where a page offers those of several layers.
    """
    with st.container(horizontal=True, vertical_alignment="center", key=view.key(f"downloads_{layer}")):
        if named:
            st.markdown(f"**{plain(view.text(workbook.SHEETS[layer]))}**", width="content")
        for kind in FIRST:
            _button(view, layer, kind)
        more, tools = partial(_more_formats, view, layer), partial(_other_tools, view, layer)
        menu.show(view.text("More formats"), more, icon=":material/download:", key=view.key(f"more_formats_{layer}"))
        if subject := pictured or next((each for each in PICTURED if each == layer), None):
            pictures.show(view, subject)
        menu.show(view.text("Open in other tools"), tools, icon=":material/link:", key=view.key(f"other_tools_{layer}"))


def _button(view: View, layer: Layer, kind: str) -> None:
    kept = FORMATS[kind]
    st.download_button(
        view.text(kept.name),
        data=lambda: kept.write(view, layer),
        file_name=file_name(view.programme, layer, view.selection, kept.ending),
        mime=kept.media_type,
        icon=":material/download:",
        key=view.key(f"download_{layer}_{kind}"),
        on_click="ignore",
    )


def _more_formats(view: View, layer: Layer) -> None:
    for kind, kept in FORMATS.items():
        if kind not in FIRST:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                _button(view, layer, kind)
                st.caption(plain(view.text(kept.opened_with)), width="content")
    _packages(view, layer)


def _packages(view: View, layer: Layer) -> None:
    """Offer all tables together, with the words that belong to them."""
    st.caption(plain(view.text("A data package: CSV files, their description, and README with licence and how to cite.")))
    published = draft.current() is None
    offered: dict[str, tuple[str, Selection]] = {
        "selection": (message("All tables, as selected"), view.selection.without("sel")),
        "everything": (message("All tables, everything"), EVERYTHING),
    }
    with st.container(horizontal=True, gap="small"):
        for kind, (name, selection) in offered.items():
            st.download_button(
                view.text(name),
                data=partial(to_zip, view.programme, selection, published=published),
                file_name=zip_name(view.programme, selection),
                mime=ZIP,
                icon=":material/folder_zip:",
                key=view.key(f"download_{layer}_package_{kind}"),
                on_click="ignore",
            )


def _other_tools(view: View, layer: Layer) -> None:
    address = api_address(view, layer)
    if draft.current() is not None:
        st.info(view.text("This address shows your own tables to whoever has it, as long as this page stays open."))
    st.caption(view.text("A GIS opens this address as a layer; end it in .csv or .xlsx for a spreadsheet."))
    st.code(address, language=None, wrap_lines=True)
    st.caption(view.text("In GeoPandas"))
    st.code(f'import geopandas as gpd\n\nrows = gpd.read_file("{address}")', language="python", wrap_lines=True)
    st.caption(view.text("In QGIS"))
    st.markdown("\n".join(f"{number}. {plain(view.text(step))}" for number, step in enumerate(QGIS, 1)))
    said = plain(view.text("All addresses and their parameters"))
    st.markdown(f"[{said}]({_root()}api/v1/docs?lang={view.language.code})")


def api_address(view: View, layer: Layer) -> str:
    """Write the address under which the rows shown are open as GeoJSON."""
    unused = view.selection.unused(records.SUBJECTS[layer])
    query = urlencode(view.selection.without("sel", *unused).parameters(), doseq=True)
    return f"{_root()}{draft.api_base()}{layer}.geojson" + (f"?{query}" if query else "")


def _root() -> str:
    """Write where the app stands, with a slash at its end; without its host where Streamlit does not tell it."""
    here = urlsplit(st.context.url or "")
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    host = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return f"{host}/{base}/" if base else f"{host}/"
