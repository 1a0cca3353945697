"""The addresses of the one-file map: opened as the stage of a talk, or saved as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.api import answers, problems
from geo.api.parameters import Asked, read
from geo.api.routes import ANSWERED, DRAFTS, asked_draft
from geo.api.store import Store, Stored
from geo.current import current_programme, whenever_replaced
from geo.drafts import Draft
from geo.export.names import file_name
from geo.map.frame import SUBJECTS, MapName
from geo.moments import today
from geo.onefile.documents import LAYERS
from geo.onefile.page import one_file
from geo.parameters import Subject
from geo.programme import Programme
from geo.story.story import FaultyStoryError, Story, own_story

HTML = "text/html; charset=utf-8"
OPTIONS = {"layer": tuple(layer.name for layer in LAYERS)}
EVERY_SUBJECT: tuple[Subject, ...] = get_args(Subject)
# Where the app shows each map, relative to its own address.
PAGES: Mapping[MapName, str] = {"links": "", "installations": "installations", "dominoes": "dominoes"}

_store = Store()
whenever_replaced(_store.clear)


def create_stage() -> Starlette:
    """Create the stage, to be mounted at ``/stage``.

    Returns
    -------
    starlette.applications.Starlette
        ``/`` opens the map in one file with the check before a talk, ``/file`` saves it; both take the parameters of a page's
        address and ``layer``. Once opened, it asks the server for nothing any more. A faulty story takes the steps away, never
        the map; the stage tells what is wrong with it.
    """
    served = {"/": _opened, "/file": _saved}
    routes = [Route(base + path, endpoint) for base in ("", DRAFTS) for path, endpoint in served.items()]
    stage = Starlette(routes=routes, exception_handlers=dict.fromkeys(ANSWERED, problems.answer))
    stage.router.redirect_slashes = False
    return stage


def _opened(request: Request) -> Response:
    draft, programme, asked = _asked(request)
    return answers.answer(request, _written(draft, programme, asked, request, check=True), HTML, private=draft is not None)


def _saved(request: Request) -> Response:
    draft, programme, asked = _asked(request)
    named = f"map-{file_name(programme, SUBJECTS[_layer(asked)], asked.selection, 'html')}"
    stored = _written(draft, programme, asked, request, check=False)
    return answers.answer(request, stored, HTML, f'attachment; filename="{named}"', private=draft is not None)


def _asked(request: Request) -> tuple[Draft | None, Programme, Asked]:
    problems.refuse_oversized(request)
    draft = asked_draft(request)
    programme = draft.programme if draft else current_programme()
    return draft, programme, read(request.query_params.multi_items(), programme, EVERY_SUBJECT, OPTIONS)


def _layer(asked: Asked) -> MapName:
    return next((layer.name for layer in LAYERS if layer.name == asked.options.get("layer")), LAYERS[0].name)


def _written(draft: Draft | None, programme: Programme, asked: Asked, request: Request, *, check: bool) -> Stored:
    story, troubles = _story(programme, asked) if check else (_story(programme, asked)[0], ())
    made, layer = today(), _layer(asked)
    opens_with_check = check and not troubles
    address = f"{request.base_url}{PAGES[layer]}?{_query(asked)}"

    def write() -> bytes:
        return one_file(
            programme, asked.selection, asked.language,
            layer=layer, story=story, address=address, check=opens_with_check, troubles=troubles, made=made,
        )  # fmt: skip

    if draft:
        return Stored.of(write())
    return _store.get((programme, asked.selection, asked.language, layer, story, troubles, address, opens_with_check, made), write)


def _story(programme: Programme, asked: Asked) -> tuple[Story | None, tuple[str, ...]]:
    """Read the steps, or say what is wrong with them."""
    try:
        return own_story(programme), ()
    except FaultyStoryError as faulty:
        return None, tuple(fault.worded(asked.language) for fault in faulty.faults)


def _query(asked: Asked) -> str:
    return urlencode({**asked.selection.parameters(), "lang": [asked.language.code]}, doseq=True)
