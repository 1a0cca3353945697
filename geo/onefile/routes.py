"""The addresses of the one-file map: opened as the stage of a talk, or saved as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import get_args

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
from geo.language import message
from geo.map.frame import SUBJECTS, MapName
from geo.onefile.documents import LAYERS
from geo.onefile.page import one_file
from geo.parameters import Subject
from geo.programme import Programme
from geo.story.story import FaultyStoryError, own_story

HTML = "text/html; charset=utf-8"
OPTIONS = {"layer": tuple(layer.name for layer in LAYERS)}
EVERY_SUBJECT: tuple[Subject, ...] = get_args(Subject)
NO_STORY = message("The story cannot be told: {problem}")

_store = Store()
whenever_replaced(_store.clear)


def create_stage() -> Starlette:
    """Create the stage, to be mounted at ``/stage``.

    Returns
    -------
    starlette.applications.Starlette
        ``/`` opens the map in one file with the check before a talk, ``/file`` saves it; both take the parameters of a page's
        address and ``layer``. Once opened, it asks the server for nothing any more.
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
    try:
        story = own_story(programme)
    except FaultyStoryError as faulty:
        told = {"problem": "; ".join(fault.worded(asked.language) for fault in faulty.faults)}
        raise problems.UnmetError(HTTPStatus.SERVICE_UNAVAILABLE, NO_STORY, told) from None
    today = datetime.now(UTC).date()
    address = str(request.base_url)

    def write() -> bytes:
        return one_file(
            programme, asked.selection, asked.language, layer=_layer(asked), story=story, address=address, check=check, made=today
        )

    if draft:
        return Stored.of(write())
    return _store.get((programme, asked.selection, asked.language, _layer(asked), story, address, check, today), write)
