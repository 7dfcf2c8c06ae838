"""The door: reports of whole dossiers, and what no change of a dossier may do to its score (fair.md E2, E7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import check as door
from fairwoo import discover, rules
from fairwoo.check import check
from fairwoo.errors import UsageError
from fairwoo.model import Report, Verdict
from tests.check.made import DUTCH, evidence, good_dossier, page, pdf, poor_dossier

METRICS = [
    *(f"F{n}" for n in range(1, 6)),
    *(f"A{n}" for n in range(1, 5)),
    *(f"I{n}" for n in range(1, 5)),
    *(f"R{n}" for n in range(1, 6)),
]


def test_eighteen_metrics_in_order_each_with_a_file_and_a_rule():
    assert [metric.id for metric in door.known_metrics()] == METRICS == list(rules.load().metrics)
    files = discover.names(door.SHELF)
    assert sorted(name.split("_")[0].upper() for name in files) == sorted(METRICS)
    for metric in door.known_metrics():
        assert metric.principle == metric.id[0]
        assert metric.title.nl
        assert metric.source


def test_a_report_of_everything():
    report = check(good_dossier())
    assert [outcome.metric for outcome in report.outcomes] == METRICS
    assert report.rules == door.rules_version()
    assert report.publisher.endswith("/gemeente/gm0055")
    assert sum(outcome.weight for outcome in report.outcomes) == 100
    for outcome in report.outcomes:
        assert outcome.evidence, outcome.metric
        assert (outcome.score is None) == (outcome.verdict in {Verdict.NOT_APPLICABLE, Verdict.NOT_MEASURED})
        assert all(line.text.nl and line.text.en for line in outcome.evidence)


def test_the_two_ends_of_the_scale():
    """fair.md E6.6: what Woogle calls the absolute minimum scores 35 at most, its fair example 85 at least."""
    good, poor = check(good_dossier()), check(poor_dossier())
    assert good.total >= 85
    assert poor.total <= 35
    assert poor.caps == ("scan-only",)
    assert good.caps == ()


def test_chosen_metrics_and_their_total():
    report = check(good_dossier(), ["r3", "F3", "i1_text_on_page"])
    assert [outcome.metric for outcome in report.outcomes] == ["F3", "I1", "R3"]
    assert report.principles["A"] is None
    assert report.total == 100
    assert check(evidence(), ["A1"]).total == 0


def test_an_unknown_metric_is_a_wrong_option_that_names_what_there_is():
    with pytest.raises(UsageError, match="X9"):
        check(evidence(), ["X9"])


def test_same_evidence_same_bytes():
    assert check(good_dossier()).model_dump_json() == check(good_dossier()).model_dump_json()
    assert Report.model_validate_json(check(poor_dossier()).model_dump_json()) == check(poor_dossier())


def test_an_empty_dossier_is_measured_without_trouble():
    report = check(evidence())
    assert 0 < report.total < 35


def test_caps_bound_both_figures():
    report = check(poor_dossier())
    assert report.total <= 40
    assert report.arithmetic <= 40


# -- what may not be gamed ---------------------------------------------------------------------------------------------------


def doubled(found):
    """Every file delivered twice, under another name."""
    twins = tuple(one.model_copy(update={"id": f"{one.id}-2", "path": f"kopie/{one.path}"}) for one in found.dossier.documents)
    dossier = found.dossier.model_copy(update={"documents": (*found.dossier.documents, *twins)})
    read = found.extractions | {f"{name}-2": extraction for name, extraction in found.extractions.items()}
    return found.model_copy(update={"dossier": dossier, "extractions": read})


@pytest.mark.parametrize("make", [good_dossier, poor_dossier])
def test_more_copies_change_nothing(make):
    assert [each.score for each in check(doubled(make())).outcomes] == [each.score for each in check(make()).outcomes]


def test_pages_cut_loose_do_not_make_more_separate_documents():
    whole = good_dossier()
    parts = [one for one in whole.dossier.documents if one.id in {"klimrek", "zwembad", "hek"}]
    more = tuple(parts[0].model_copy(update={"id": f"p{n}", "sha256": f"{n:064}", "path": f"p{n}.pdf"}) for n in range(30))
    dossier = whole.dossier.model_copy(update={"documents": (*whole.dossier.documents, *more)})
    a3 = next(each for each in check(whole.model_copy(update={"dossier": dossier})).outcomes if each.metric == "A3")
    assert a3.score == 1


def test_a_hidden_text_layer_of_noise_gains_nothing():
    noise = page("qzx wvk jjq " * 60, image_cover=1.0)
    poor = poor_dossier()
    noisy = poor.model_copy(update={"extractions": {name: pdf(*[noise] * 40) for name in poor.extractions}})
    scores = {each.metric: each.score for each in check(noisy).outcomes}
    assert scores["I1"] == scores["I2"] == 0


def test_what_fairwoo_recognised_and_described_gains_nothing():
    from fairwoo.model import Description, PageBy

    poor = poor_dossier()
    ours = page(DUTCH, image_cover=1.0, by=PageBy.OCR)
    read = {name: each.model_copy(update={"pages": (ours,) * 40}) for name, each in poor.extractions.items()}
    made = Description(standard="dcat", file_name="dcat.ttl", media_type="text/turtle", content="x")
    assert check(poor.model_copy(update={"extractions": read, "descriptions": (made,)})).total == check(poor).total


# -- better never scores less ------------------------------------------------------------------------------------------------

LOSSES = {
    "facts": lambda found, names: found.model_copy(
        update={
            "facts": tuple(each for each in found.facts if each.property not in names),
            "dossier": found.dossier.model_copy(update=dict.fromkeys(names)),
        }
    ),
    "pages": lambda found, count: found.model_copy(
        update={
            "extractions": found.extractions
            | {
                name: each.model_copy(update={"pages": tuple(page("", number=n, image_cover=1.0) for n in range(1, count + 2))})
                for name, each in found.extractions.items()
                if name != "inventaris"
            }
        }
    ),
    "properties": lambda found, names: found.model_copy(
        update={
            "extractions": {
                name: each.model_copy(
                    update={"properties": each.properties | {key: "" for key in names if key in each.properties}}
                )
                for name, each in found.extractions.items()
            }
        }
    ),
}
FIELDS = ["title", "description", "category", "requested", "decided", "published", "theme", "inquiry", "license", "source_url"]


@given(names=st.sets(st.sampled_from(FIELDS)), fewer=st.sets(st.sampled_from(FIELDS)))
def test_more_metadata_never_score_less(names, fewer):
    worse = check(LOSSES["facts"](good_dossier(), names | fewer))
    better = check(LOSSES["facts"](good_dossier(), names))
    assert better.total >= worse.total
    assert better.arithmetic >= worse.arithmetic


@given(names=st.sets(st.sampled_from(["tagged", "language", "title", "display_title", "fonts_mapped", "pdfa"])))
def test_better_made_files_never_score_less(names):
    assert check(good_dossier()).total >= check(LOSSES["properties"](good_dossier(), names)).total


@given(count=st.integers(0, 6))
def test_scans_never_score_more_than_text(count):
    scanned = check(LOSSES["pages"](good_dossier(), count))
    assert scanned.total <= 40
    assert scanned.caps == ("scan-only",)
