"""Where the gateway is and how it is spoken to: address, key, proxy, limits of time and of repetition."""

from __future__ import annotations

import ipaddress
import math
import re
import urllib.request
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from ..errors import bad_option

__all__ = ["Gateway", "create_gateway"]


@dataclass(frozen=True)
class Secret:
    """A key that does not show when something around it is printed."""

    value: str

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True)
class Gateway:
    """What every request needs to know."""

    base: str
    """Scheme, host and path without a slash at the end; the API is below it at ``/api/v1``."""
    key: Secret | None
    timeout: float
    """Seconds a request may take, its answer included."""
    retries: int
    proxy: str | None

    @property
    def is_tls(self) -> bool:
        """Whether the connection is encrypted."""
        return self.base.startswith("https:")

    @property
    def socket_base(self) -> str:
        """The same place for WebSockets."""
        return "ws" + self.base.removeprefix("http")

    def headers(self) -> list[tuple[str, str]]:
        """What goes with every request. Unpacked answers only: a small one cannot become a huge one."""
        common = [("Accept", "*/*"), ("Accept-Encoding", "identity")]
        return common if self.key is None else [*common, self.authorization(self.key)]

    @staticmethod
    def authorization(key: Secret) -> tuple[str, str]:
        """The header that carries the key."""
        return ("Authorization", f"Bearer {key.value}")


def create_gateway(base_url: str, *, api_key: str | None, timeout: float, retries: int) -> Gateway:
    """Check the options of a client; raises CLIENT_OPTION_INVALID."""
    # What a header cannot carry would be quoted, key and all, in the error of whoever sends it.
    if api_key is not None and not re.fullmatch(r"[\x21-\x7e]+", api_key):
        raise bad_option("api_key", "has to be printable ASCII without spaces")
    if not (timeout > 0 and math.isfinite(timeout)):
        raise bad_option("timeout", "has to be a number of seconds above 0")
    if retries < 0:
        raise bad_option("retries", "has to be a whole number from 0")
    url = parsed(base_url)
    base = f"{url.scheme}://{url.netloc}{url.path.rstrip('/').removesuffix('/api/v1')}"
    return Gateway(base, None if api_key is None else Secret(api_key), timeout, retries, proxy(url))


def parsed(base_url: str) -> SplitResult:
    """Take an address apart, and refuse one that cannot be a gateway's."""
    example = "such as http://localhost:3000"
    try:
        url = urlsplit(base_url)
        port_is_known = url.port is None or url.port > 0
    except ValueError:
        port_is_known = False
        url = urlsplit("")
    if not (url.scheme in {"http", "https"} and url.hostname and port_is_known):
        raise bad_option("base_url", f"has to be an http:// or https:// address, {example}")
    # Neither is quoted: they may hold a password.
    if "@" in url.netloc:
        raise bad_option("base_url", "may hold no user name or password; use api_key")
    if url.query or url.fragment or not re.fullmatch(r"[\x21-\x7e]+", base_url):
        raise bad_option("base_url", "may have no query, no fragment, and printable ASCII only")
    return url


def proxy(url: SplitResult) -> str | None:
    """Find the proxy that the environment names for an address.

    Never one for a gateway on this machine: no proxy could reach it, and what is asked of it and the
    key would go over the network to whoever runs the proxy.
    """
    host = url.hostname or ""
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return None
    named = urllib.request.getproxies()
    found = named.get(url.scheme) or named.get("all")
    if found is None:
        return None
    found = found if "://" in found else f"http://{found}"
    if not found.startswith(("http://", "https://")):
        raise bad_option("base_url", f"the proxy for {host} is none of HTTP; name it in NO_PROXY")
    return found


def is_loopback(host: str) -> bool:
    """Tell whether a name or an address can only be this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
