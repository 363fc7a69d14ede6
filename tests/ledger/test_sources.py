"""Independent sources and the standing of claims: the rules, on accounts made by hand."""

from typing import Any

import pytest
from casefile import cases
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.accounts import Account, Stance
from onrecord.ledger.history import Voice, notes
from onrecord.ledger.independence import Placed, Provenance, sides
from onrecord.ledger.standing import standing
from onrecord.ledger.words import is_earlier_version, is_negated


def placed(n: int, case: dict[str, Any]) -> Placed:
    """Return an account as a case describes it."""
    own = {name: case[name] for name in ("outlet", "speaker_name", "country", "sentence") if name in case}
    return Placed(
        account=Account(
            row=f"e{n}",
            report=case["report"],
            stance=Stance(case.get("stance", "assert")),
            source_kind=case.get("source_kind", "own"),
            sectors=tuple(case.get("sectors", ())),
            **own,
        ),
        provenance=Provenance(
            family=case.get("family"),
            agencies=tuple(case.get("agencies", ())),
            corrected=case.get("corrected", False),
            passages=tuple((start, name) for start, name in case.get("passages", ())),
        ),
        world_actor=case.get("world_actor"),
    )


def accounts(case: dict[str, Any]) -> list[Placed]:
    return [placed(n, each) for n, each in enumerate(case["accounts"])]


@pytest.mark.parametrize("case", cases("independence"))
def test_sources_are_counted_by_the_rules(case: dict[str, Any]) -> None:
    """Accounts that a rule ties are one source, with the reason; all others count."""
    found = sides(accounts(case))
    assert found.affirming == case["affirming"]
    assert found.denying == case.get("denying", 0)
    assert found.affirming_own == case.get("own", found.affirming_own)
    assert sorted({each.reason for each in found.dependences}) == sorted(case["reasons"])


@pytest.mark.parametrize("case", cases("standing"))
def test_a_standing_is_a_sentence_by_rule(case: dict[str, Any]) -> None:
    """The first rule that fits gives the standing and the words for it."""
    some = accounts(case)
    verdict = standing(some, sides(some))
    assert (verdict.standing.value, verdict.words) == (case["standing"], case["words"])


@pytest.mark.parametrize("case", cases("former_versions"))
def test_former_versions_are_told_by_their_words(case: dict[str, Any]) -> None:
    """A report speaks of its own former version in set phrases."""
    assert is_earlier_version(case["words"]) is case["expected"]


@pytest.mark.parametrize("case", cases("negatives"))
def test_negatives_are_told_by_their_first_clause(case: dict[str, Any]) -> None:
    """What is said is a negative where its first clause is one."""
    assert is_negated(case["words"]) is case["expected"]


some_accounts = st.lists(
    st.builds(
        dict,
        report=st.sampled_from(["r1", "r2", "r3"]),
        outlet=st.sampled_from(["Bugle", "Courier", None]),
        stance=st.sampled_from([each.value for each in Stance]),
        source_kind=st.sampled_from(["own", "person", "unnamed", "outlet"]),
        speaker_name=st.sampled_from([None, "Anna Berg", "Bugle"]),
        family=st.sampled_from([None, "f1"]),
        world_actor=st.sampled_from([None, "w1", "w2"]),
        country=st.sampled_from([None, "NOR"]),
        sectors=st.sampled_from([[], ["GOV"], ["LEG"]]),
    ),
    max_size=8,
)


@given(some_accounts)
def test_sources_are_never_more_than_accounts(case: list[dict[str, Any]]) -> None:
    """Every account has a source, numbers run from 1 without a gap, and each account that does not count says why."""
    some = [placed(n, each) for n, each in enumerate(case)]
    found = sides(some)
    affirming = [n for n, each in enumerate(some) if each.account.stance in (Stance.ASSERT, Stance.PLAN)]
    numbers = {found.numbers[n] for n in affirming}
    assert numbers == set(range(1, found.affirming + 1))
    dependent = {each.b for each in found.dependences} | {each.a for each in found.dependences}
    for n in affirming:
        alike = [other for other in affirming if found.numbers[other] == found.numbers[n]]
        assert len(alike) == 1 or n in dependent


@given(some_accounts, st.randoms(use_true_random=False))
def test_the_number_of_sources_does_not_depend_on_the_order(case: list[dict[str, Any]], random) -> None:
    """Accounts in another order give as many sources on each side."""
    some = [placed(n, each) for n, each in enumerate(case)]
    shuffled = random.sample(some, len(some))
    before, after = sides(some), sides(shuffled)
    assert (before.affirming, before.denying, before.affirming_own) == (
        after.affirming,
        after.denying,
        after.affirming_own,
    )


def test_a_history_says_who_came_first_and_who_changed_position() -> None:
    """The first to say so, the first to deny it, a repeated source and a change of position are noted."""
    voices = [
        Voice(speaker="w1", stance=Stance.ASSERT, published="2024-05-01", source=1),
        Voice(speaker="w2", stance=Stance.ASSERT, published="2024-05-02", source=1),
        Voice(speaker="w3", stance=Stance.DENY, published="2024-05-03", source=1),
        Voice(speaker="w1", stance=Stance.DENY, published="2024-05-04", source=2),
        Voice(speaker=None, stance=Stance.HEDGE, published=None, source=1),
    ]
    assert notes(voices) == [
        "first to say so",
        "not a source of its own",
        "first to deny it",
        "changes position: assert on 2024-05-01",
        None,
    ]


def test_a_denial_may_come_before_the_claim() -> None:
    """A denial that nobody's word goes before says so."""
    (note,) = notes([Voice(speaker="w1", stance=Stance.DENY, published="2024-05-01", source=1)])
    assert note == "denies it before anybody is on record with it"
