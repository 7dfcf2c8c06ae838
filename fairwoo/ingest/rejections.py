"""Why a file that was found is not taken in."""

from __future__ import annotations

from fairwoo.model import DeliveredFile, FileFate, FindingKind, Level, Place, Text

FROM_SYSTEM = FindingKind(
    code="file-from-system",
    level=Level.INFO,
    nl="{file} is overgeslagen: {what}.",
    en="{file} was skipped: {what_en}.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)
EMPTY = FindingKind(
    code="file-empty",
    level=Level.WARNING,
    nl="{file} is leeg (0 bytes).",
    en="{file} is empty (0 bytes).",
    do_nl="Lever het bestand opnieuw aan, of haal het weg.",
    do_en="Deliver the file again, or take it away.",
)
UNREADABLE = FindingKind(
    code="file-unreadable",
    level=Level.ERROR,
    nl="{file} is niet te openen ({reason}).",
    en="{file} cannot be opened ({reason_en}).",
    do_nl="Sluit het programma dat het open heeft of vraag leesrechten, en draai opnieuw.",
    do_en="Close the program that has it open or ask for the right to read it, and run again.",
)
NOT_A_FILE = FindingKind(
    code="file-special",
    level=Level.WARNING,
    nl="{file} is geen gewoon bestand maar {what}, en is niet gevolgd.",
    en="{file} is no ordinary file but {what_en}, and was not followed.",
    do_nl="Zet het bestand zelf in de map.",
    do_en="Put the file itself in the folder.",
)
NAME_UNREADABLE = FindingKind(
    code="file-name-unreadable",
    level=Level.ERROR,
    nl="De naam van {file} bevat tekens die niet te lezen zijn; het bestand is niet opgenomen.",
    en="The name of {file} holds characters that cannot be read; the file was not taken in.",
    do_nl="Geef het bestand of de map een andere naam en draai opnieuw.",
    do_en="Rename the file or folder and run again.",
)
LOOSE = FindingKind(
    code="file-loose-in-collection",
    level=Level.WARNING,
    nl="{file} ligt los tussen de dossiermappen en hoort bij geen enkel dossier.",
    en="{file} lies loose among the folders of dossiers and belongs to none of them.",
    do_nl="Zet het bestand in de map van het dossier waar het bij hoort.",
    do_en="Put the file in the folder of the dossier it belongs to.",
)
ACCOMPANYING = FindingKind(
    code="file-accompanies-collection",
    level=Level.INFO,
    nl="{file} is een leeswijzer bij de dossiermappen en is overgeslagen.",
    en="{file} is a read-me beside the folders of dossiers, and was skipped.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)

LINK_OUTSIDE = Text(nl="een koppeling naar iets buiten de map", en="a link to something outside the folder")
LINK_TO_FOLDER = Text(nl="een koppeling naar een map", en="a link to a folder")
LINK_BROKEN = Text(nl="een koppeling naar iets dat er niet is", en="a link to something that is not there")
DEVICE = Text(nl="een apparaat, pijp of socket", en="a device, pipe or socket")


def rejected(path: str, kind: FindingKind, size: int = 0, **values: object) -> DeliveredFile:
    """The file with its fate and the reason: `kind`, filled from `values` and, as `file`, the path."""
    return DeliveredFile(path=path, size=size, fate=FileFate.REJECTED, reason=kind.at(Place(file=path), file=path, **values))


def not_a_file(path: str, what: Text) -> DeliveredFile:
    """The rejection of something that is no ordinary file."""
    return rejected(path, NOT_A_FILE, what=what.nl, what_en=what.en)


def unreadable(path: str, error: OSError, size: int = 0) -> DeliveredFile:
    """The rejection of a file or folder that the system does not give."""
    reason = why(error)
    return rejected(path, UNREADABLE, size, reason=reason.nl, reason_en=reason.en)


def why(error: OSError) -> Text:
    """What the system says, in plain words where the case is common."""
    english = error.strerror or type(error).__name__
    if isinstance(error, FileNotFoundError):
        return Text(nl="het bestaat niet", en=english)
    if isinstance(error, PermissionError):
        return Text(nl="je hebt geen leesrecht, of het is in gebruik", en=english)
    return Text(nl=english, en=english)
