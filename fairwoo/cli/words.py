"""click in two languages: commands and options whose help is a `Text`, and Dutch sentences for typing mistakes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from fairwoo.errors import UsageError
from fairwoo.model import Lang, Text

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


class Spoken(NamedTuple):
    """What the root context knows before anything is parsed: the language, and whether the process is there for one command alone."""

    spoken: Lang
    alone: bool = False


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun or verb: 1 dossier, 2 dossiers."""
    return f"{number} {one if number == 1 else many}"


def language(context: click.Context) -> Lang:
    """The language of this command: `--lang`, else what the root context was given."""
    root = context.find_root()
    given = root.params.get("lang") or getattr(root.obj, "spoken", "nl")
    return "en" if given == "en" else "nl"


def _pick(context: click.Context, nl: str, en: str) -> str:
    return en if language(context) == "en" else nl


class Option(click.Option):
    """An option whose help is a `Text`."""

    def __init__(self, *args: Any, about: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """click's record, with the help in the language of the command."""
        self.help = self.about.get(language(ctx))
        return super().get_help_record(ctx)


def option(*names: str, about: Text, **attributes: Any) -> Callable[[Any], Any]:
    """`click.option` with help in two languages."""
    return click.option(*names, cls=Option, about=about, **attributes)


class _Worded(click.Command):
    """Dutch headings around click's own formatting."""

    about: Text

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_pick(ctx, "Gebruik: ", "Usage: "))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = [
            piece for piece in super().collect_usage_pieces(ctx) if not piece.startswith(("[OPTIONS]", "COMMAND", "[COMMAND]"))
        ]
        commands = [_pick(ctx, "OPDRACHT …", "COMMAND …")] if isinstance(self, click.Group) else []
        return [_pick(ctx, "[OPTIES]", "[OPTIONS]"), *pieces, *commands]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.about.get(language(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        with formatter.section(_pick(ctx, "Opties", "Options")):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _pick(ctx, "Toon deze uitleg.", "Show this help.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        raise NotImplementedError  # `Group.format_commands` asks `about` itself, because it knows the language


class Command(_Worded):
    """A command whose help is a `Text`."""

    def __init__(self, *args: Any, about: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about


class Group(_Worded, click.Group):
    """The root command."""

    def __init__(self, *args: Any, about: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """In the order of the pipeline, not of the alphabet."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with the first sentence of their help."""
        lines = []
        for name, command in self.commands.items():
            about: Text | None = getattr(command, "about", None)
            lines.append((name, about.get(language(ctx)).split(". ")[0].rstrip(".") if about else ""))
        with formatter.section(_pick(ctx, "Opdrachten", "Commands")):
            formatter.write_dl(lines)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """click's, with a sentence of ours for an unknown command."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise UsageError(_unknown("opdracht", "command", args[0], list(self.commands)))
        return super().resolve_command(ctx, args)


def _unknown(nl: str, en: str, given: str, known: list[str]) -> Text:
    near = difflib.get_close_matches(given, known, n=1)
    hint_nl = f" Bedoelde je {near[0]}?" if near else " Zie --help."
    hint_en = f" Did you mean {near[0]}?" if near else " See --help."
    return Text(nl=f"De {nl} {given} bestaat niet.{hint_nl}", en=f"There is no {en} {given}.{hint_en}")


def translate(error: click.UsageError) -> Text:
    """A Dutch and an English sentence for click's own usage errors, chosen by their type."""
    context = error.ctx
    param = getattr(error, "param", None)
    name = (param.opts[0] if isinstance(param, click.Option) else getattr(param, "human_readable_name", "")) if param else ""
    if isinstance(error, click.NoSuchOption):
        known = [one for item in (context.command.params if context else []) for one in item.opts]
        return _unknown("optie", "option", error.option_name, known)
    if isinstance(error, click.MissingParameter):
        return Text(nl=f"{name} ontbreekt. Zie --help.", en=f"{name} is missing. See --help.")
    if isinstance(error, click.BadParameter) and param is not None:
        wanted = _expected(param.type)
        return Text(nl=f"De waarde van {name} is niet goed: {wanted.nl}.", en=f"The value of {name} is not right: {wanted.en}.")
    if isinstance(error, click.BadOptionUsage):
        if "does not take" in error.message:
            return Text(
                nl=f"De optie {error.option_name} neemt geen waarde. Zie --help.",
                en=f"The option {error.option_name} takes no value. See --help.",
            )
        return Text(
            nl=f"De optie {error.option_name} wil een waarde. Zie --help.",
            en=f"The option {error.option_name} wants a value. See --help.",
        )
    if extra := _EXTRA.match(error.message):
        return Text(nl=f"{extra[1]} is hier te veel. Zie --help.", en=f"{extra[1]} is too much here. See --help.")
    return Text(nl=f"Zo kan de opdracht niet: {error.message} Zie --help.", en=f"{error.message} See --help.")


def _expected(kind: click.ParamType[Any]) -> Text:
    """What a value of a kind must be."""
    if isinstance(kind, click.Choice):
        choices = ", ".join(map(str, kind.choices))
        return Text(nl=f"kies uit {choices}", en=f"choose from {choices}")
    if isinstance(kind, click.IntRange | click.FloatRange):
        whole = isinstance(kind, click.IntRange)
        nl, en = ("een geheel getal", "a whole number") if whole else ("een getal", "a number")
        if kind.max is None:
            return Text(nl=f"{nl} vanaf {kind.min}", en=f"{en} from {kind.min}")
        return Text(nl=f"{nl} van {kind.min} tot en met {kind.max}", en=f"{en} from {kind.min} to {kind.max}")
    if isinstance(kind, click.Path) and not kind.file_okay:
        there = kind.exists
        return Text(
            nl="een map die bestaat" if there else "een map, geen bestand",
            en="a folder that exists" if there else "a folder, no file",
        )
    known = {
        click.INT.name: Text(nl="een geheel getal", en="a whole number"),
        click.FLOAT.name: Text(nl="een getal", en="a number"),
    }
    return known.get(kind.name, Text(nl="die is hier niet te gebruiken", en="it cannot be used here"))
