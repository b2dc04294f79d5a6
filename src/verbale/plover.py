"""The codebook: PLOVER 2.0's types, modes, contexts and scores as data, with our statuses and our tie-breaks.

Codes, quad classes and scores are those of the PLOVER 2.0 manual (Open Event Data Alliance, 2021), read
with two corrections: ACCUSE is -3 (its table prints 3, though all its modes are negative), and SANCTION is
quad 4 (its own section; one summary table says 3). Scores run from -10, most hostile, to 10, most
cooperative. The descriptions are our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from verbale.errors import UnknownCode

CODEBOOK = "plover-2.0+verbale-1"
"""Name of the codebook, for `made_by.codebook`."""

Sides = Literal["joint", "either", "directed"]
"""How a type seats its participants.

joint: all are actors, nobody receives (CONSULT). either: all are actors where they act together, such as
signatories or two sides fighting, else one side acts on the other. directed: one side acts, on the other or alone.
"""


class Mode(Struct, frozen=True):
    """How an act of one type is done; `scale` is the score of the type in that mode."""

    code: str
    scale: float
    meaning: str


class EventType(Struct, frozen=True):
    """One of the sixteen types: its class and score, who takes part in it, and where its borders run.

    `needs_recipient`: PLOVER asks for a recipient. `looks_ahead`: the act is a word about the future
    (promise, demand, threat), so the act has occurred though its matter has not. `by_announcement`: to
    announce it is to do it, even if it takes effect later. `becomes_agree`: PLOVER writes it as AGREE while
    it is only planned.
    """

    code: str
    quad: int
    scale: float
    sides: Sides
    meaning: str
    borders: tuple[str, ...]
    modes: tuple[Mode, ...] = ()
    needs_recipient: bool = False
    looks_ahead: bool = False
    by_announcement: bool = False
    becomes_agree: bool = False

    def mode(self, code: str) -> Mode:
        """The mode of that code; UnknownCode, with near ones, if the type has none such."""
        for one in self.modes:
            if one.code == code:
                return one
        raise UnknownCode(f"mode of {self.code}", code, [m.code for m in self.modes])


QUADS: Mapping[int, str] = MappingProxyType(
    {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
)
"""The four classes of acts."""

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "occurred": "It happened: the news of this report.",
        "ongoing": "It is going on as the report is written.",
        "scheduled": "It is set for a time to come: a visit next week, talks in May, a trial.",
        "hypothetical": "It is hoped, feared, considered or conditional: could, may, if, is weighing.",
        "denied": "The report says that it did not happen, or somebody denies that it did.",
        "historical": "Background: weeks to years before the report.",
    }
)
"""What each status says of an event. Counts take occurred and ongoing unless asked for more."""

AUXILIARY_MODES: Mapping[str, str] = MappingProxyType(
    {"historical": "historical", "scheduled": "future", "hypothetical": "hypothetical", "denied": "negation"}
)
"""Our status -> PLOVER's auxiliary mode; occurred and ongoing have none."""

TYPES: tuple[EventType, ...] = (
    EventType(
        code="AGREE",
        quad=1,
        scale=2.5,
        sides="either",
        looks_ahead=True,
        by_announcement=True,
        meaning="Agrees, offers, promises or plans to cooperate, give, meet or sign.",
        borders=(
            "A promise to withdraw, release or lift a measure is CONCEDE.",
            "A planned meeting is CONSULT with status scheduled.",
            "A party to a conflict that calls for its end agrees; an outsider who calls for it makes a REQUEST.",
        ),
    ),
    EventType(
        code="CONSULT",
        quad=1,
        scale=2.5,
        sides="joint",
        becomes_agree=True,
        meaning="Meets, visits, hosts, negotiates or telephones: every participant is an actor.",
        borders=(
            "Summoning an ambassador to complain is ACCUSE disapprove.",
            "Cancelling or refusing a meeting is REJECT meet.",
            "A meeting that is only the setting of other news is no event.",
        ),
        modes=(
            Mode("visit", 4, "One side travels to the other's country or house; the host is named apart."),
            Mode("third-party", 1, "Somebody who is not a party hosts or mediates."),
            Mode("multilateral", 4, "Four states or more, an alliance or an intergovernmental body."),
            Mode("phone", 1.5, "By telephone, video or letter."),
        ),
    ),
    EventType(
        code="SUPPORT",
        quad=1,
        scale=5,
        sides="either",
        becomes_agree=True,
        meaning="Praises, thanks, backs or recognises; opens or mends relations; signs or ratifies an agreement.",
        borders=(
            "Promising to sign is AGREE.",
            "Help in money, arms or goods is AID.",
            "Military cooperation is COOPERATE.",
        ),
    ),
    EventType(
        code="CONCEDE",
        quad=1,
        scale=4.5,
        sides="either",
        by_announcement=True,
        meaning="Gives way in words: apologises, pardons, lifts a ban, drops a demand, announces a truce or retreat.",
        borders=(
            "Carrying it out (troops leave, prisoners go free, guns fall silent) is RETREAT.",
            "Acquittals, overturned sentences and pleas of guilty are concessions.",
        ),
    ),
    EventType(
        code="COOPERATE",
        quad=2,
        scale=9.5,
        sides="either",
        needs_recipient=True,
        becomes_agree=True,
        meaning="Works together in deeds, to the good of both: trade, joint drills, extradition, shared intelligence.",
        borders=("Help that flows one way is AID.", "What is only promised is AGREE."),
    ),
    EventType(
        code="AID",
        quad=2,
        scale=10,
        sides="directed",
        needs_recipient=True,
        becomes_agree=True,
        meaning="Helps one way: money, arms, troops, relief, asylum, rescue, debt forgiven.",
        borders=(
            "A general promise of help is AGREE.",
            "Soldiers or police in disaster relief are AID, not MOBILIZE.",
            "Stopping help is SANCTION withdraw.",
        ),
    ),
    EventType(
        code="RETREAT",
        quad=2,
        scale=6.5,
        sides="either",
        meaning="Gives way in deeds: withdraws, releases, disarms, stops fighting, lets observers in, resigns.",
        borders=("The announcement beforehand is CONCEDE.", "Freeing hostages by force is AID."),
        modes=(
            Mode("withdraw", 8, "Forces leave a place or hand it over."),
            Mode("release", 6.5, "Prisoners, hostages or seized goods are given back."),
            Mode("disarm", 10, "Fighters surrender or weapons are given up."),
            Mode("ceasefire", 7.5, "A truce takes effect, fighting ends."),
            Mode("access", 6.5, "Observers, peacekeepers or aid workers are let in."),
            Mode("resign", 4.5, "An official leaves office."),
        ),
    ),
    EventType(
        code="REQUEST",
        quad=3,
        scale=0,
        sides="directed",
        looks_ahead=True,
        by_announcement=True,
        meaning="Asks, urges, demands or orders, in words and without a threat.",
        borders=(
            "What is asked for is not an event of its own.",
            "Demands made by marching are PROTEST.",
            "With grave consequences held out it is THREATEN.",
        ),
        modes=(
            Mode("assist", 0.5, "For help, exchange or better relations."),
            Mode("change", -1, "For another policy, law, government or institution."),
            Mode("yield", -1, "For a release, a truce, the end of sanctions, attacks or a siege."),
            Mode("meet", 0, "For a meeting or negotiations."),
        ),
    ),
    EventType(
        code="ACCUSE",
        quad=3,
        scale=-3,
        sides="directed",
        meaning="Condemns, criticises, blames, charges, sues or investigates.",
        borders=(
            "Where the same report tells of the conviction, only SANCTION convict is coded.",
            "Protest in the street is PROTEST.",
        ),
        modes=(
            Mode("disapprove", -2, "Condemns, criticises, protests in words, summons an ambassador."),
            Mode("investigate", -3.5, "Opens or carries on an inquiry, in court or in parliament."),
            Mode("allege", -3.5, "Accuses, blames, charges, indicts, sues, puts on trial."),
        ),
    ),
    EventType(
        code="REJECT",
        quad=3,
        scale=-2,
        sides="directed",
        by_announcement=True,
        meaning="Refuses, vetoes, denies, calls off a meeting, bars somebody's entry.",
        borders=("Ending help or relations is SANCTION.", "Throwing somebody out is SANCTION expel or COERCE deport."),
        modes=(
            Mode("assist", -1.5, "Refuses help, exchange or relations."),
            Mode("change", -2, "Refuses or blocks another policy, law or government."),
            Mode("yield", -2, "Refuses a release, a truce, the end of sanctions or of attacks."),
            Mode("meet", -2, "Refuses, cancels or boycotts a meeting."),
        ),
    ),
    EventType(
        code="THREATEN",
        quad=3,
        scale=-3.5,
        sides="directed",
        looks_ahead=True,
        by_announcement=True,
        meaning="Threatens or warns of grave consequences; the mode says what is threatened.",
        borders=(
            "Showing force without using it is MOBILIZE.",
            "A warrant against somebody absent is THREATEN arrest.",
        ),
        modes=(
            Mode("restrict", -3, "Blockade, boycott, strike, curfew, ban."),
            Mode("arrest", -3.5, "Arrest or prison, warrants against the absent."),
            Mode("relations", -3.5, "Breaking off relations, talks or trade."),
            Mode("expel", -3.5, "Throwing out diplomats, peacekeepers, bases, groups."),
            Mode("territory", -4, "Taking or occupying territory."),
            Mode("violence", -3.5, "Force."),
        ),
    ),
    EventType(
        code="PROTEST",
        quad=4,
        scale=-5,
        sides="directed",
        meaning="Civilians protest together in deeds: march, strike, block, boycott, riot.",
        borders=("A diplomatic protest is ACCUSE disapprove.", "What is protested against is not a second event."),
        modes=(
            Mode("demo", -5, "A march, rally or sit-in, peaceful in the main."),
            Mode("riot", -7, "Violent crowds, clashes with the police."),
            Mode("strike", -5, "Work is laid down."),
            Mode("hunger", -4.5, "A hunger strike."),
            Mode("boycott", -4.5, "Buying, taking part or dealing with somebody is refused."),
            Mode("obstruct", -4.5, "Roads, ports or entrances are blocked."),
            Mode("vandalize", -4.5, "Things are damaged as a sign, such as paint on a statue."),
        ),
    ),
    EventType(
        code="SANCTION",
        quad=4,
        scale=-6,
        sides="directed",
        by_announcement=True,
        needs_recipient=True,
        meaning="Cuts back relations: sanctions, punitive tariffs, expulsion, leaving a body, conviction, dismissal.",
        borders=(
            "Deporting ordinary people is COERCE deport.",
            "Calling off a meeting is REJECT meet.",
            "A prison sentence is one event, SANCTION convict.",
        ),
        modes=(
            Mode("convict", -6, "A court finds guilty, sentences, fines or awards damages."),
            Mode("expel", -5.5, "Diplomats or members are thrown out, an official is dismissed."),
            Mode("withdraw", -6, "Recalls an ambassador, leaves a body or coalition, stops its help."),
            Mode("discontinue", -6, "Sanctions, embargo, tariffs, broken ties, a deal suspended."),
        ),
    ),
    EventType(
        code="MOBILIZE",
        quad=4,
        scale=-5.5,
        sides="directed",
        meaning="Moves or readies force without using it: deployments, tests, exercises of one side, alerts.",
        borders=(
            "Joint exercises are COOPERATE.",
            "With an ASSAULT on the same occasion only the ASSAULT is coded.",
            "Troops sent to help an ally are AID.",
        ),
        modes=(
            Mode("troops", -6.5, "Soldiers are deployed, called up or put on alert."),
            Mode("weapons", -6.5, "Weapons are tested or moved, ships and aircraft sent."),
            Mode("police", -5.5, "Police or security forces are brought up."),
            Mode("militia", -6, "An armed group that is no state's gathers or arms."),
        ),
    ),
    EventType(
        code="COERCE",
        quad=4,
        scale=-7,
        sides="directed",
        by_announcement=True,
        meaning="Uses power short of violence: arrests, raids, bans, censorship, deportation, blockade.",
        borders=(
            "Fighters captured in battle are ASSAULT abduct.",
            "A warrant against somebody absent is THREATEN arrest.",
            "Emergencies declared for a disaster are no event.",
        ),
        modes=(
            Mode("seize", -7, "Raids, searches, confiscates."),
            Mode("restrict", -7, "Bans people, parties or movement; blockades."),
            Mode("censor", -6.5, "Bans or blocks media and publications."),
            Mode("curfew", -6.5, "A curfew."),
            Mode("martial-law", -7.5, "Martial law or a state of emergency."),
            Mode("arrest", -7, "Arrests, detains, takes into custody."),
            Mode("deport", -7, "Puts people out of the country."),
            Mode("withhold", -7, "Cuts off power, water, food or the internet."),
            Mode("misinformation", -6.5, "Deceives in public by a campaign of lies."),
            Mode("cyber", -7, "Breaks into or blocks computers and networks."),
        ),
    ),
    EventType(
        code="ASSAULT",
        quad=4,
        scale=-9,
        sides="either",
        meaning="Uses violence: attacks, strikes, kills, abducts, tortures, fights.",
        borders=(
            "Its dead and wounded are its size, not a second event.",
            "In two-sided fighting all sides are actors and nobody receives.",
            "An attack that was intercepted is still an attack.",
        ),
        modes=(
            Mode("abduct", -8.5, "Kidnaps, hijacks, takes hostages, captures fighters."),
            Mode("beat", -7.5, "Blows with fists, feet or sticks."),
            Mode("torture", -8.5, "Torture."),
            Mode("sexual", -8.5, "Rape and other sexual violence."),
            Mode("targeted", -9.5, "Assassination, execution, massacre of the defenceless."),
            Mode("destroy", -8.5, "Property destroyed on purpose, the arm not told or destruction the aim."),
            Mode("primitive", -8, "Knives, fire, stones, vehicles driven into people."),
            Mode("firearms", -9, "Rifles, pistols, machine guns; ambush by gunmen."),
            Mode("explosives", -9, "Bombs, mines, grenades, car bombs."),
            Mode("suicide-attack", -9.5, "The attacker means to die in it."),
            Mode("aerial", -9.5, "From manned aircraft; air strikes whose arm is not told."),
            Mode("drone", -9.5, "By unmanned aircraft."),
            Mode("heavy-weapons", -9.5, "Artillery, missiles, rockets, tanks."),
            Mode("crowd-control", -7.5, "Tear gas, water cannon, rubber bullets, shots in the air."),
            Mode("unconventional", -10, "Chemical, biological, radiological or nuclear weapons."),
        ),
    ),
)
"""The sixteen types, in the manual's order."""

CONTEXTS: Mapping[str, str] = MappingProxyType(
    {
        "military": "Armed forces of a state: operations, help, spending; not militias or police.",
        "intelligence": "Spying and the services that do it.",
        "executive": "Government and its heads: rivalries, appointments, affairs of office.",
        "legislative": "Parliament: members, debates, laws, coalitions.",
        "election": "Elections and campaigns, their fairness and their observers.",
        "political_institutions": "Changes to, or unusual dealings between, the organs of a state or its parties.",
        "pro_democracy": "Steps towards democracy.",
        "pro_autocracy": "Steps away from democracy: coups, cancelled elections, organs dissolved.",
        "economic": "Trade, finance, growth, prices, money; not the news of one company alone.",
        "legal": "Courts, judges and law, national and international.",
        "reparations": "Making good for past harm, in money or otherwise.",
        "human_rights": "Human rights in general.",
        "rights_freedoms": "Particular freedoms: speech, press, assembly, movement, vote, faith.",
        "repression": "Force by the security services against people who do not fight.",
        "human_security": "Access to water, food, housing, energy, land.",
        "gender": "Women's rights, gender equality, abortion.",
        "lgbt": "LGBT people: law, discrimination, protest.",
        "religion_ethnicity": "Faith, ethnic group, caste or language.",
        "inequality": "Unequal shares of wealth or chances.",
        "diplomatic": "Diplomacy: ministries, embassies, negotiations.",
        "territory": "Territory in dispute: borders, secession, displacement.",
        "peacekeeping": "Keeping or watching over a peace, mostly by many nations.",
        "health": "Public health and disease.",
        "asylum": "Asylum sought or granted.",
        "migration": "Migrants, refugees, displaced people.",
        "disasters": "Natural disasters, accidents, spills.",
        "natural_resource": "Oil, gas, minerals, water, forests, land: use, trade, dispute.",
        "environment": "Pollution, climate, conservation.",
        "technology": "New technology and high-tech industry.",
        "terrorism": "Terrorist groups, acts and the fight against them.",
        "cbrn": "Chemical, biological, radiological and nuclear weapons.",
        "cyber": "Attacks on and security of computers and networks.",
        "misinformation": "Disinformation and campaigns of influence.",
        "crime": "Crime that has no context of its own here.",
        "corruption": "Bribery, embezzlement, abuse of office.",
        "illegal_drugs": "Illegal drugs.",
        "trafficking": "Smuggling of people, arms, drugs, animals or goods.",
    }
)
"""Code of a context -> what an act in that context is about."""

_TYPES = {one.code: one for one in TYPES}


def get_type(code: str) -> EventType:
    """The type of that code, in capitals; UnknownCode, with near ones, if there is none."""
    try:
        return _TYPES[code]
    except KeyError:
        raise UnknownCode("event type", code, _TYPES) from None


def get_scale(event: str, mode: str | None = None) -> float:
    """PLOVER's score of a type in a mode, -10 to 10; the type's own without one."""
    kind = get_type(event)
    return kind.scale if mode is None else kind.mode(mode).scale


def list_modes(code: str) -> tuple[tuple[EventType, Mode], ...]:
    """Every type that has a mode of that code, with the mode: REQUEST and REJECT share theirs."""
    return tuple((kind, mode) for kind in TYPES for mode in kind.modes if mode.code == code)
