"""The addresses of the API as a Starlette application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.api import answers, problems
from geo.api.parameters import DEFAULT_LANGUAGE, LONGEST_QUERY_STRING, Asked, BadParametersError, read
from geo.api.resource import JSON, Resource
from geo.api.resources import RESOURCES, compact
from geo.api.store import Store, Stored
from geo.current import current_programme
from geo.drafts import Draft, find
from geo.faults import FaultyTables
from geo.language import message
from geo.programme import Programme
from geo.selection import Selection
from geo.tables import UnusableDataUrlError

VERSION = "/v1"
DRAFTS = "/drafts/{token}"
WARMED = ("/map/links.json", "/summary.json")
A_DAY = 86_400
NO_DRAFT = message("These tables of your own are no longer shown. Bring them again on the page they came from.")
Endpoint = Callable[[Request], Response]

_store = Store()


def create_api() -> Starlette:
    """Create the API, to be mounted at ``/api``.

    Returns
    -------
    starlette.applications.Starlette
        An ASGI application that can be read from anywhere (CORS), answers in JSON whatever goes wrong, and writes
        bodies in worker threads, so that pages stay responsive meanwhile.
    """
    routes = [Route(base + resource.path, _endpoint(resource)) for base in (VERSION, DRAFTS + VERSION) for resource in RESOURCES]
    routes.append(Route(f"{VERSION}/health", health))
    raised = (BadParametersError, FaultyTables, UnusableDataUrlError, problems.UnmetError, HTTPException, Exception)
    reading = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match"],
        expose_headers=["ETag", "Content-Disposition"],
        max_age=A_DAY,
    )
    api = Starlette(routes=routes, middleware=[reading], exception_handlers=dict.fromkeys(raised, problems.answer))
    # An address with a slash too many is an unknown one: a redirect would lead out of JSON.
    api.router.redirect_slashes = False
    return api


def health(_: Request) -> Response:
    """Answer whether the tables are loaded: 200 with their version, or 503 with what is wrong."""
    programme = current_programme()
    headers = {"Cache-Control": "no-store", **problems.NO_SNIFFING}
    return Response(compact({"status": "ok", "data_version": programme.version}), headers=headers, media_type=JSON)


def warm() -> None:
    """Load the programme and write what every first visit asks for.

    Raises
    ------
    FaultyTables, geo.tables.UnusableDataUrlError
        As `geo.current.current_programme`.
    """
    programme = current_programme()
    nothing_asked = Asked(Selection(), {}, DEFAULT_LANGUAGE)
    for resource in RESOURCES:
        if resource.path in WARMED:
            _written(resource, programme, nothing_asked, "")


def _endpoint(resource: Resource) -> Endpoint:
    def serve(request: Request) -> Response:
        if len(request.url.query) > LONGEST_QUERY_STRING:
            limit = {"allowed": LONGEST_QUERY_STRING}
            raise problems.UnmetError(HTTPStatus.REQUEST_URI_TOO_LONG, problems.TOO_LONG, limit)
        draft = asked_draft(request)
        programme = draft.programme if draft else current_programme()
        asked = read(request.query_params.multi_items(), programme, resource.subjects, resource.options)
        name = request.path_params.get("name", "")
        # Nothing of a visitor's own tables outlives the answer.
        stored = Stored.of(resource.write(programme, asked, name)) if draft else _written(resource, programme, asked, name)
        disposition = _disposition(resource, programme, asked, name)
        return answers.answer(request, stored, resource.media_type, disposition, private=draft is not None)

    return serve


def asked_draft(request: Request) -> Draft | None:
    """Find the visitor's own tables an address names.

    Parameters
    ----------
    request : starlette.requests.Request
        Any; with ``token`` in its path where it is about a draft.

    Returns
    -------
    Draft or None
        None where it is about the published tables.

    Raises
    ------
    geo.api.problems.UnmetError
        404 if nobody holds the draft any more.
    """
    token = request.path_params.get("token")
    if token is None:
        return None
    draft = find(token)
    if draft is None:
        raise problems.UnmetError(HTTPStatus.NOT_FOUND, NO_DRAFT)
    return draft


def _written(resource: Resource, programme: Programme, asked: Asked, name: str) -> Stored:
    # An open detail changes no row: it must neither show in the file nor fill the store.
    rows = replace(asked, selection=asked.selection.without("sel"))
    language = rows.language if resource.worded else None
    key = (programme, resource.path, name, rows.selection, tuple(rows.options.items()), language)
    return _store.get(key, lambda: resource.write(programme, rows, name))


def _disposition(resource: Resource, programme: Programme, asked: Asked, name: str) -> str | None:
    if resource.name is None:
        return None
    return f'{resource.disposition}; filename="{resource.name(programme, asked, name)}"'
