"""Answers to requests that cannot be met: JSON as RFC 9457 has it, saying what is wrong and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from geo import faults
from geo.api.parameters import LONGEST_QUERY_STRING, BadParametersError, language_of
from geo.faults import FaultyTables
from geo.language import Language, message
from geo.parameters import Notice
from geo.store.source import OutOfReachError
from geo.tables import UnusableDataUrlError

MEDIA_TYPE = "application/problem+json"
NO_SNIFFING = {"X-Content-Type-Options": "nosniff"}
RETRY_AFTER_SECONDS = 5
FAULT_KEYS = ("file", "row", "column", "value", "broken", "remedy", "rule")

NOT_UNDERSTOOD = message("The address says something that is not understood, so it is not answered.")
NOT_FOUND = message("Nothing is served at this address. /api/v1/openapi.json lists what there is.")
NOT_SUPPORTED = message("This address can only be read: GET or HEAD.")
TOO_LONG = message("The address has more than {allowed} characters after the question mark.")
NO_CONTENT = message("This address takes no content.")
FAULTY = message("The tables break rules, so that nothing is served until they are mended.")
ROUTER_TEXTS = {HTTPStatus.NOT_FOUND: NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED: NOT_SUPPORTED}
BROKEN = message("Something went wrong in the server. It has been written to its log.")


class UnmetError(Exception):
    """A request that cannot be met.

    Parameters
    ----------
    status : http.HTTPStatus
        What to answer.
    text : str
        A message id.
    parameters : mapping of str to object
        What stands in for names in the text.
    """

    def __init__(self, status: HTTPStatus, text: str, parameters: Mapping[str, object] | None = None) -> None:
        self.status = status
        self.text = text
        self.parameters = dict(parameters or {})
        super().__init__(text)


def holds_content(headers: Headers) -> bool:
    """Tell whether a request sends content along."""
    return headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in headers


def refuse_oversized(request: Request) -> None:
    """Refuse a request that is larger than it may be, before anything of it is read.

    Parameters
    ----------
    request : starlette.requests.Request
        A GET, HEAD or OPTIONS.

    Raises
    ------
    UnmetError
        414 if its address is too long, 413 if it sends content along.
    """
    if len(request.url.query) > LONGEST_QUERY_STRING:
        raise UnmetError(HTTPStatus.REQUEST_URI_TOO_LONG, TOO_LONG, {"allowed": LONGEST_QUERY_STRING})
    if holds_content(request.headers):
        raise UnmetError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, NO_CONTENT)


def problem(
    status: HTTPStatus,
    detail: str,
    language: Language,
    members: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write a problem.

    Parameters
    ----------
    status : http.HTTPStatus
        Status of the answer.
    detail : str
        What is wrong, in the reader's language.
    language : Language
        That language.
    members : mapping of str to object, optional
        Further members of the JSON object.
    headers : mapping of str to str, optional
        Further headers.

    Returns
    -------
    starlette.responses.Response
        Never kept by anyone: what is wrong now may be right in a moment.
    """
    document = {"title": status.phrase, "status": status.value, "detail": detail, **(members or {})}
    return Response(
        json.dumps(document, ensure_ascii=False).encode(),
        status.value,
        {"Cache-Control": "no-store", "Content-Language": language.code, **NO_SNIFFING, **(headers or {})},
        MEDIA_TYPE,
    )


def answer(request: Request, error: Exception) -> Response:
    """Answer a request that raised an error.

    Parameters
    ----------
    request : starlette.requests.Request
        The request; its ``lang`` chooses the language.
    error : Exception
        What was raised.

    Returns
    -------
    starlette.responses.Response
        400 naming each parameter, its value, what is allowed and what of that is nearest; 503 with every fault of the
        tables; what an endpoint or the router refuses; 500 for anything else, without a word about the inside: the server logs
        the traceback.
    """
    language = language_of(request.query_params.multi_items())
    match error:
        case BadParametersError():
            errors = [_error(notice, language) for notice in error.notices]
            return problem(HTTPStatus.BAD_REQUEST, language.text(NOT_UNDERSTOOD), language, {"errors": errors})
        case FaultyTables():
            listed = _faults(error, language)
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, language.text(FAULTY), language, {"faults": listed})
        case OutOfReachError():
            again = {"Retry-After": str(RETRY_AFTER_SECONDS)}
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, error.text(language), language, headers=again)
        case UnusableDataUrlError():
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, error.text(language), language)
        case UnmetError():
            return problem(error.status, language.text(error.text, **error.parameters), language)
        case HTTPException():
            status = HTTPStatus(error.status_code)
            text = ROUTER_TEXTS.get(status, error.detail)
            return problem(status, language.text(text), language, headers=error.headers)
        case _:
            return problem(HTTPStatus.INTERNAL_SERVER_ERROR, language.text(BROKEN), language)


def _error(notice: Notice, language: Language) -> dict[str, str]:
    return {
        "parameter": notice.parameter,
        "value": notice.value,
        "allowed": notice.allowed,
        "nearest": ", ".join(notice.nearest),
        "message": notice.worded(language),
    }


def _faults(faulty: FaultyTables, language: Language) -> list[dict[str, object]]:
    worded = zip(faulty.faults, faults.rows(faulty.faults, language), strict=True)
    return [{**dict(zip(FAULT_KEYS, cells, strict=True)), "row": fault.row} for fault, cells in worded]
