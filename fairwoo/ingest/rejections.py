"""Why a file that was found is not taken in."""

from __future__ import annotations

from fairwoo.errors import why
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
OWN_WORKSPACE = FindingKind(
    code="own-workspace-left-out",
    level=Level.WARNING,
    nl="{folder} is een werkmap van fairwoo; wat fairwoo daar bewaart, is overgeslagen.",
    en="{folder} is a workspace of fairwoo; what fairwoo keeps there was skipped.",
    do_nl="Zet de werkmap liever buiten de map met dossiers: workspace in fairwoo.toml, of --workspace.",
    do_en="Better put the workspace outside the folder of dossiers: workspace in fairwoo.toml, or --workspace.",
)
OWN_EXPORT = FindingKind(
    code="own-export-left-out",
    level=Level.WARNING,
    nl="In {folder} ligt een export van fairwoo; wat fairwoo daar schreef, is overgeslagen.",
    en="In {folder} lies an export of fairwoo; what fairwoo wrote there was skipped.",
    do_nl="Exporteer liever naar een map buiten de map met dossiers.",
    do_en="Better export to a folder outside the folder of dossiers.",
)
OWN_SETTINGS = FindingKind(
    code="own-settings-left-out",
    level=Level.INFO,
    nl="{file} is overgeslagen: instellingen van fairwoo.",
    en="{file} was skipped: settings of fairwoo.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)
OWN_COPY = FindingKind(
    code="own-copy-left-out",
    level=Level.WARNING,
    nl="{file} is overgeslagen: naar zijn naam een kopie van de catalogus of de attenderingen van fairwoo.",
    en="{file} was skipped: by its name a copy of the catalogue or the alerts of fairwoo.",
    do_nl="Bewaar kopieën buiten de map met dossiers. Hoort het toch bij het dossier, geef het dan een andere naam.",
    do_en="Keep copies outside the folder of dossiers. If it is part of the dossier after all, give it another name.",
)

LINK_OUTSIDE = Text(nl="een koppeling naar iets buiten de map", en="a link to something outside the folder")
LINK_TO_FOLDER = Text(nl="een koppeling naar een map", en="a link to a folder")
LINK_BROKEN = Text(nl="een koppeling naar iets dat er niet is", en="a link to something that is not there")
LINK_TO_OWN = Text(nl="een koppeling naar iets van fairwoo zelf", en="a link to something of fairwoo itself")
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
