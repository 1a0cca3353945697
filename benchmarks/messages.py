"""Streamlit's messages: what a page is sent, and what of it is the map."""

from __future__ import annotations

import re
import zlib

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

COMPONENTS = frozenset({"component_instance", "bidi_component"})
FLUSH_END = b"\x00\x00\xff\xff"  # ends every flush, and is left out on the way
MEMORY_LEVEL = 5  # as uvicorn, the server under Streamlit, compresses


def read(payload: bytes) -> ForwardMsg:
    """Read what a server sent in one frame."""
    message = ForwardMsg()
    message.ParseFromString(payload)
    return message


def element_kind(message: ForwardMsg) -> str:
    """Name the kind of element a message puts on the page; empty where it puts none."""
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return ""
    return message.delta.new_element.WhichOneof("type") or ""


def rerun(page: str, query: str, chosen: dict[str, list[str]]) -> bytes:
    """Ask for a run of the page.

    Parameters
    ----------
    page : str
        The page's name in the address; empty for the first.
    query : str
        The page address's parameters.
    chosen : dict of str to list of str
        Ids of the widgets that offer options, and the options now chosen in them.
    """
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    for widget, options in chosen.items():
        state = message.rerun_script.widget_states.widgets.add(id=widget)
        state.string_array_value.data.extend(options)
    written: bytes = message.SerializeToString()
    return written


class Wire:
    """Tells how many bytes a message takes on its way.

    Where server and browser agree on compression (RFC 7692, permessage-deflate), what was said before helps to compress what
    follows, so that messages must be told in their order.
    """

    def __init__(self) -> None:
        self._packer: zlib._Compress | None = None

    def agree(self, extensions: str) -> None:
        """Take over what the server answered as ``Sec-WebSocket-Extensions``."""
        if "permessage-deflate" not in extensions:
            self._packer = None
            return
        named = re.search(r"server_max_window_bits=(\d+)", extensions)
        bits = int(named[1]) if named else zlib.MAX_WBITS
        self._packer = zlib.compressobj(wbits=-bits, memLevel=MEMORY_LEVEL)

    def length(self, payload: bytes) -> int:
        """Give the bytes of the next message."""
        if self._packer is None:
            return len(payload)
        return len(self._packer.compress(payload) + self._packer.flush(zlib.Z_SYNC_FLUSH)) - len(FLUSH_END)


class Meter:
    """Adds up what is sent to one page, apart by map and rest.

    An element that has not changed is sent as a reference to the message that brought it; it counts for the kind of
    element that last stood in its place.
    """

    def __init__(self) -> None:
        self.wire = Wire()
        self._kinds: dict[tuple[int, ...], str] = {}
        self.restart()

    def restart(self) -> None:
        """Begin to count anew."""
        self.by_kind: dict[str, int] = {}
        self.started = 0
        self.finished = 0

    @property
    def map_bytes(self) -> int:
        """Bytes that brought the map what to show."""
        return sum(length for kind, length in self.by_kind.items() if kind in COMPONENTS)

    @property
    def page_bytes(self) -> int:
        """All bytes."""
        return sum(self.by_kind.values())

    def add(self, payload: bytes) -> None:
        """Count one frame."""
        message = read(payload)
        kind: str = message.WhichOneof("type") or ""
        self.started += kind == "new_session"
        self.finished += kind == "script_finished"
        place = tuple(message.metadata.delta_path)
        if kind == "delta":
            kind = self._kinds[place] = element_kind(message) or "block"
        elif kind == "ref_hash":
            kind = self._kinds.get(place, kind)
        self.by_kind[kind] = self.by_kind.get(kind, 0) + self.wire.length(payload)
