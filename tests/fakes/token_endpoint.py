"""A stateful OAuth provider and bearer-checked API on a real loopback socket, whose replies a test can replace."""

import asyncio
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Self
from urllib.parse import parse_qsl, unquote_plus

CLIENT_ID = "APIK-unit"
CLIENT_SECRET = "unit-secret"


@dataclass
class Reply:
    """What to answer: an object becomes JSON, bytes stay. `raw` replaces the whole response; `never` sends nothing."""

    status: int = 200
    body: object = b""
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    never: bool = False

    def encoded(self) -> bytes:
        if self.raw is not None:
            return self.raw
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in (headers | self.headers).items())
        return f"HTTP/1.1 {self.status} Said\r\n{head}\r\n".encode() + body


@dataclass
class Request:
    """What came: the form of a POST, headers with lower-case names."""

    method: str
    target: str
    headers: dict[str, str]
    form: dict[str, str]

    @property
    def credentials(self) -> tuple[str, str]:
        """Client ID and secret out of the Basic header, decoded as RFC 6749, section 2.3.1 has it."""
        pair = b64decode(self.headers["authorization"].removeprefix("Basic ")).decode()
        client_id, _, secret = pair.partition(":")
        return unquote_plus(client_id), unquote_plus(secret)


class TokenEndpoint:
    """`/token` and `/api` of a service. Without a script it behaves as RFC 6749 and the vendor's page say.

    `script` holds replies for the next requests to `/token`; `token_gate` and `api_gate` hold requests
    back while they are cleared.
    """

    def __init__(self, *, rotates: bool = True) -> None:
        self.rotates = rotates
        self.posts: list[Request] = []
        self.asked: list[Request] = []
        self.script: list[Reply | Callable[[Request], Reply]] = []
        self.token_gate = asyncio.Event()
        self.token_gate.set()
        self.api_gate = asyncio.Event()
        self.api_gate.set()
        self.codes: dict[str, tuple[str, str]] = {}
        self.refresh_tokens: set[str] = set()
        self.access_tokens: set[str] = set()
        self.expires_in: object = 3600
        self._numbers = count(1)
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def code_for(self, redirect_uri: str, challenge: str) -> str:
        """What the authorization page would send back after *Allow*."""
        code = f"code-{next(self._numbers)}"
        self.codes[code] = (redirect_uri, challenge)
        return code

    def refresh_token(self) -> str:
        """A refresh token of an earlier sign-in."""
        token = f"refresh-{next(self._numbers)}"
        self.refresh_tokens.add(token)
        return token

    def tokens(self, refresh_token: str | None) -> dict[str, object]:
        """The body of a good reply, the access token accepted from now on."""
        access = f"access-{next(self._numbers)}"
        self.access_tokens.add(access)
        reply = {"access_token": access, "token_type": "bearer", "expires_in": self.expires_in}
        return reply if refresh_token is None else reply | {"refresh_token": refresh_token}

    async def until_posted(self, number: int) -> None:
        """Wait until `number` requests have come to the token endpoint."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.posts) >= number)

    async def until_asked(self, number: int) -> None:
        """Wait until `number` requests have come to the API."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.asked) >= number)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(asyncio.IncompleteReadError, OSError):
                request = await _read(reader)
                reply = await (self._token(request) if request.target == "/token" else self._api(request))
                if reply.never:
                    await asyncio.get_running_loop().create_future()
                writer.write(reply.encoded())
                await writer.drain()
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _token(self, request: Request) -> Reply:
        self.posts.append(request)
        await self._tell()
        await self.token_gate.wait()
        if self.script:
            scripted = self.script.pop(0)
            return scripted if isinstance(scripted, Reply) else scripted(request)
        if request.credentials != (CLIENT_ID, CLIENT_SECRET):
            return Reply(401, {"error": "invalid_client"})
        if request.form["grant_type"] == "authorization_code":
            redirect_uri, challenge = self.codes.pop(request.form["code"], ("", ""))
            verifier = sha256(request.form["code_verifier"].encode()).digest()
            if (
                request.form["redirect_uri"] != redirect_uri
                or urlsafe_b64encode(verifier).rstrip(b"=").decode() != challenge
            ):
                return Reply(400, {"error": "invalid_grant"})
            return Reply(200, self.tokens(self.refresh_token()))
        if (used := request.form["refresh_token"]) not in self.refresh_tokens:
            return Reply(400, {"error": "invalid_grant"})
        if not self.rotates:
            return Reply(200, self.tokens(None))
        self.refresh_tokens.discard(used)
        return Reply(200, self.tokens(self.refresh_token()))

    async def _api(self, request: Request) -> Reply:
        self.asked.append(request)
        await self._tell()
        await self.api_gate.wait()
        if request.headers.get("authorization", "").removeprefix("Bearer ") in self.access_tokens:
            return Reply(200, {"fine": True})
        return Reply(401, {"error": "unauthorized"})

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, dict(parse_qsl(body.decode(), strict_parsing=bool(body))))
