"""What lets a browser in: a token in an address, good for one use, becomes a cookie that no other program sees."""

from __future__ import annotations

import secrets

LENGTH = 24
"""Random bytes."""


class Tokens:
    """The tokens of one start. secret: what the cookie holds; it is never part of an address."""

    def __init__(self) -> None:
        self.secret = secrets.token_urlsafe(LENGTH)
        self._unused: set[str] = set()
        self._used: set[str] = set()

    def issue(self) -> str:
        """A new token, good for one use."""
        token = secrets.token_urlsafe(LENGTH)
        self._unused.add(token)
        return token

    def take(self, given: str) -> bool:
        """Whether a token is good; it is not from now on."""
        token = _among(given, self._unused)
        if token:
            self._unused.discard(token)
            self._used.add(token)
        return bool(token)

    def was_used(self, given: str) -> bool:
        """Whether a token was good and is used up; true once for each, so that a used address is explained only once."""
        token = _among(given, self._used)
        self._used.discard(token)
        return bool(token)

    def is_secret(self, given: str) -> bool:
        """Whether a cookie is the right one."""
        return _equal(given, self.secret)


def _among(given: str, tokens: set[str]) -> str:
    return next((token for token in tokens if _equal(given, token)), "")


def _equal(first: str, second: str) -> bool:
    return secrets.compare_digest(first.encode("utf-8", "replace"), second.encode())
