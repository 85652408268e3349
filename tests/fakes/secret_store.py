"""A SecretStore over a dictionary that may be shared, with the failures of real keychains to switch on."""

import asyncio

from faxviewer.domain.errors import KeychainTrouble


class SecretsInMemory:
    """`keychain` is what outlives the program. `log` tells what was done, in order.

    `broken`: the keychain neither reads nor writes. `longest`: characters of the longest entry.
    `keeps`: it won't delete. `gate`: while cleared, every call hangs, as a locked collection does.
    `set_gate` holds back `set` alone. `setting` is set as soon as a call to `set` has begun.
    """

    def __init__(self, keychain: dict[str, str] | None = None) -> None:
        self.keychain = {} if keychain is None else keychain
        self.memory: dict[str, str] = {}
        self.log: list[str] = []
        self.broken = False
        self.keeps = False
        self.longest = 1_000_000
        self.gate = asyncio.Event()
        self.gate.set()
        self.set_gate = asyncio.Event()
        self.set_gate.set()
        self.setting = asyncio.Event()
        self._durable = True

    @property
    def durable(self) -> bool:
        return self._durable

    async def get(self, name: str) -> str | None:
        await self.gate.wait()
        self.log.append("get")
        if name in self.memory or self.broken:
            return self.memory.get(name)
        return self.keychain.get(name)

    async def set(self, name: str, value: str) -> None:
        self.setting.set()
        await self.gate.wait()
        await self.set_gate.wait()
        self.log.append(f"set {value}")
        if self.broken or len(value) > self.longest:
            self._durable = False
            self.memory[name] = value
        else:
            self.keychain[name] = value

    async def delete(self, name: str) -> None:
        await self.gate.wait()
        self.log.append("delete")
        self.memory.pop(name, None)
        if self.keeps:
            raise KeychainTrouble
        self.keychain.pop(name, None)
