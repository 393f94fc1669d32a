"""Where somebody comes from, as far as it can be known, and which addresses are one mailbox: for counting, never shown."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

#: providers that ignore dots before the @, and names under which they are the same
WITHOUT_DOTS = {"gmail.com"}
SAME = {"googlemail.com": "gmail.com"}
HOUSEHOLD = 64  # bits of an IPv6 address that one connection gets: all below it is one place


def network_of(meta: Mapping[str, str], *, proxies: int) -> str:
    """Return the network from which a request comes: an IPv4 address, or the /64 of an IPv6 address; empty if unknown.

    `proxies` is how many proxies of ours stand before us: each adds one address at the end of X-Forwarded-For, and only
    those are believed. Whatever a visitor writes there stands before them and counts for nothing.
    """
    came = [one.strip() for one in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    place = meta.get("REMOTE_ADDR", "")
    if proxies and len(came) >= proxies:
        place = came[-proxies]
    try:
        found = ip_address(place.strip("[]"))
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, HOUSEHOLD), strict=False))
    return str(found)


def mailbox_of(address: str) -> str:
    """Return one spelling of all addresses that reach the same mailbox; letters go to the address as it was typed."""
    local, _, domain = address.strip().casefold().rpartition("@")
    domain = SAME.get(domain, domain)
    local = local.partition("+")[0] or local
    if domain in WITHOUT_DOTS:
        local = local.replace(".", "")
    return f"{local}@{domain}"
