"""A passkey device made of software, for tests without a browser: it makes one key and signs what it is asked."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


class Device:
    """One device with one passkey. `verifies`: whether it asks for a finger, a face or a PIN."""

    def __init__(self, origin: str = "http://localhost", *, verifies: bool = True) -> None:
        self.origin, self.verifies = origin, verifies
        self.key, self.id, self.owner = ec.generate_private_key(ec.SECP256R1()), os.urandom(16), ""

    def creates(self, options: dict[str, Any]) -> str:
        """Answer to a request for a new passkey."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        about = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(asked["rp"]["id"], NEW) + about})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": client, "attestationObject": made}, {"credProps": {"rk": True}})

    def signs(self, options: dict[str, Any], rp: str = "localhost") -> str:
        """Answer to a request to sign in."""
        client, data = self._client("webauthn.get", options["publicKey"]["challenge"]), self._data(rp, 0)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._answer(response, {}, owner=self.owner)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, rp: str, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + bytes(4)

    def _answer(self, response: dict[str, bytes], extensions: dict[str, Any], owner: str = "") -> str:
        parts = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": extensions,
                "response": parts | ({"userHandle": owner} if owner else {}),
            }
        )
