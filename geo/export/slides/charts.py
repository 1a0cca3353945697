"""Charts that can be edited where the slides are opened: their numbers lie beside them as a small workbook."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geo.export.sheets import cleaned
from geo.export.slides.setting import describe
from geo.export.slides.stage import COLOURS, colour

if TYPE_CHECKING:
    from pptx.slide import Slide

LABELS = 10.0
GAP_ACROSS, GAP_DOWN = 40, 35  # between bars, in hundredths of a bar
FIRST_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001  # a workbook's time has no zone; a clock would make other bytes


@dataclass(frozen=True)
class Bars:
    """A chart of bars.

    Parameters
    ----------
    title : str
        What is counted.
    names : tuple of str
        What each bar stands for.
    values : tuple of float
        How long each is.
    colours : tuple of str
        Of each, as ``#rrggbb``.
    across : bool
        Whether the bars lie, one below the other, the first on top; otherwise they stand side by side.
    """

    title: str
    names: tuple[str, ...]
    values: tuple[float, ...]
    colours: tuple[str, ...]
    across: bool = False


def add(slide: Slide, at: tuple[float, float, float, float], bars: Bars) -> None:
    """Put a chart on a slide; left, top, width and height in inches."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Inches, Pt

    data: Any = CategoryChartData(number_format="#,##0")
    data.categories = [cleaned(name) for name in bars.names]
    data.add_series(cleaned(bars.title), bars.values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if bars.across else XL_CHART_TYPE.COLUMN_CLUSTERED
    left, top, wide, tall = (Inches(value) for value in at)
    frame: Any = slide.shapes.add_chart(kind, left, top, wide, tall, data)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(bars))
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(LABELS), colour(COLOURS.ink)
    plot, names, values = chart.plots[0], chart.category_axis, chart.value_axis
    plot.gap_width = GAP_DOWN if bars.across else GAP_ACROSS
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = "#,##0", False
    labels.position, labels.font.size, labels.font.bold = XL_LABEL_POSITION.OUTSIDE_END, Pt(LABELS + 1), True
    values.visible = values.has_major_gridlines = False
    values.minimum_scale = 0
    names.has_major_gridlines = False
    names.reverse_order = bars.across
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = colour(COLOURS.line)
    for point, shade in enumerate(bars.colours):
        fill = plot.series[0].points[point].format.fill
        fill.solid()
        fill.fore_color.rgb = colour(shade)
    said = ", ".join(f"{name}: {value:,g}" for name, value in zip(bars.names, bars.values, strict=True))
    describe(frame, f"{bars.title}. {said}")


def workbook(bars: Bars) -> bytes:
    """Write the numbers of a chart as a workbook in which no text is a formula or a link, laid out as the chart expects it."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": FIRST_MOMENT})
        page = book.add_worksheet("Sheet1")
        # Whoever edits the numbers behind a chart edits names beside them.
        text = book.add_format({"quote_prefix": True})
        page.write_string(0, 1, cleaned(bars.title), text)
        for row, (name, value) in enumerate(zip(bars.names, bars.values, strict=True), 1):
            page.write_string(row, 0, cleaned(name), text)
            page.write_number(row, 1, value)
    return file.getvalue()
