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

from geo import openapi
from geo.api import answers, docs, paging, problems
from geo.api.parameters import DEFAULT_LANGUAGE, Asked, BadParametersError, read
from geo.api.resource import JSON, Resource
from geo.api.resources import RESOURCES, compact
from geo.api.store import Store, Stored
from geo.current import current_programme, standing, whenever_replaced
from geo.drafts import Draft, find
from geo.export import records
from geo.faults import FaultyTables
from geo.language import message
from geo.moments import iso
from geo.programme import Programme
from geo.selection import Selection
from geo.tables import UnusableDataUrlError

VERSION = "/v1"
DRAFTS = "/drafts/{token}"
WARMED = ("/map/links.json", "/summary.json")
A_DAY = 86_400
# Whatever goes wrong is answered in JSON.
ANSWERED = (BadParametersError, FaultyTables, UnusableDataUrlError, problems.UnmetError, HTTPException, Exception)
METHODS = ("GET", "HEAD", "OPTIONS")
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
    routes = [
        Route(base + resource.path, _with_options(_endpoint(resource)), methods=METHODS)
        for base in (VERSION, DRAFTS + VERSION)
        for resource in RESOURCES
    ]
    routes.append(Route(f"{VERSION}/health", _with_options(health), methods=METHODS))
    routes.append(Route(f"{VERSION}/docs", _with_options(documentation), methods=METHODS))
    reading = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=METHODS,
        allow_headers=["If-None-Match"],
        expose_headers=["ETag", "Content-Disposition", "Link", paging.TOTAL],
        max_age=A_DAY,
    )
    api = Starlette(routes=routes, middleware=[reading], exception_handlers=dict.fromkeys(ANSWERED, problems.answer))
    # An address with a slash too many is an unknown one: a redirect would lead out of JSON.
    api.router.redirect_slashes = False
    return api


def _with_options(endpoint: Endpoint) -> Endpoint:
    """Let an address say what can be done with it, and refuse what is larger than it may be."""

    def serve(request: Request) -> Response:
        problems.refuse_oversized(request)
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(METHODS), **problems.NO_SNIFFING})
        return endpoint(request)

    return serve


def documentation(request: Request) -> Response:
    """Answer with the page that describes the API, in the language asked for, or the reader's own."""
    programme = current_programme()
    asked = read(request.query_params.multi_items(), programme, (), {})
    accepted = answers.accepted_language(request.headers.getlist("Accept-Language"))
    language = asked.language if "lang" in request.query_params else accepted

    def write() -> bytes:
        return docs.page(openapi.document(programme, RESOURCES, language), language).encode()

    stored = _store.get((programme, "/docs", language), write)
    answer = answers.answer(request, stored, "text/html; charset=utf-8")
    answer.headers.update(
        {"Content-Security-Policy": docs.POLICY, "Content-Language": language.code, "Vary": "Accept-Encoding, Accept-Language"}
    )
    return answer


def health(_: Request) -> Response:
    """Answer whether tables are loaded: 200 with their version and whether there are newer ones, or 503 with what is wrong."""
    programme, now = current_programme(), standing()
    headers = {"Cache-Control": "no-store", **problems.NO_SNIFFING}
    dated = {"data_dated": iso(now.dated)} if now.dated else {}
    told: dict[str, object] = {"status": "ok", "data_version": programme.version, **dated, "stale": now.trouble is not None}
    if now.trouble:
        faults = sum(1 + fault.more for fault in now.trouble.faults)
        told |= {"stale_since": iso(now.trouble.since), "stale_because": "faults" if faults else "unreachable", "faults": faults}
    return Response(compact(told), headers=headers, media_type=JSON)


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


def _renew() -> None:
    """After other tables took the place of those shown: hold none of the old bodies, and have the first ones ready."""
    _store.clear()
    warm()


whenever_replaced(_renew)


def _endpoint(resource: Resource) -> Endpoint:
    def serve(request: Request) -> Response:
        draft = asked_draft(request)
        programme = draft.programme if draft else current_programme()
        given = request.query_params.multi_items()
        asked = read(given, programme, resource.subjects, resource.options, resource.columns(programme))
        asked = replace(asked, published=draft is None)
        name = request.path_params.get("name", "")
        # Nothing of a visitor's own tables outlives the answer.
        stored = Stored.of(resource.write(programme, asked, name)) if draft else _written(resource, programme, asked, name)
        disposition = _disposition(resource, programme, asked, name)
        answer = answers.answer(request, stored, resource.media_type, disposition, private=draft is not None)
        if resource.by_rows and resource.layer:
            matched = records.number(programme, resource.layer, asked.selection)
            answer.headers.update(paging.headers(resource.path, asked, matched))
        return answer

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
    key = (programme, resource.path, name, rows.selection, tuple(rows.options.items()), language, rows.page)
    return _store.get(key, lambda: resource.write(programme, rows, name))


def _disposition(resource: Resource, programme: Programme, asked: Asked, name: str) -> str | None:
    if resource.name is None:
        return None
    return f'{resource.disposition}; filename="{resource.name(programme, asked, name)}"'
