"""What stands in the links of mails: which subscription, for what, and a signature that nobody else can make (128 bits).

Nothing of it is kept: a link is checked with the secret of this site. One to confirm does not stop, and the other way round.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

_HANDLE, _SIGNATURE = 16, 16  # bytes


def token(secret: bytes, purpose: str, handle: bytes) -> str:
    """43 characters that are safe in an address."""
    return base64.urlsafe_b64encode(handle + _signature(secret, purpose, handle)).rstrip(b"=").decode("ascii")


def handle_of(secret: bytes, purpose: str, text: str) -> bytes | None:
    """The handle in a token that was made for this purpose here, else None."""
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=", altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    handle, signature = raw[:_HANDLE], raw[_HANDLE:]
    return handle if hmac.compare_digest(signature, _signature(secret, purpose, handle)) else None


def pseudonym(secret: bytes, kind: str, who: str) -> bytes:
    """What stands for an address or a visitor where only has to be known whether it is the same one as before."""
    return _signature(secret, f"who:{kind}", who.encode("utf-8", "replace"))


def _signature(secret: bytes, purpose: str, message: bytes) -> bytes:
    return hmac.digest(secret, purpose.encode("ascii") + b"\0" + message, hashlib.sha256)[:_SIGNATURE]
