"""The vocabulary of the generated prose: lists of words, most frequent first."""

from __future__ import annotations


def _words(text: str, between: str | None = None) -> tuple[str, ...]:
    return tuple(text.strip().split(between))


NOUNS = _words(
    """
government report plan ministry inquiry budget contract deal vote strike price court minister industry
council review market decision law tariff export factory port refinery grid pipeline harbour railway
agency bank union permit deadline forecast harvest drought flood reservoir turbine reactor satellite
vaccine hospital school pension wage tax subsidy loan bond debt currency reserve treaty border summit
embargo sanction licence patent chip battery mine smelter shipyard ferry airport runway tunnel bridge
archive ledger audit tender bid merger takeover share dividend quarter deficit surplus shortage backlog
outage blackout storm wildfire landslide earthquake evacuation shelter convoy ceasefire negotiation
mandate coalition opposition committee panel regulator watchdog tribunal verdict appeal settlement fine
memo draft clause annex protocol ballot turnout poll survey census estimate figure margin threshold
supplier customer contractor operator owner tenant farmer engineer nurse teacher driver pilot sailor
warehouse depot terminal cable sensor meter engine valve furnace boiler cargo container crane barge
"""
)

ADJECTIVES = _words(
    """
new public national local regional federal foreign domestic economic political legal financial technical
industrial independent senior former early late final formal internal external annual quarterly temporary
permanent partial strict cautious sharp steady modest broad narrow costly fragile reliable obsolete urgent
routine unusual contested disputed draft revised provisional binding voluntary confidential detailed brief
coastal rural urban northern southern eastern western central remote crowded idle busy silent damaged
unfinished abandoned renewed delayed promised planned expected unexpected combined separate parallel
"""
)

VERBS = _words(
    """
approved rejected delayed published opened closed ordered suspended reviewed announced cancelled extended
signed challenged questioned defended criticised welcomed ignored confirmed denied revised withdrew
postponed replaced repaired inspected audited funded financed taxed exported imported shipped stored sold
bought leased rented merged divided expanded reduced doubled halved froze raised lowered measured counted
estimated predicted described explained disclosed leaked recorded documented investigated prosecuted
settled appealed enforced relaxed tightened tested certified licensed banned restored abandoned promised
"""
)

INFINITIVES = _words(
    """
approve reject delay publish open close order suspend review extend sign challenge question defend confirm
revise withdraw postpone replace repair inspect audit fund finance tax export import ship store sell buy
lease expand reduce raise lower measure count estimate predict explain disclose record document
investigate settle enforce relax tighten test certify license restore abandon rebuild
"""
)

ADVERBS = _words(
    """
quickly quietly formally openly partly largely briefly finally again twice separately jointly gradually
suddenly narrowly reluctantly repeatedly unanimously provisionally temporarily eventually abroad at length
"""
)

CONNECTORS = _words(
    """
although because while after before since once unless whereas until
"""
)

PLACES = _words(
    """
Arlen Brockhaven Calder Dunmore Eastmere Farrow Glenport Harwick Innsford Jarrow Kelstad Lindholm Marrow
Northam Osterby Penhale Quayside Ravenna Selby Tarnow Ulverton Varna Westerly Yarmouth Zelm Ashgate Belmar
Corvin Dalby Elswick Fenwick Greymouth Holm Istria Keld Lorne Mossgate Norden Orrin Pellworm Rothwell
"""
)

GIVEN_NAMES = _words(
    """
Ana Bela Chen Dora Elif Femi Greta Hugo Ines Jonas Kaya Lena Marta Nadia Omar Petra Quinn Rosa Samir Tomas
Ulla Vera Wanda Yusuf Zoe Anders Bruno Carla David Emre Farid Gloria Hanna Igor Julia Karim Laura Milan
Nora Otto Pavel Renata Sofia Tariq Uwe Viktor Wen Ximena Yara Zdenek Amara Bastian Clara Dario Esther
"""
)

FAMILY_NAMES = _words(
    """
Abel Bakker Castro Dahl Eriksen Fischer Garcia Hoffmann Ibsen Jansen Kowalski Larsen Moreau Novak Okafor
Petrov Quist Rossi Schmidt Tanaka Ueda Vasquez Weber Xu Yilmaz Zeman Andersen Becker Costa Dubois Endo
Ferrari Gruber Haas Ivanov Jung Keller Lindqvist Meyer Nakamura Olsen Pereira Richter Santos Takeda Ulrich
Vogel Wagner Yamada Ziegler Almeida Brandt Conti Duarte Engel Fontaine Greco Hartmann Iversen Johansson
Kaplan Lehmann Marino Nilsson Oliveira Pavlov Ramos Sato Thorsen Urban Vidal Winter Yang Zimmer Araujo
"""
)

ROLES = (
    """
minister|deputy minister|chief economist|harbour master|plant director|union secretary|mayor|judge
professor of law|spokesperson|head of the agency|chief engineer|auditor|farmer|analyst|commissioner
ambassador|hospital director|head of research|member of the council|shipping agent|grid operator
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

ORGANIZATIONS = _words(
    "Ministry Office Agency Authority Council Commission Institute Union Bank Company Board"
)
