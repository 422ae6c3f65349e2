"""An OpenID Connect provider on this machine, for tests: it keeps the rules, and breaks one when told to."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "sightline at fenland", "a secret: with %signs"


class Provider:
    """`says` replaces claims of the next token (None leaves one out); `misbehaves` names what else goes wrong."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.key = RSAKey.generate_key(2048, {"kid": "first"})
        self.published = [self.key]
        self.says: dict[str, Any] = {}
        self.misbehaves = ""
        self.asked: list[str] = []
        self.people: tuple[str, ...] = ()
        self._codes: dict[str, dict[str, str]] = {}

    def signs_in(self, address: str, subject: str) -> str:
        """What the provider's page does when somebody has signed in there: the address to which it sends them back."""
        facts = dict(parse_qsl(urlsplit(address).query))
        assert facts["response_type"] == "code"
        assert facts["client_id"] == CLIENT
        assert facts["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = facts | {"sub": subject}
        return f"{facts['redirect_uri']}?{urlencode({'code': code, 'state': facts['state'], 'iss': self.issuer})}"

    def page(self, address: str) -> str:
        """What a browser is shown: one link for each person who could sign in there."""
        links = "".join(
            f'<p><a href="{html.escape(self.signs_in(address, subject))}">I am {html.escape(subject)}</a></p>'
            for subject in self.people
        )
        head = '<title>Fenland</title><link rel="icon" href="data:,">'
        return f'<!doctype html><html lang="en">{head}<h1>Fenland</h1>{links}</html>'

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": "https://another.example" if self.misbehaves == "another name" else self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": "http://elsewhere.example/token"
            if self.misbehaves == "unsafe"
            else f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def token(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Exchange a code, once, for whoever proves to have asked for it."""
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        facts = self._codes.pop(sent.get("code", ""), None)
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        wanted = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if pair != f"{_quoted(CLIENT)}:{_quoted(SECRET)}":
            return 401, {"error": "invalid_client"}
        if not facts or facts["code_challenge"] != wanted or facts["redirect_uri"] != sent.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        return 200, {"id_token": self._signed(facts), "access_token": "unused", "token_type": "Bearer"}

    def _signed(self, facts: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": facts["sub"], "nonce": facts["nonce"],
            "iat": now, "exp": now + 300,
        }  # fmt: skip
        claims = {name: value for name, value in (claims | self.says).items() if value is not None}
        if self.misbehaves == "none":
            return ".".join(_part(one) for one in ({"alg": "none"}, claims)) + "."
        if self.misbehaves == "shared secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET * 2), algorithms=["HS256"])
        key = RSAKey.generate_key(2048, {"kid": "first"}) if self.misbehaves == "wrong key" else self.key
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, key)


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")


@contextmanager
def provider() -> Iterator[Provider]:
    """One, running until the block ends."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            running.asked.append(self.path)
            if running.misbehaves == "broken":
                self._say(503, {})
            elif self.path == "/keys":
                self._say(200, {"keys": [key.as_dict(private=False) for key in running.published]})
            elif self.path == "/.well-known/openid-configuration":
                self._say(200, running.configuration())
            elif self.path.startswith("/authorize?"):
                self._page(running.page(self.path))
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            running.asked.append(self.path)
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(text).items()}
            self._say(*running.token(sent, self.headers.get("Authorization", "")))

        def _say(self, status: int, what: dict[str, Any]) -> None:
            self._send(status, "application/json", json.dumps(what))

        def _page(self, text: str) -> None:
            self._send(200, "text/html; charset=utf-8", text)

        def _send(self, status: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    running = Provider(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
