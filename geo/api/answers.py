"""Writing what is served as HTTP: validators, compression and names of files."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from geo.api.problems import NO_SNIFFING
from geo.api.store import Stored
from geo.language import LANGUAGES, Language

NOT_MODIFIED = 304
# Kept by the browser, but asked for again each time: an unchanged answer costs a few bytes (304), and nobody ever sees
# rows from before the last change of the tables beside newer ones.
CACHE_CONTROL = "no-cache"
# A visitor's own tables are nobody else's: no cache may keep them, not the browser's either.
PRIVATE = "private, no-store"


def answer(request: Request, stored: Stored, media_type: str, disposition: str | None = None, *, private: bool = False) -> Response:
    """Answer with a stored body.

    Parameters
    ----------
    request : starlette.requests.Request
        A GET or HEAD.
    stored : Stored
        The body.
    media_type : str
        Its type.
    disposition : str, optional
        What a browser does with it and how the file is called.
    private : bool
        Whether it is for this one visitor only.

    Returns
    -------
    starlette.responses.Response
        200, or 304 where the client has this very body already. The strong ETag is made of the body itself and its
        coding, so that it changes with the tables, with the query, and with whatever a new release writes differently.
    """
    compressed = accepts_gzip(request.headers.getlist("Accept-Encoding"))
    tag = f'"{stored.digest}{"-gzip" if compressed else ""}"'
    headers = {"ETag": tag, "Cache-Control": PRIVATE if private else CACHE_CONTROL, "Vary": "Accept-Encoding", **NO_SNIFFING}
    if matches(request.headers.getlist("If-None-Match"), tag):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    headers |= {"Content-Type": media_type}
    if disposition:
        headers["Content-Disposition"] = disposition
    if compressed:
        return Response(stored.compressed, headers={**headers, "Content-Encoding": "gzip"})
    return Response(stored.plain(), headers=headers)


def accepts_gzip(headers: list[str]) -> bool:
    """Tell whether a client takes gzip (RFC 9110, 12.5.3): it names it, or anything, with a weight above 0.

    Parameters
    ----------
    headers : list of str
        Its ``Accept-Encoding`` headers.

    Returns
    -------
    bool
        False where there is no such header.
    """
    weights: dict[str, float] = {}
    for part in ",".join(headers).split(","):
        coding, _, parameter = part.partition(";")
        weights[coding.strip().lower()] = _weight(parameter)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def accepted_language(headers: list[str]) -> Language:
    """Choose the language a reader likes best (RFC 9110, 12.5.4); English where neither of ours is named.

    Parameters
    ----------
    headers : list of str
        The ``Accept-Language`` headers.

    Returns
    -------
    Language
        The one of the greatest weight; of equal ones, the first.
    """
    best, chosen = 0.0, Language("en")
    for part in ",".join(headers).split(","):
        named, _, parameter = part.partition(";")
        code = named.strip().lower().partition("-")[0]
        known = next((own for own in LANGUAGES if own == code), None)
        if known and (weight := _weight(parameter)) > best:
            best, chosen = weight, Language(known)
    return chosen


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def matches(headers: list[str], tag: str) -> bool:
    """Tell whether a client has a body already (RFC 9110, 13.1.2: If-None-Match compares weakly).

    Parameters
    ----------
    headers : list of str
        Its ``If-None-Match`` headers.
    tag : str
        The body's ETag, in quotes.

    Returns
    -------
    bool
        True where one of its tags is this one, or it names any (``*``).
    """
    tags = [part.strip() for part in ",".join(headers).split(",")]
    return "*" in tags or tag in [part.removeprefix("W/") for part in tags]
