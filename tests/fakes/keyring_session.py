"""A D-Bus session of its own with a real gnome-keyring-daemon in it; nothing of the person's is touched."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

NEEDED = ("dbus-daemon", "gnome-keyring-daemon")
SECRETS = "org.freedesktop.secrets"
PROMPTER = "org.gnome.keyring.SystemPrompter"
_SECONDS = 30.0

# No service folders: nothing is started on demand, so what is on this bus is what a test put there.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""


def missing() -> list[str]:
    """The programs that aren't installed (Debian: dbus-daemon, gnome-keyring)."""
    return [name for name in NEEDED if shutil.which(name) is None]


class KeyringSession:
    """A bus, started at once, and a keyring daemon when asked. `environ` is for the programs that use them."""

    def __init__(self) -> None:
        # Not pytest's folder: the path of a socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="fvkr-"))
        self._daemon: subprocess.Popen[bytes] | None = None
        home, runtime = self.folder / "home", self.folder / "run"
        for place in (home, runtime):
            place.mkdir(mode=0o700)
        socket = self.folder / "bus"
        config = self.folder / "bus.conf"
        config.write_text(_BUS.format(socket=socket))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "GNOME_"))}
        self.environ = kept | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
        }
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND"):
            self.environ.pop(name, None)
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"],
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._bus.stdout is not None
        assert self._bus.stdout.readline(), "the bus did not start"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop_keyring()
        _end(self._bus)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_keyring(self, password: str | None) -> None:
        """Start the daemon, its login collection unlocked (made, the first time) by `password`; None: locked."""
        unlock = [] if password is None else ["--unlock"]
        with self._waiting_for(SECRETS):
            self._daemon = subprocess.Popen(
                ["gnome-keyring-daemon", "--foreground", "--components=secrets", *unlock],
                env=self.environ,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stdin: IO[bytes] | None = self._daemon.stdin
            assert stdin is not None
            with stdin:
                stdin.write((password or "").encode())

    def stop_keyring(self) -> None:
        """End the daemon; what it keeps on its disk stays for the next one."""
        if self._daemon is not None:
            _end(self._daemon)
            self._daemon = None

    @contextmanager
    def mute_prompter(self) -> Iterator[Callable[[], str]]:
        """A password prompt that opens and is never answered: it owns the prompter's name and says nothing.

        Gives what tells the next thing that it was asked.
        """
        from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call

        with self._connection() as bus:
            bus.send_and_get_reply(
                new_method_call(_bus_address(DBusAddress), "RequestName", "su", (PROMPTER, 0)), timeout=_SECONDS
            )

            def asked() -> str:
                while True:
                    message = bus.receive(timeout=_SECONDS)
                    if message.header.message_type is MessageType.method_call:
                        return str(message.header.fields[HeaderFields.member])

            yield asked

    @contextmanager
    def _waiting_for(self, name: str) -> Iterator[None]:
        from jeepney import DBusAddress, MatchRule, new_method_call

        address = _bus_address(DBusAddress)
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        with self._connection() as bus:
            bus.send_and_get_reply(new_method_call(address, "AddMatch", "s", (rule.serialise(),)), timeout=_SECONDS)
            with bus.filter(rule) as signals:
                yield
                bus.recv_until_filtered(signals, timeout=_SECONDS)

    @contextmanager
    def _connection(self):  # type: ignore[no-untyped-def]
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self.environ["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            yield bus


def _bus_address(kind):  # type: ignore[no-untyped-def]
    return kind("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
