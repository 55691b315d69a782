import hashlib
import hmac
import json

from mrdtracker.store import chain

ENTRY = (
    1, "2025-03-20T09:12:00.000000Z", "+0000", "", "Kim", "PC2", "u", "Add", "", None, None, 1, 1,
    "d" * 64, "p" * 64,
)  # fmt: skip


def test_a_seal_is_the_hmac_of_every_field_and_of_the_file():
    fields = dict(zip(chain.ENTRY_COLUMNS, ENTRY, strict=True)) | {"store_id": "s"}
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    expected = hmac.new(b"k", text.encode(), hashlib.sha256).hexdigest()

    assert chain.seal_of(ENTRY, "s", b"k") == expected
    for place in range(len(ENTRY)):
        changed = (*ENTRY[:place], "changed", *ENTRY[place + 1 :])
        assert chain.seal_of(changed, "s", b"k") != expected
    assert chain.seal_of(ENTRY, "t", b"k") != expected
    assert chain.seal_of(ENTRY, "s", b"l") != expected


def test_a_digest_sees_every_part_of_every_change():
    part = chain.Part(1, "sample", "[]", None, "[[1]]")
    digest = chain.digest_of([part], [7, 3])

    assert digest == chain.digest_of([part], [3, 7])
    for other in (
        chain.Part(2, "sample", "[]", None, "[[1]]"),
        chain.Part(1, "patient", "[]", None, "[[1]]"),
        chain.Part(1, "sample", "[1]", None, "[[1]]"),
        chain.Part(1, "sample", "[]", "", "[[1]]"),
        chain.Part(1, "sample", "[]", None, "[[2]]"),
    ):
        assert chain.digest_of([other], [7, 3]) != digest
    assert chain.digest_of([part], [7]) != digest
    assert chain.digest_of([], [7, 3]) != digest


def test_text_cannot_move_from_one_field_to_the_next():
    one = chain.Part(1, "sample", "ab", "c", "d")
    other = chain.Part(1, "sample", "a", "bc", "d")

    assert chain.digest_of([one], []) != chain.digest_of([other], [])


def test_the_first_entry_hangs_on_the_identity_of_the_file():
    assert chain.genesis_of("a", "Lab") != chain.genesis_of("b", "Lab")
    assert chain.genesis_of("a", "Lab") != chain.genesis_of("a", "Other")


def test_a_journal_digest_is_found_again_in_a_reason():
    older = chain.JournalDigest()
    older.add(ENTRY, "seal")
    reason = f"The PC died. {older.words()}"

    assert older.is_in(reason)
    assert not older.is_in("The PC died.")
    older.add(ENTRY, "seal")
    assert not older.is_in(reason)
