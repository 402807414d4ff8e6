"""The offline verifier: what it accepts, and that nothing else gets past it."""

import io
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear.ledger import canonical, merkle, verify

from . import ledgers

HONEST = ledgers.lines(ledgers.entries(7), heads=[3, 5, 7])
BYTES = b"".join(HONEST)


def replaced(index: int, line: bytes) -> list[bytes]:
    """The ledger with one line exchanged and a right end."""
    return ledgers.ended([*HONEST[:index], line, *HONEST[index + 1 : -1]])


def signed_again(contents: list[bytes]) -> list[bytes]:
    return ledgers.lines(contents, heads=[3, 5, 7])


def test_an_intact_ledger_is_verified():
    contents = ledgers.entries(7)

    outcome = ledgers.check(HONEST, [ledgers.anchor(contents[:5]), ledgers.anchor(contents)])

    assert outcome == verify.Intact(
        workspace=str(ledgers.WORKSPACE),
        public_key=ledgers.KEY.public_key().public_bytes_raw().hex(),
        is_key_known=True,
        entries=7,
        heads=3,
        root=ledgers.root(contents),
        anchors=2,
        anchored=7,
    )


def test_a_ledger_without_entries_is_verified():
    empty = ledgers.lines([], heads=[])

    outcome = ledgers.check(empty, [ledgers.anchor([])])

    assert isinstance(outcome, verify.Intact)
    assert (outcome.entries, outcome.heads, outcome.root) == (0, 0, merkle.EMPTY_ROOT.hex())


@given(st.integers(0, len(BYTES) - 1), st.integers(1, 255))
def test_one_changed_byte_anywhere_fails_on_its_line(position, change):
    changed = bytearray(BYTES)
    changed[position] ^= change
    line = BYTES.count(b"\n", 0, position) + 1

    outcome = verify.check(io.BytesIO(bytes(changed)))

    assert isinstance(outcome, list)
    first = outcome[0].line
    # A changed key, workspace or size of the header is noticed by the lines that it speaks for.
    last = BYTES.count(b"\n")
    assert first == line or (line == 1 and first in (1, 2, 5, last))


@given(st.integers(0, len(BYTES) - 1))
def test_an_export_that_was_cut_off_fails(length):
    outcome = verify.check(io.BytesIO(BYTES[:length]))

    assert isinstance(outcome, list)


@given(st.integers(1, len(HONEST) - 2))
def test_a_missing_line_fails_whatever_the_end_says(index):
    fewer = [*HONEST[:index], *HONEST[index + 1 : -1]]

    found = ledgers.problems(ledgers.ended(fewer))

    assert found


@given(st.integers(1, len(HONEST) - 2), st.integers(1, len(HONEST) - 2))
def test_a_doubled_line_fails_whatever_the_end_says(source, target):
    more = [*HONEST[: target + 1], HONEST[source], *HONEST[target + 1 : -1]]

    found = ledgers.problems(ledgers.ended(more))

    assert found


@given(st.permutations(range(1, len(HONEST) - 1)).filter(lambda order: list(order) != sorted(order)))
def test_lines_in_another_order_fail_whatever_the_end_says(order):
    shuffled = [HONEST[0], *[HONEST[index] for index in order]]

    found = ledgers.problems(ledgers.ended(shuffled))

    assert found


def test_a_missing_head_is_named_by_the_next_one():
    fewer = [line for line in HONEST[:-1] if b'"size":5' not in line]

    found = ledgers.problems(ledgers.ended(fewer))

    assert found[0] == (
        "line 10: the head over 7 entries doesn't extend the one above it, over 3: one is missing or double"
    )


def test_missing_last_entries_are_named_by_the_end():
    fewer = HONEST[:-3]

    found = ledgers.problems(ledgers.ended(fewer))

    assert found == ["line 10: 6 entries, 5 of them under a head, 7 promised"]


def test_an_altered_entry_is_named_and_the_rest_is_still_judged():
    altered = ledgers.entry(1, verdict="block")
    leaf = merkle.leaf_hash(ledgers.entry(1))

    found = ledgers.problems(replaced(2, canonical.entry_line(altered, leaf=leaf, seq=1)))

    assert found == ["line 3: entry 1 is not what was sealed: its leaf differs"]


def test_an_altered_entry_with_its_own_leaf_is_caught_by_every_later_head():
    altered = ledgers.entry(1, verdict="block")
    leaf = merkle.leaf_hash(altered)

    found = ledgers.problems(replaced(2, canonical.entry_line(altered, leaf=leaf, seq=1)))

    assert [line for line in found if "has another root" in line] == found
    assert len(found) == 3


def test_a_root_that_was_exchanged_with_it_lacks_the_signature():
    altered = [*ledgers.entries(6), ledgers.entry(6, verdict="block")]
    forged = ledgers.lines(altered, heads=[3, 5, 7], key=ledgers.OTHER_KEY)
    forged[0] = HONEST[0]

    found = ledgers.problems(ledgers.ended(forged[:-1]))

    assert [line.split(": ")[1] for line in found] == [
        f"the head over {size} entries has a signature that doesn't fit" for size in (3, 5, 7)
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"", "entry 1 should stand here"),
        (b"\n", "not a line of an export"),
        (b"[]\n", "not a line of an export"),
        (b'{"entry":1.5,"leaf":"","seq":1}\n', "not a line of an export"),
        (b'{"entry":NaN,"leaf":"","seq":1}\n', "not a line of an export"),
        (b'{"entry":' + b"[" * 100_000 + b"\n", "not a line of an export"),
        (b'{"entry":"\\ud800","leaf":"","seq":1}\n', "hasn't the fields of an entry"),
        (b'{"entry":{},"leaf":"","seq":1}\n', "hasn't the fields of an entry"),
        (b'{"head":[],"signature":""}\n', "not a line of an export"),
        (b'{"other":1}\n', "the end doesn't add up"),
        (b"\xff\xfe\n", "not a line of an export"),
    ],
)
def test_a_line_that_is_nothing_known_fails(line, word):
    found = [*HONEST[:2], line, *HONEST[3:]]

    words = ledgers.problems(found)

    assert any(word in problem for problem in words)


def test_an_entry_in_other_spelling_is_not_canonical():
    spaced = json.dumps(json.loads(HONEST[2]), sort_keys=True).encode() + b"\n"

    found = ledgers.problems(replaced(2, spaced))

    assert found == ["line 3: entry 1 is not in canonical form"]


@pytest.mark.parametrize("leaf", ["zz", None, 5])
def test_a_leaf_that_is_no_text_of_a_hash_fails(leaf):
    value = {**json.loads(HONEST[2]), "leaf": leaf}
    line = canonical.encode(value) + b"\n"

    found = ledgers.problems([*HONEST[:2], line, *HONEST[3:]])

    assert found[-1] == "line 3: this is not a line of an export"


def test_a_leaf_of_another_length_fails():
    value = {**json.loads(HONEST[2]), "leaf": "abcd"}
    line = canonical.encode(value) + b"\n"

    found = ledgers.problems([*HONEST[:2], line, *HONEST[3:]])

    assert found[-1] == "line 3: the leaf of entry 1 is not a hash"


def test_an_entry_of_another_workspace_fails():
    contents = [*ledgers.entries(6), ledgers.entry(6, workspace=uuid.UUID(int=8))]

    found = ledgers.problems(signed_again(contents))

    assert found == ["line 10: entry 6 is of another workspace"]


def test_a_head_of_another_workspace_fails():
    root = bytes.fromhex(ledgers.root(ledgers.entries(7)))
    foreign = ledgers.head_line(7, 5, root, workspace=uuid.UUID(int=8))

    found = ledgers.problems(ledgers.ended([*HONEST[:-2], foreign]))

    assert found == ["line 11: the head over 7 entries is of another workspace"]


def test_a_head_in_other_spelling_is_not_canonical():
    spaced = json.dumps(json.loads(HONEST[4]), sort_keys=True).encode() + b"\n"

    found = ledgers.problems(replaced(4, spaced))

    assert found == ["line 5: the head over 3 entries is not in canonical form"]


@pytest.mark.parametrize("signature", ["zz", "", "00" * 64])
def test_a_signature_that_is_none_fails(signature):
    head = json.loads(HONEST[4])["head"]

    found = ledgers.problems(replaced(4, canonical.head_line(head, signature=signature)))

    assert found == ["line 5: the head over 3 entries has a signature that doesn't fit"]


@pytest.mark.parametrize(
    "header",
    [
        {"format": 2, "workspace": "w", "public_key": "00" * 32, "size": 7},
        {"format": 1, "workspace": "w", "public_key": "00", "size": 7},
        {"format": 1, "workspace": "w", "public_key": "zz" * 32, "size": 7},
        {"format": 1, "public_key": "00" * 32, "size": 7},
        {"format": 1, "workspace": "w", "public_key": "00" * 32, "size": None},
        [],
    ],
)
def test_a_header_that_is_none_fails_at_once(header):
    line = canonical.encode({"ledger": header}) + b"\n"

    found = ledgers.problems([line, *HONEST[1:]])

    assert len(found) == 1
    assert found[0].startswith("line 1: ")


def test_a_header_in_other_spelling_is_not_canonical():
    spaced = json.dumps(json.loads(HONEST[0]), sort_keys=True).encode() + b"\n"

    found = ledgers.problems(replaced(0, spaced))

    assert found == ["line 1: the header is not in canonical form"]


def test_nothing_may_follow_the_end():
    more = [*HONEST, HONEST[1]]

    found = ledgers.problems(more)

    assert found == ["line 13: nothing may follow the end"]


def test_an_empty_file_is_no_ledger():
    found = ledgers.problems([])

    assert found == ["line 1: the export stops before its end"]


def test_a_ledger_that_is_wrong_everywhere_is_told_in_twenty_problems():
    contents = ledgers.entries(60)
    forged = ledgers.lines(contents, heads=range(1, 61), key=ledgers.OTHER_KEY)
    forged[0] = ledgers.lines(contents, heads=[])[0]

    found = ledgers.problems(forged)

    assert len(found) == 20


def test_a_rewritten_ledger_signed_by_the_same_key_is_caught_by_the_anchor_alone():
    contents = ledgers.entries(7)
    rewritten = signed_again([*contents[:4], ledgers.entry(4, verdict="block"), *contents[5:]])
    anchors = [ledgers.anchor(contents[:3]), ledgers.anchor(contents[:5])]

    without, held_against = ledgers.check(rewritten), ledgers.problems(rewritten, anchors)

    assert isinstance(without, verify.Intact)
    assert held_against == ["line 7: the anchor over 5 entries has another root: rewritten since"]


def test_a_shortened_ledger_is_caught_by_the_anchor():
    contents = ledgers.entries(7)
    shortened = ledgers.lines(contents[:5], heads=[3, 5])

    found = ledgers.problems(shortened, [ledgers.anchor(contents)])

    assert found == ["an anchor covers 7 entries: the last ones are missing"]


def test_a_ledger_cut_at_a_head_with_a_right_end_is_intact_but_nothing_anchors_its_end():
    cut = ledgers.lines(ledgers.entries(3), heads=[3])

    outcome = ledgers.check(cut, key=ledgers.KEY)

    assert isinstance(outcome, verify.Intact)
    assert (outcome.entries, outcome.is_key_known, outcome.anchors, outcome.anchored) == (3, True, 0, 0)


def test_entries_after_the_last_anchor_are_not_anchored():
    outcome = ledgers.check(HONEST, [ledgers.anchor(ledgers.entries(5))])

    assert isinstance(outcome, verify.Intact)
    assert (outcome.entries, outcome.anchored) == (7, 5)


def test_whose_key_it_is_is_not_known_from_the_export_alone():
    forged = ledgers.lines(ledgers.entries(7), heads=[3, 5, 7], key=ledgers.OTHER_KEY)

    outcome = ledgers.check(forged)

    assert isinstance(outcome, verify.Intact)
    assert not outcome.is_key_known


def test_a_ledger_rewritten_from_some_entry_on_and_signed_by_a_fresh_key_is_caught_by_the_key():
    rewritten = rewritten_by_a_stranger(after=3)

    found = ledgers.problems(rewritten, key=ledgers.KEY)

    assert found == ["line 1: another key signs this ledger than the one it should be"]


def test_it_is_caught_as_well_by_an_anchor_over_what_was_left_alone():
    rewritten = rewritten_by_a_stranger(after=3)

    found = ledgers.problems(rewritten, [ledgers.anchor(ledgers.entries(3))])

    assert found == ["line 4: the anchor over 3 entries names another public key"]


def rewritten_by_a_stranger(*, after: int) -> list[bytes]:
    """The first entries as they were, then others; all of it signed by a key of the stranger's own."""
    forged = [ledgers.entry(number, verdict="block") for number in range(after, 7)]
    return ledgers.lines([*ledgers.entries(after), *forged], heads=[3, 5, 7], key=ledgers.OTHER_KEY)


def test_an_anchor_of_another_workspace_alone_proves_nothing():
    foreign = verify.Anchor(workspace=str(uuid.UUID(int=8)), size=1, root="00", public_key="00")

    found = ledgers.problems(HONEST, [foreign])

    assert found == ["no anchor speaks of this workspace"]


def test_an_anchor_of_another_workspace_beside_ours_is_passed_over():
    foreign = verify.Anchor(workspace=str(uuid.UUID(int=8)), size=1, root="00", public_key="00")

    outcome = ledgers.check(HONEST, [foreign, ledgers.anchor(ledgers.entries(2))])

    assert isinstance(outcome, verify.Intact)
    assert outcome.anchors == 1


def test_anchors_are_read_from_lines():
    lines = [
        b'{"workspace": "w", "size": 2, "root": "AB", "public_key": "EF"}\n',
        b"\n",
        b'{"workspace":"w","size":0,"root":"","public_key":"cd"}',
    ]

    anchors = list(verify.read_anchors(lines))

    assert anchors == [verify.Anchor("w", 2, "ab", "ef"), verify.Anchor("w", 0, "", "cd")]


@pytest.mark.parametrize(
    "line",
    [
        b"root",
        b"[]",
        b'{"workspace": "w", "size": 2}',
        b'{"workspace": "w", "size": 2, "root": ""}',
        b'{"workspace": "w", "size": 2, "root": "", "public_key": "zz"}',
        b'{"workspace": "w", "size": 2, "root": "", "public_key": null}',
        b'{"workspace": "w", "size": 2, "root": "zz", "public_key": "cd"}',
        b'{"workspace": "w", "size": 2, "root": null, "public_key": "cd"}',
        b'{"workspace": "w", "size": true, "root": "", "public_key": "cd"}',
        b'{"workspace": "w", "size": -1, "root": "", "public_key": "cd"}',
        b'{"workspace": 5, "size": 1, "root": "", "public_key": "cd"}',
        b'{"workspace": "w", "size": 1, "root": "", "other": 1, "public_key": "cd"}',
    ],
)
def test_a_line_that_is_no_anchor_is_refused(line):
    with pytest.raises(verify.AnchorUnreadable):
        list(verify.read_anchors([line]))
