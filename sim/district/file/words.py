"""The words in the name of a column: split, joined words taken apart, each put under the word that we use for it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Heading", "read_heading", "slug"]

SAME: Mapping[str, str] = {
    "school": (
        "school schools sch schl schnm campus camp building buildings bldg bld site instn institution facility entity"
    ),
    "name": "name names nam nm",
    "long": "long",
    "short": "short abbreviated abbr",
    "district": (
        "district districts dist dstrct lea leaid lss agency corporation corp division system parish "
        "isd sau aun union boces "
        "sponsor"
    ),
    "county": "county counties",
    "state": "state st statewide stabr fips",
    "id": (
        "id ids code codes cd cod identifier identifiers irn dbn ncessch ncesid nces cds cdscode "
        "beds seasch sedasch rcdts key "
        "schid schno msid"
    ),
    "number": "number numbers num nbr no count counts cnt ct n qty quantity",
    "students": "student students stu stud stdnt pupil pupils children kids learners enrollees",
    "enrollment": "enrollment enrolment enrollments enroll enrl enr enrolled membership member memb headcount",
    "total": "total totals tot ttl all overall",
    "percent": "percent percents percentage pct perc pctg prcnt per prc",
    "share": "share proportion fraction prop",
    "rate": "rate rates",
    "ratio": "ratio ratios",
    "frl": "frl frpl frpm frp farm farms fram frlp frls",
    "free": "free",
    "reduced": "reduced red redu reduc rdcd",
    "lunch": "lunch lunches lch meal meals lnch",
    "price": "price priced",
    "eligible": "eligible elig eligibility qualifying qualified receiving participating certified",
    "econ": (
        "econ economic economically eco ecd ecdis ecodis ecodisadv ecdisadv econdis socioeconomically socioeconomic"
    ),
    "disadvantaged": "disadvantaged disadvantage disadv disadvantaged disad disadvan",
    "poverty": "poverty pov poor",
    "low": "low lowest lo",
    "high": "high highest hi",
    "income": "income inc incm",
    "direct": "direct directly",
    "certification": "cert certification",
    "index": "index indices eni score scores",
    "not": "non not without paid full",
    "grade": "grade grades gr grd gs",
    "offered": "offered served span range configuration grouping",
    "from": "begin beginning start starting first min minimum lower",
    "to": "end ending last max maximum upper",
    "level": "level lvl levels",
    "type": "type typ types kind category classification class",
    "latitude": "latitude lat",
    "longitude": "longitude lon lng",
    "zone": "zone zones feeder feeders network networks cluster clusters",
    "region": "region regions area areas community quadrant",
    "pattern": "pattern patterns",
    "year": "year years yr schoolyear survyear surveyear sy",
    "source": "source publisher",
    "status": "status operational",
    "teachers": "teacher teachers tchr tchrs tch teach faculty instructors",
    "fte": "fte ftes equivalent equiv",
    "staff": "staff employees personnel",
    "needs": "need needs",
    "identified": "identified isp",
}
OTHERS = (
    "male female males females boys girls gender sex white black african hispanic latino latina "
    "latinx asian native american "
    "indian alaska alaskan hawaiian pacific islander multi multiracial race races racial ethnicity "
    "ethnic minority color two "
    "english learner ell lep esl language languages disabled disability disabilities swd sped "
    "special iep homeless foster "
    "migrant gifted talented military immigrant tested test tests taker takers proficient "
    "proficiency math reading ela science "
    "sat act advanced absent absence absenteeism attendance attending ada suspended suspension "
    "suspensions expulsion discipline "
    "graduates graduation graduated grad cohort dropout dropouts salary experience turnover "
    "attrition novice age ages degree "
    "masters bachelors average avg mean median size change growth projected projection capacity "
    "utilization target goal prior "
    "previous difference aide aides admin administrators administrator counselor counselors nurse nurses psychologist "
    "support vacancies vacancy bus ratio title mobility retention retained stability promotion "
    "college career readiness "
    "effectiveness survey response other unknown nonbinary gap rank rating stars grants revenue "
    "expenditure spending budget "
    "household families parent parents principal superintendent phone fax email website web url "
    "address street city zip "
    "town postal mascot contact object charter magnet virtual locale metro urban rural congressional "
    "legislative senate house "
    "preschoolers kindergarten kindergartners freshmen seniors juniors sophomores tenure minutes "
    "hours days cost funding "
    "section honors dual arrival newcomer refugee pregnant truant truancy credit credits"
)
FILLERS = (
    "of the in at for and or by with as on a public k12 official fall spring winter october oct "
    "september sept august november "
    "december january february march april may june july reported final preliminary current actual "
    "is are who that were data "
    "counted classroom unduplicated desc description organization excludes excluding includes "
    "including adult education ae academic fiscal survey data latest available assigned based "
    "school's"
)
KINDERGARTEN_TO_TWELVE = re.compile(
    r"\b(pre-?k|p-?k|tk|k|kg|p)\s*(?:-|\u2013|through|thru|to|_|)\s*0?(12|13)\b(?:th)?", re.IGNORECASE
)
FREE_OR_REDUCED = re.compile(r"\bf\s*[/&+]\s*r(?:[/&+]?p)?\b", re.IGNORECASE)
FULL_TIME = re.compile(r"\bfull[\s-]*time[\s-]*equiv(?:alent)?s?\b", re.IGNORECASE)
YEARS = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?:\s*[-\u2013/_]\s*(?:(?:19|20)?\d\d))?|\d\d\s*[-\u2013/]\s*\d\d)(?!\d)")
CODES: Mapping[str, str] = {  # official names that are codes, not words
    "cpetallc": "student total count",
    "cpetecoc": "student economically disadvantaged count",
    "cpetecop": "student economically disadvantaged percent",
    "cpsttofc": "teacher total fte count",
    "grdtype": "grade type",
    "grdspan": "grade span",
    "gslo": "grade low",
    "gshi": "grade high",
    "gradespan": "grade span",
    "distname": "district name",
    "ulocale": "locale",
    "stuteratio": "student teacher ratio",
    "sedaschname": "school name",
    "frelch": "free lunch",
    "redlch": "reduced lunch",
    "totfrl": "total frl count",
    "perfl": "percent free lunch",
    "perrl": "percent reduced lunch",
    "frlunch": "free lunch",
    "rdlunch": "reduced lunch",
    "numecdis": "number econ disadvantaged",
    "perecdis": "percent econ disadvantaged",
    "latcod": "latitude",
    "loncod": "longitude",
    "longcod": "longitude",
    "pk12": "k12",
    "objectid": "object id",
    "esdname": "region name",
    "mealelig": "lunch eligible",
}
WORD: dict[str, str] = {form: word for word, forms in SAME.items() for form in forms.split()}
WORD |= {form: "other" for form in OTHERS.split() if form not in WORD}
WORD |= dict.fromkeys(FILLERS.split(), "")
SHORT_PIECES = frozenset(
    {"id", "nm", "cd", "st", "yr", "per", "pct", "tot", "num", "lo", "hi", "sch", "low", "lat", "lon"}
)
PIECES = {form: word for form, word in WORD.items() if len(form) >= 4 or form in SHORT_PIECES}
PIECES |= {
    form: WORD[form]
    for form in ("frl", "frpl", "frpm", "lea", "dis", "enr", "nam", "lch", "fte", "inc", "ecd")
    if form in WORD
}
LONG_WORDS = [form for form, word in WORD.items() if word and len(form) >= 5]


@dataclass(frozen=True)
class Heading:
    """The name of a column, understood.

    Attributes
    ----------
    text : str
        As in the file, blanks joined.
    words : frozenset of str
        Our words for what was understood.
    strange : tuple of str
        Words that were not.
    one_grade : bool
        Whether it speaks of a single grade.
    year : str
        The year that stands in it.
    """

    text: str
    words: frozenset[str]
    strange: tuple[str, ...]
    one_grade: bool = False
    year: str = ""

    def has(self, *words: str) -> bool:
        """Whether all these words are there."""
        return self.words.issuperset(words)

    def any(self, *words: str) -> bool:
        """Whether one of these words is there."""
        return not self.words.isdisjoint(words)

    def only(self, *words: str) -> bool:
        """Whether nothing but these words is there, and nothing strange."""
        return not self.strange and self.words.issubset(words)


def slug(text: str) -> str:
    """Write the name of a column so that it can be typed without quotes.

    Parameters
    ----------
    text : str
        As in the file.

    Returns
    -------
    str
        Small letters, digits and underscores; ``"percent"`` for the sign and ``"number"`` for ``#``.
    """
    plain = text.replace("%", " percent ").replace("#", " number ").lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def split_joined(token: str) -> list[str] | None:
    """Take joined words apart (``totfrl``, ``campname``), longest first; None where it does not come out even."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            if before is not None and token[start:end] in PIECES:
                found = [*before, token[start:end]]
                if best[end] is None or len(found) < len(best[end] or ()):
                    best[end] = found
    return best[-1]


def tokens_of(text: str) -> list[str]:
    """Split a name at blanks, marks, underscores, and where a small letter is followed by a capital."""
    text = text.replace("%", " percent ").replace("#", " number ").replace("&", " and ").replace("\u2019", "'")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z]{3})", " ", text)
    text = re.sub(r"(?<=[A-Z])(?=[A-Z][a-z]{2})", " ", text)
    return [token for token in re.split(r"[^a-z0-9']+", text.lower()) if token.strip("'")]


@lru_cache(maxsize=20_000)
def near_words(token: str) -> list[str]:
    """Find the word that a slip of the pen meant."""
    if len(token) < 5 or not token.isalpha():
        return []
    return difflib.get_close_matches(token, LONG_WORDS, n=1, cutoff=0.85)


@lru_cache(maxsize=20_000)
def read_heading(text: str) -> Heading:
    """Understand the name of a column.

    Parameters
    ----------
    text : str
        As in the file; in any order, joined or not, with what punctuation there is.

    Returns
    -------
    Heading
        Our words for it, and what was not understood.
    """
    shown = " ".join(text.split())
    plain = re.sub(r"\[[^\]]*\]", " ", shown.replace("_", " "))
    plain = FREE_OR_REDUCED.sub(" free reduced ", FULL_TIME.sub(" fte ", plain))
    years = YEARS.findall(plain)
    plain = KINDERGARTEN_TO_TWELVE.sub(" k12 ", YEARS.sub(" ", plain))
    words: list[str] = []
    strange: list[str] = []
    grade_numbers = 0
    for token in tokens_of(plain.replace(" k12 ", " kindergartentotwelve ")):
        if token == "kindergartentotwelve":
            words.append("k12")
        elif token in CODES:
            words += [WORD.get(part, part) for part in CODES[token].split()]
        elif token in WORD:
            words.append(WORD[token])
        elif re.fullmatch(r"\d{1,2}(st|nd|rd|th)?|k|kg|pk|prek|tk|[gk]\d{1,2}|ug", token):
            grade_numbers += 1
            strange.append(token)
        elif pieces := split_joined(token):
            words += [PIECES[piece] for piece in pieces]
        elif re.fullmatch(r"\d{3,4}", token):
            continue  # the end of a year, such as lat1516
        else:
            strange.append(token)  # a slip of the pen is never sure, but may be asked about
            words += [WORD[near] for near in near_words(token)]
    known = frozenset(word for word in words if word) - {"k12"}
    return Heading(
        shown,
        known,
        tuple(strange),
        grade_numbers == 1 or ("k12" not in words and grade_numbers > 1),
        (years or [""])[0],
    )
