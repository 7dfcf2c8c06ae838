"""The settings, from strongest to weakest: command-line flags, `FAIRWOO_*` variables, `fairwoo.toml`, defaults. Frozen.

Each front door is handed its own section. Unknown keys are errors. This is the only file that reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from fairwoo.errors import UsageError, why
from fairwoo.model import Lang, Text

CONFIG_NAME = "fairwoo.toml"


class Section(BaseModel):
    """Base of the sections: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class IngestSettings(Section):
    """`[ingest]`: the publisher (name or TOOI code) and licence (URI) to assume where metadata are silent."""

    publisher: str | None = None
    license: str | None = None


class ExtractSettings(Section):
    """`[extract]`: the caps per document (start values of the reliability design, measured on hostile files).

    CPU seconds are `cpu_seconds` + `cpu_seconds_per_page` a page, wall-clock seconds four times that; `memory_mb` is the data memory
    of a worker; `text_mb` the text kept of one document; `nesting` how deep containers are opened; `entries`, `ratio`,
    `member_mb`, `unpacked_mb` what an archive may hold. `images` says whether pages that are images are looked at after the texts
    (redactions, text recognition), `ocr` whether text is recognised on them; `ocr_data` is a folder with data for Tesseract.
    """

    workers: Annotated[int, Field(ge=1, le=64)] = Field(default_factory=lambda: os.cpu_count() or 1)
    cpu_seconds: float = 30.0
    cpu_seconds_per_page: float = 2.0
    memory_mb: int = 2048
    text_mb: int = 50
    nesting: int = 3
    entries: int = 10_000
    ratio: int = 200
    member_mb: int = 512
    unpacked_mb: int = 10_240
    images: bool = True
    ocr: bool = True
    ocr_data: Path | None = None


class MapSettings(Section):
    """`[map]`: where the dossiers will be published, and whom to ask. `base_url` has no trailing slash.

    `persistence_policy` is the address of the page that says how long the addresses stay. `api_url` is the address of the search API
    that the publisher runs, with `openapi.json` below it, and `api_license` the licence (URI) on what that gives. `ark_naan` is the
    publisher's Name Assigning Authority Number (https://arks.org): each dossier and document gets an ARK below `base_url` then.
    """

    base_url: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    contact_url: str | None = None
    persistence_policy: str | None = None
    api_url: str | None = None
    api_license: str | None = None
    ark_naan: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = None


class IndexSettings(Section):
    """`[index]`: the address picks the engine: `tantivy:` (in the workspace) or `opensearch+https://host:9200/prefix`."""

    address: str = "tantivy:"
    username: str | None = None
    password: str | None = None
    ca_certs: str | None = None
    timeout_seconds: float = 10.0


class ServeSettings(Section):
    """`[serve]`: the public site. `name` is what it is called, at the top of each page.

    `theme_css` is a file with a theme of the body's own, `theme_class` the class on `<html>` that it needs. `robots` False keeps search
    engines out (a site for acceptance). `accessibility_statement` and `takedown` (whom to tell of personal data; an e-mail or web
    address) are linked on each page; `security_contact` and `security_expires` fill security.txt. `requests_per_minute` is what the API
    allows one address; `trusted_proxies` (addresses or networks) are those whose `X-Forwarded-For` says who asks; `workers` is how many
    processes draw page images.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    name: Annotated[str, Field(min_length=1, max_length=80)] = "Woo-dossiers"
    theme_css: Path | None = None
    theme_class: str | None = None
    robots: bool = True
    accessibility_statement: str | None = None
    takedown: str | None = None
    security_contact: str | None = None
    security_expires: date | None = None
    requests_per_minute: Annotated[int, Field(ge=1)] = 120
    trusted_proxies: tuple[IPvAnyNetwork, ...] = (IPv4Network("127.0.0.1"), IPv6Network("::1"))
    workers: Annotated[int, Field(ge=1, le=8)] = 1


class MailSettings(Section):
    """`[mail]`: the SMTP server that alerts go out by, and from whom. Without `host` there are no alerts by e-mail."""

    host: str | None = None
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    sender: str | None = None
    username: str | None = None
    password: str | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"


class Settings(BaseSettings):
    """All settings of one command."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="FAIRWOO_", env_nested_delimiter="__")

    workspace: Path = Field(default_factory=lambda: platformdirs.user_data_path("fairwoo", appauthor=False) / "werkmap")
    lang: Lang = "nl"
    ingest: IngestSettings = IngestSettings()
    extract: ExtractSettings = Field(default_factory=ExtractSettings)
    map: MapSettings = MapSettings()
    index: IndexSettings = IndexSettings()
    serve: ServeSettings = ServeSettings()
    mail: MailSettings = MailSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags and environment only; the file is read by `load`, which names it in its errors."""
        return init_settings, env_settings


def load(flags: dict[str, Any], config: Path | None = None) -> Settings:
    """The settings for a command. `flags` is nested like the sections, without the flags that were not given.

    `config` is the file named by the user, else `fairwoo.toml` in the current folder if there is one. Raises UsageError that
    names the file or variable, the key, and what is allowed.
    """
    path = config or Path(CONFIG_NAME)
    from_file = _read(path) if config or path.is_file() else {}
    try:
        _FileSettings.model_validate(from_file)
        from_environment = Settings().model_dump(exclude_unset=True)
        return Settings(**_merge(_merge(from_file, from_environment), flags))
    except ValidationError as error:
        raise _usage_error(error, path if from_file else None) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            Text(
                nl=f"Het instellingenbestand {path} is niet te lezen: {why(error).nl}. Herstel het of wijs met --config een ander aan.",
                en=f"The settings file {path} cannot be read: {why(error).en}. Mend it or name another with --config.",
            )
        ) from error


class _FileSettings(BaseModel):
    """The same keys without the environment, so that a wrong key is known to come from the file."""

    model_config = ConfigDict(extra="forbid")

    workspace: Path | None = None
    lang: Lang | None = None
    ingest: IngestSettings | None = None
    extract: ExtractSettings | None = None
    map: MapSettings | None = None
    index: IndexSettings | None = None
    serve: ServeSettings | None = None
    mail: MailSettings | None = None


def _merge(weak: dict[str, Any], strong: dict[str, Any]) -> dict[str, Any]:
    merged = dict(weak)
    for key, value in strong.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merge(merged[key], value) if both else value
    return merged


def _usage_error(error: ValidationError, path: Path | None) -> UsageError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    source = str(path) if path else "FAIRWOO_*"
    if first["type"] == "extra_forbidden":
        section = first["loc"][0] if len(first["loc"]) > 1 else None
        model = Settings.model_fields[str(section)].annotation if section else Settings
        allowed = ", ".join(getattr(model, "model_fields", {}))
        return UsageError(
            Text(
                nl=f"{source}: de instelling “{key}” bestaat niet. Wel: {allowed}.",
                en=f"{source}: there is no setting “{key}”. There are: {allowed}.",
            )
        )
    wanted = _wanted(first["type"], first.get("ctx", {}), first["msg"])
    return UsageError(
        Text(
            nl=f"{source}: de waarde “{first['input']}” van “{key}” is niet goed: {wanted.nl}.",
            en=f"{source}: the value “{first['input']}” of “{key}” is not right: {wanted.en}.",
        )
    )


def _wanted(kind: str, limits: Mapping[str, Any], english: str) -> Text:
    """What a value had to be, by pydantic's name for what it is not (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    known = {
        "int": Text(nl="het moet een geheel getal zijn", en="it must be a whole number"),
        "float": Text(nl="het moet een getal zijn", en="it must be a number"),
        "bool": Text(nl="kies true of false", en="choose true or false"),
        "date": Text(nl="het moet een datum zijn, zoals 2027-06-30", en="it must be a date, as 2027-06-30"),
        "string": Text(nl="het moet een tekst zijn, tussen aanhalingstekens", en="it must be a text, between quotation marks"),
        "ip": Text(
            nl="het moet een adres of netwerk zijn, zoals 10.0.0.0/8", en="it must be an address or network, as 10.0.0.0/8"
        ),
        "path": Text(nl="het moet een pad zijn, tussen aanhalingstekens", en="it must be a path, between quotation marks"),
    }
    exact = {
        "literal_error": ("kies uit {expected}", "choose from {expected}"),
        "greater_than_equal": ("het moet ten minste {ge} zijn", "it must be at least {ge}"),
        "less_than_equal": ("het mag ten hoogste {le} zijn", "it may be at most {le}"),
        "string_too_short": ("het moet ten minste {min_length} tekens hebben", "it must have at least {min_length} characters"),
        "string_too_long": ("het mag ten hoogste {max_length} tekens hebben", "it may have at most {max_length} characters"),
        "string_pattern_mismatch": ("het past niet op {pattern}", "it does not match {pattern}"),
    }
    if kind in exact:
        nl, en = exact[kind]
        said = {name: str(value).replace(" or ", ", ") for name, value in limits.items()}
        return Text(nl=nl.format(**said), en=en.format(**said))
    return known.get(kind.split("_", maxsplit=1)[0], Text(nl=english, en=english))


def early_language(arguments: list[str]) -> Lang:
    """The language before anything is parsed, for errors of parsing itself: `--lang`, else FAIRWOO_LANG, else Dutch."""
    given = os.environ.get("FAIRWOO_LANG", "nl")
    for number, argument in enumerate(arguments):
        if argument == "--lang" and number + 1 < len(arguments):
            given = arguments[number + 1]
        elif argument.startswith("--lang="):
            given = argument.removeprefix("--lang=")
    return "en" if given == "en" else "nl"
