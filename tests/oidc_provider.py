"""A small, real OpenID provider on loopback, for tests: discovery, keys, codes with PKCE, tokens, who somebody is."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "flotilla", "a secret of the test"


class Provider(ThreadingHTTPServer):
    """Signs in whoever `claims` says, without asking."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class Door(BaseHTTPRequestHandler):
    """What the provider answers."""

    server: Provider

    def do_GET(self) -> None:
        """Discovery, keys, sign-in, who somebody is."""
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/openid-configuration":
            self._say(self._discovery())
        elif parts.path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key(), as_dict=True)
            self._say({"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]})
        elif parts.path == "/authorize":
            self._authorize({name: values[0] for name, values in parse_qs(parts.query).items()})
        elif parts.path == "/who":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            known = token in self.server.tokens
            self._say(
                self.server.claims if known else {"error": "invalid_token"}, 200 if known else 401
            )
        else:
            self._say({"error": "not found"}, 404)

    def do_POST(self) -> None:
        """Give tokens for a code, once, to who began."""
        length = int(self.headers.get("Content-Length", "0"))
        sent = {
            name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()
        }
        asked = self.server.codes.pop(sent.get("code", ""), None)
        verifier = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != sent.get("redirect_uri")
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET)
        ):
            self._say({"error": "invalid_grant"}, 400)
            return
        token = secrets.token_urlsafe()
        self.server.tokens.add(token)
        self._say(
            {"access_token": token, "token_type": "Bearer", "id_token": self._id_token(asked)}
        )

    def _discovery(self) -> dict[str, Any]:
        url = self.server.url
        return {
            "issuer": url,
            "authorization_endpoint": f"{url}/authorize",
            "token_endpoint": f"{url}/token",
            "userinfo_endpoint": f"{url}/who",
            "jwks_uri": f"{url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _authorize(self, asked: dict[str, str]) -> None:
        if asked.get("client_id") != CLIENT or asked.get("code_challenge_method") != "S256":
            self._say({"error": "invalid_request"}, 400)
            return
        code = secrets.token_urlsafe()
        self.server.codes[code] = asked
        self.send_response(302)
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        facts = {"iss": self.server.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        if "nonce" in asked:
            facts["nonce"] = asked["nonce"]
        return jwt.encode(
            {**self.server.claims, **facts}, self.server.key, "RS256", headers={"kid": "one"}
        )

    def _say(self, answer: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_facts: Any) -> None:
        """Be quiet."""


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider while the test lasts."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
