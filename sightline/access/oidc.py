"""OpenID Connect: asking an organisation's own sign-in who somebody is, and believing only what can be checked.

Code flow with PKCE. Checked: state, nonce, signature (keys from the provider's own address), issuer, audience,
expiry (OpenID Connect Core 3.1.3.7; RFC 7636; RFC 9207). Nothing is asked of anybody unless SIGHTLINE_OIDC_ISSUER is
set. Tokens are read by joserfc; nothing from them is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

ALGORITHMS = ("RS256", "PS256", "ES256")  # signed with a key of the provider's; never "none", never a shared secret
LEEWAY = 60  # seconds that two clocks may differ
PATIENCE = 600  # seconds somebody may take at the provider's page
TIMEOUT = 5  # seconds for one answer
LARGEST = 256 * 1024  # bytes of one answer
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FRESH = 3600  # seconds for which the provider's addresses and keys are remembered


class Values(Protocol):
    """The settings concerned. `oidc_issuer` is "" while it is off."""

    @property
    def oidc_issuer(self) -> str: ...
    @property
    def oidc_client_id(self) -> str: ...
    @property
    def oidc_client_secret(self) -> str: ...


class Refused(Exception):
    """Nobody is signed in. `why`: for the log; `sentence`: for the person, with {name} for the provider's."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(why)
        self.why, self.sentence = why, sentence


UNREACHABLE = "{name} could not be reached. Try again in a few minutes, or sign in with your password."
DECLINED = "{name} did not sign you in. Try again, or sign in with your password."
UNTRUSTED = "The answer from {name} could not be trusted, so nobody was signed in. Start again from this page."
NOBODY = "{name} knows you, but no open account here is yours. Ask your administrator."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, kept in the session of whoever asked until the answer comes, once."""

    state: str
    nonce: str
    verifier: str
    next: str
    at: float


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_remembered: dict[str, tuple[float, dict[str, Any]]] = {}


def is_on(values: Values) -> bool:
    """Whether an organisation's own sign-in was set."""
    return bool(values.oidc_issuer)


def ask(values: Values, *, back: str, next_: str) -> tuple[str, Asked]:
    """The provider's address to go to, and what to remember. Raises Refused when it cannot be reached."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asked = Asked(state, nonce, verifier, next_, time.time())
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).rstrip(b"=").decode()
    facts = {
        "response_type": "code", "client_id": values.oidc_client_id, "redirect_uri": back, "scope": "openid",
        "state": asked.state, "nonce": asked.nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    address = _address(_provider(values), "authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(facts)}", asked


def subject(values: Values, *, asked: Asked | None, answer: dict[str, str], back: str) -> str:
    """Who the provider says it is: the `sub` of its token. Raises Refused for anything that is not as it must be."""
    if asked is None or time.time() - asked.at > PATIENCE:
        raise Refused("not asked, or too long ago", UNTRUSTED)
    if not secrets.compare_digest(asked.state.encode(), answer.get("state", "").encode()):
        raise Refused("state", UNTRUSTED)
    if answer.get("iss", values.oidc_issuer) != values.oidc_issuer:
        raise Refused("answer from another issuer", UNTRUSTED)
    if "error" in answer or "code" not in answer:
        raise Refused("declined by the provider", DECLINED)
    provider = _provider(values)
    token = _token(values, provider, answer["code"], asked.verifier, back)
    return _read(values, provider, token, asked.nonce)


def _token(values: Values, provider: dict[str, Any], code: str, verifier: str, back: str) -> str:
    facts = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {}
    methods = provider.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in methods:
        pair = f"{quote(values.oidc_client_id, safe='')}:{quote(values.oidc_client_secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        facts |= {"client_id": values.oidc_client_id, "client_secret": values.oidc_client_secret}
    found = _fetch(_address(provider, "token_endpoint"), urlencode(facts).encode(), headers).get("id_token")
    if not isinstance(found, str):
        raise Refused("no token", UNTRUSTED)
    return found


def _read(values: Values, provider: dict[str, Any], token: str, nonce: str) -> str:
    from joserfc import jwt
    from joserfc.errors import JoseError

    claims = _signed(provider, token)
    rules = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": values.oidc_issuer},
        aud={"essential": True, "value": values.oidc_client_id},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        rules.validate(claims)
    except JoseError as error:
        raise Refused(f"token: {error.error} {error.description}"[:200], UNTRUSTED) from None
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if len(audience) > 1 and claims.get("azp") != values.oidc_client_id:
        raise Refused("token for several, and not ours", UNTRUSTED)
    return str(claims["sub"])


def _signed(provider: dict[str, Any], token: str) -> dict[str, Any]:
    """What the token says, its signature checked. Keys may have changed since: asked for anew once."""
    from joserfc import jwt  # read at the first sign-in of this kind: many partnerships have none
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    address = _address(provider, "jwks_uri")
    for again in (False, True):
        try:
            keys = KeySet.import_key_set(_known(address, anew=again))  # type: ignore[arg-type]
            return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError, TypeError, KeyError) as error:
            why = type(error).__name__
    raise Refused(f"signature: {why}", UNTRUSTED)


def _provider(values: Values) -> dict[str, Any]:
    """Where the provider's doors are. It must call itself what it was called in the settings."""
    found = _known(values.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != values.oidc_issuer:
        raise Refused("it calls itself by another name", UNTRUSTED)
    return found


def _address(provider: dict[str, Any], name: str) -> str:
    found = provider.get(name)
    if not isinstance(found, str) or not is_safe(found):
        raise Refused(f"no safe {name}", UNTRUSTED)
    return found


def is_safe(address: str) -> bool:
    """Over HTTPS, or on this very machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def _known(address: str, *, anew: bool = False) -> dict[str, Any]:
    at, found = _remembered.get(address, (0.0, {}))
    if anew or time.time() - at > FRESH:
        found = _fetch(address)
        _remembered[address] = (time.time(), found)
    return found


def _fetch(address: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    request = urllib.request.Request(address, data, {"Accept": "application/json", **(headers or {})})  # noqa: S310
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            found = json.loads(answer.read(LARGEST))
    except urllib.error.HTTPError as error:
        sentence = UNREACHABLE if error.code >= 500 else UNTRUSTED
        raise Refused(f"it answered {error.code}", sentence) from None
    except (OSError, ValueError) as error:
        raise Refused(f"not reached: {type(error).__name__}", UNREACHABLE) from None
    if not isinstance(found, dict):
        raise Refused("not an object", UNTRUSTED)
    return found
