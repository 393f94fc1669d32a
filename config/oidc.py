"""Sign-in services (OpenID Connect) that this copy knows, read from one TOML file.

```toml
[marlhaven]                      # a word for the address: /account/oidc/marlhaven/login/
name = "Marlhaven staff sign-in" # on the button
server = "https://login.marlhaven.example"
leads_to = ["https://id.marlhaven.example"] # optional: other hosts through which its sign-in passes
client_id = "flotilla"
secret = "…"                     # or secret_file = "/run/secrets/oidc"
trusts_email = true              # an address that the service confirmed opens the account it belongs to
claim = "assurance"              # optional: where the service says how sure it is …
levels = { substantial = 3, high = 4 } # … and what its values mean (8-trust: 1 e-mail to 4 identity)
bodies = ["marlhaven"]           # … for which bodies (by address); none means none
```
"""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.env import SettingMissing

NEEDED = ("name", "server", "client_id")


def read(path: str) -> list[dict[str, Any]]:
    """Return the services as allauth reads them; none where no file is named."""
    if not path:
        return []
    try:
        services = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as trouble:
        message = f"FLOTILLA_OIDC names {path}, which cannot be read: {trouble}"
        raise SettingMissing(message) from None
    return [_app(code, facts) for code, facts in services.items()]


def _app(code: str, facts: dict[str, Any]) -> dict[str, Any]:
    if missing := [name for name in NEEDED if not facts.get(name)]:
        message = f"FLOTILLA_OIDC: [{code}] lacks {', '.join(missing)}."
        raise SettingMissing(message)
    secret = facts.get("secret", "")
    if file := facts.get("secret_file"):
        secret = Path(file).read_text("utf-8").strip()
    return {
        "provider_id": code,
        "name": facts["name"],
        "client_id": facts["client_id"],
        "secret": secret,
        "settings": {
            "server_url": facts["server"],
            "email_authentication": bool(facts.get("trusts_email")),
            "leads_to": facts.get("leads_to", []),
            "claim": facts.get("claim", ""),
            "levels": facts.get("levels", {}),
            "bodies": facts.get("bodies", []),
        },
    }


def origins(apps: list[dict[str, Any]]) -> list[str]:
    """Return where a form of sign-in may lead, for the security policy."""
    addresses = [
        address
        for app in apps
        for address in (app["settings"]["server_url"], *app["settings"]["leads_to"])
    ]
    parts = [urlsplit(address) for address in addresses]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
