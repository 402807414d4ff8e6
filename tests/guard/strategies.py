"""Texts and flows for property tests; every person in them is invented."""

from hypothesis import strategies as st

from lightyear.guard import Basis, Destination, Flow

PIECES = (
    "MRN 48213377",
    "病历号 20231187",
    "(503) 555-0147",
    "电话13800138000",
    "ana.reyes@home.example",
    "521-44-9078",
    "身份证11010519491231002X",
    "203.0.113.7",
    "gclid=Cj0KCQjwExample123",
    "born 03/12/1961",
    "我叫张晓梅，",
    "my name is Ana Reyes.",
    "knee arthritis",
    "我有糖尿病",
    "member id XJH884201947",
    "account number: 00918273",
    "214 Alder Creek Road, Bend, OR 97701",
    "加我微信：reyes_ana88",
    "opening hours",
    "几点开门",
    "12345678",
    "7KTR482",
)
FRAGMENTS = st.one_of(
    st.sampled_from(PIECES), st.text(max_size=6), st.sampled_from((" ", ", ", "\n", "：", "-", "%40"))
)
MESSY = st.lists(FRAGMENTS, max_size=8).map("".join)
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=6).map(" ; ".join)

IDENTIFIERS = ("ana.reyes@home.example", "(503) 555-0147", "203.0.113.7", "gclid=Cj0KCQjwExample123")
ADDITIONS = (*IDENTIFIERS, "knee arthritis", "我有糖尿病", "methadone clinic")
PURPOSES = ("advertising", "newsletter", "appointment", "treatment", "nobody_knows")
PROFILES = ("hipaa", "ftc", "us-wa", "gdpr", "pipl")


@st.composite
def flows(draw, direction=None):
    """A flow with everything that decides about it, valid in every field."""
    pieces = draw(st.lists(st.sampled_from((*ADDITIONS, "opening hours")), max_size=3))
    return Flow(
        direction=direction or draw(st.sampled_from(("in", "out"))),
        text=" ; ".join(pieces),
        page=draw(st.sampled_from(("public", "condition", "booking", "portal"))),
        sender=draw(st.sampled_from(("provider", "plan", "other"))),
        subject=draw(st.sampled_from(("visitor", "contact", "known_patient", "staff"))),
        purpose=draw(st.sampled_from(PURPOSES)),
        declared=tuple(draw(st.lists(st.sampled_from(("email", "phone", "health_context")), max_size=2))),
        destination=Destination(
            kind=draw(st.sampled_from(("own", "mail", "advertising", "crm", "model"))),
            agreement=draw(st.booleans()),
            residency=draw(st.sampled_from((None, "cn", "us"))),
        ),
        basis=draw(st.builds(Basis, st.booleans(), st.booleans(), st.booleans())),
        profiles=tuple(draw(st.lists(st.sampled_from(PROFILES), min_size=1, max_size=3, unique=True))),
    )
