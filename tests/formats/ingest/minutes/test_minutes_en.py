"""English minutes in the notations of councils, boards, committees and open-source groups become whole records."""

from __future__ import annotations

import datetime as dt

from reportgen.formats.ingest.draft import Value, bare
from reportgen.formats.ingest.reading import Asked, read_foreign


def _name(kind: str, day: dt.date, *, alone: bool) -> str:
    return f"{kind}-{day}-{alone}"


def _plain(value: Value) -> object:
    """Return a value without where it was read, and without the source and the language of a record."""
    told = bare(value)
    if isinstance(told, dict):
        return {key: _plain(one) for key, one in told.items() if key not in {"source", "lang"}}
    return [_plain(one) for one in told] if isinstance(told, list) else told


def _records(text: str, name: str = "minutes.txt") -> list[object]:
    """Return the records that a file of this text becomes."""
    report = read_foreign(text.lstrip("\n").encode(), name, Asked(), _name)
    return [_plain(draft.value) for draft in report.drafts]


def test_numbered_lines_of_plain_minutes_are_items_and_their_resolutions_decisions() -> None:
    text = """
HOLLY MARSH PARISH COUNCIL
Minutes of the meeting held on Monday 2 March 2026 at 7.30 pm

Present: Cllrs R Hale (Chairman), P Orr and S Vane
In attendance: Mrs J Peel (Clerk) and 4 members of the public
Apologies: Cllr T Ames

1/26 Footpaths
The stile is broken. RESOLVED to repair it. Proposed Cllr Orr, seconded Cllr Vane, all in favour.

2/26 Drains
ACTION: Clerk to report the drain by 20 March 2026.

The meeting closed at 8.55.
"""
    assert _records(text) == [
        {
            "title": "HOLLY MARSH PARISH COUNCIL",
            "start": "2026-03-02 19:30",
            "end": "2026-03-02 20:55",
            "chair": "Cllr R Hale",
            "attendance": {
                "present": [{"who": "Cllr R Hale", "role": "Chairman"}, "Cllr P Orr", "Cllr S Vane"],
                "apologies": ["Cllr T Ames"],
                "in-attendance": [{"who": "Mrs J Peel", "role": "Clerk"}],
            },
            "opening": "Minutes of the meeting held on Monday 2 March 2026 at 7.30 pm",
            "agenda": [
                {
                    "label": "1/26",
                    "title": "Footpaths",
                    "discussion": "The stile is broken.",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "RESOLVED to repair it. Proposed Cllr Orr, seconded Cllr Vane, all in favour.",
                            "moved": "Cllr Orr",
                            "seconded": "Cllr Vane",
                            "outcome": "carried",
                        }
                    ],
                },
                {
                    "label": "2/26",
                    "title": "Drains",
                    "discussion": "The meeting closed at 8.55.",
                    "actions": [
                        {
                            "id": "a1",
                            "task": "Clerk to report the drain by 20 March 2026.",
                            "owner": ["Clerk"],
                            "due": "2026-03-20",
                        }
                    ],
                },
            ],
        }
    ]


def test_a_motion_keeps_its_movers_its_vote_and_its_result() -> None:
    text = """
Alder Falls City Council
March 10, 2026

Mayor Henley called the meeting to order at 7:00 p.m.

PRESENT: Mayor Henley, Councilmembers Ortiz, Brandt, and Sloan.
ABSENT: Councilmember Dray.

NEW BUSINESS

Motion by Brandt, seconded by Sloan, to adopt Resolution 14.
Ayes: Henley, Brandt, Sloan. Noes: Ortiz. Absent: Dray. Motion carried 3-1.

Motion by Ortiz to table the ordinance. Motion died for lack of a second.

ADJOURNMENT

The meeting adjourned at 8:26 p.m.

Submitted by Joan Adler, City Clerk
"""
    assert _records(text) == [
        {
            "title": "Alder Falls City Council",
            "start": "2026-03-10 19:00",
            "end": "2026-03-10 20:26",
            "chair": "Mayor Henley",
            "recorder": "Joan Adler",
            "attendance": {
                "present": ["Mayor Henley", "Councilmember Ortiz", "Councilmember Brandt", "Councilmember Sloan"],
                "absent": ["Councilmember Dray"],
            },
            "opening": "Mayor Henley called the meeting to order at 7:00 p.m.",
            "agenda": [
                {
                    "title": "NEW BUSINESS",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "Motion by Brandt, seconded by Sloan, to adopt Resolution 14.",
                            "moved": "Brandt",
                            "seconded": "Sloan",
                            "vote": {
                                "counts": {"for": "3", "against": "1"},
                                "members": {
                                    "Henley": "for",
                                    "Brandt": "for",
                                    "Sloan": "for",
                                    "Ortiz": "against",
                                    "Dray": "absent",
                                },
                                "words": "Ayes: Henley, Brandt, Sloan. Noes: Ortiz. Absent: Dray. Motion carried 3-1.",
                            },
                            "outcome": "carried",
                        },
                        {
                            "id": "d2",
                            "text": "Motion by Ortiz to table the ordinance. Motion died for lack of a second.",
                            "moved": "Ortiz",
                            "outcome": "defeated",
                        },
                    ],
                },
                {
                    "title": "ADJOURNMENT",
                    "discussion": "The meeting adjourned at 8:26 p.m.\n\nSubmitted by Joan Adler, City Clerk",
                },
            ],
        }
    ]


def test_what_a_bot_logged_becomes_topics_decisions_and_actions_once() -> None:
    text = """
Meeting started by quill at 17:00:12 UTC on 2026-03-16

Meeting summary
---------------
* TOPIC: Mirrors (quill, 17:05:02)
  * INFO: Council members present: quill, marten (quill, 17:06:02)
  * AGREED: Retire the mirror list (+4, 0, -1) (quill, 17:12:45)
  * ACTION: marten to announce it (quill, 17:13:20)

Meeting ended at 17:41:09 UTC

Action items
------------
* marten to announce it
"""
    assert _records(text, name="council.txt") == [
        {
            "title": "council",
            "start": "2026-03-16 17:00",
            "end": "2026-03-16 17:41",
            "time-zone": "Etc/UTC",
            "attendance": {"present": ["quill", "marten"]},
            "opening": "Meeting started by quill at 17:00:12 UTC on 2026-03-16",
            "agenda": [
                {"title": "Meeting summary"},
                {
                    "title": "Mirrors",
                    "discussion": "Meeting ended at 17:41:09 UTC",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "Retire the mirror list (+4, 0, -1)",
                            "vote": {"counts": {"for": "4", "against": "1", "abstain": "0"}},
                            "outcome": "carried",
                        }
                    ],
                    "actions": [{"id": "a1", "task": "marten to announce it", "owner": ["marten"]}],
                },
            ],
        }
    ]


def test_labels_without_colons_hold_the_names_set_in_below_them() -> None:
    text = """
Harbour Data Group

14 April 2026

Attendees

   Present
          Anneke, Bo Lind

   Regrets
          Farid

   Chair
          Anneke

   Scribe
          Bo Lind

Meeting minutes

   RESOLUTION: Add a unit field

   ACTION: Bo to draft the text by 28 April
"""
    assert _records(text) == [
        {
            "title": "Harbour Data Group",
            "start": "2026-04-14",
            "chair": "Anneke",
            "recorder": "Bo Lind",
            "attendance": {"present": ["Anneke", "Bo Lind"], "apologies": ["Farid"]},
            "opening": "Meeting minutes",
            "decisions": [{"id": "d1", "text": "Add a unit field"}],
            "actions": [
                {"id": "a1", "task": "Bo to draft the text by 28 April", "owner": ["Bo"], "due-words": "by 28 April"}
            ],
        }
    ]


def test_headings_of_a_wiki_are_headings() -> None:
    text = """
= Zuul sync 2026-03-05 =

== Attendees ==
* Alma Kirk
* Ben Noor

== Notes ==
=== Upgrade ===
* AGREED: freeze the gate on Friday

== Action items ==
* Ben to mail the list
"""
    assert _records(text) == [
        {
            "title": "Zuul sync 2026-03-05",
            "start": "2026-03-05",
            "attendance": {"present": ["Alma Kirk", "Ben Noor"]},
            "agenda": [{"title": "Upgrade", "decisions": [{"id": "d1", "text": "freeze the gate on Friday"}]}],
            "actions": [{"id": "a1", "task": "Ben to mail the list", "owner": ["Ben"]}],
        }
    ]


def test_a_table_with_a_row_for_each_item_is_the_agenda() -> None:
    text = """
# Eastmoor Trust

## Minutes of the Board held on 29 January 2026, 09:30–11:45

| Present | |
|---|---|
| Ms Gill Roper | Chair |
| Dr Anil Sood | Medical Director |

**Apologies:** Prof Helen Strand

| Item | Discussion | Action | Owner | Due |
|---|---|---|---|---|
| 1/26 | Welcome. None were declared. | | | |
| 2/26 | Winter. The report is late. | Send the figures | AS | 27 Feb 2026 |
| 3/26 | Estates. The roof is sound. | Bring the case | CY | March 2026 |
"""
    assert _records(text, name="board.md") == [
        {
            "title": "Eastmoor Trust",
            "start": "2026-01-29 09:30",
            "end": "2026-01-29 11:45",
            "chair": "Ms Gill Roper",
            "attendance": {
                "present": [
                    {"who": "Ms Gill Roper", "role": "Chair"},
                    {"who": "Dr Anil Sood", "role": "Medical Director"},
                ],
                "apologies": ["Prof Helen Strand"],
            },
            "agenda": [
                {"label": "1/26", "title": "Welcome", "discussion": "Welcome. None were declared."},
                {
                    "label": "2/26",
                    "title": "Winter",
                    "discussion": "Winter. The report is late.",
                    "actions": [{"id": "a1", "task": "Send the figures", "owner": ["AS"], "due": "2026-02-27"}],
                },
                {
                    "label": "3/26",
                    "title": "Estates",
                    "discussion": "Estates. The roof is sound.",
                    "actions": [{"id": "a2", "task": "Bring the case", "owner": ["CY"], "due-words": "March 2026"}],
                },
            ],
        }
    ]


def test_a_table_of_labels_is_the_head() -> None:
    text = """
# Fair committee

| Date | 3 June 2026 |
|---|---|
| Time | 18:00–19:10 |
| Present | Amy Fox, Ben Gore |
| Apologies | Dan Ives |
| Chair | Amy Fox |

## Fair

- **Agreed:** entry is free
- **Action:** Ben to order bunting by 20 June 2026
"""
    assert _records(text, name="fair.md") == [
        {
            "title": "Fair committee",
            "start": "2026-06-03 18:00",
            "end": "2026-06-03 19:10",
            "chair": "Amy Fox",
            "attendance": {"present": ["Amy Fox", "Ben Gore"], "apologies": ["Dan Ives"]},
            "agenda": [
                {
                    "title": "Fair",
                    "decisions": [{"id": "d1", "text": "entry is free"}],
                    "actions": [
                        {
                            "id": "a1",
                            "task": "Ben to order bunting by 20 June 2026",
                            "owner": ["Ben"],
                            "due": "2026-06-20",
                        }
                    ],
                }
            ],
        }
    ]


def test_a_table_of_names_and_affiliations_is_the_attendance() -> None:
    text = """
# Notebook Council — Feb 24th, 2026

| Name | Affiliation | Username |
|---|---|---|
| Rosa Lind | Blue Kite | @rlind |
| Kenji Ota | Northpeak | @kota |

## Topics

- Docs theme
    - **ACTION** Kenji: merge the theme
    - AI Rosa: tell the list
"""
    assert _records(text, name="notes.md") == [
        {
            "title": "Notebook Council — Feb 24th, 2026",
            "start": "2026-02-24",
            "attendance": {
                "present": [
                    {"who": "Rosa Lind", "unit": "Blue Kite", "note": "@rlind"},
                    {"who": "Kenji Ota", "unit": "Northpeak", "note": "@kota"},
                ]
            },
            "agenda": [
                {
                    "title": "Docs theme",
                    "actions": [
                        {"id": "a1", "task": "merge the theme", "owner": ["Kenji"]},
                        {"id": "a2", "task": "tell the list", "owner": ["Rosa"]},
                    ],
                }
            ],
        }
    ]


def test_an_office_belongs_to_the_name_before_it_and_a_count_to_nobody() -> None:
    text = """
Cedar Library Board

Wednesday, April 15, 2026, 5:30 p.m.

Trustees present: Ruth Vance, Omar Diaz, and Kay Lund
Trustees absent: Beth Crowe
Staff present: Director Nan Hale, Rosa Kemp, Recording Secretary
Also present: the Clerk – Adrian Orr, 12 residents

A quorum was present.

Apologies had been received from Mr Tom Nash and Mrs V Cole.

1. Agenda. Diaz moved, Lund seconded, to approve the agenda. Motion carried unanimously.

2. Bookmobile. Lund moved to buy it. Diaz seconded. Roll call: Vance, yes; Lund, no. Carried.
"""
    assert _records(text) == [
        {
            "title": "Cedar Library Board",
            "start": "2026-04-15 17:30",
            "recorder": "Rosa Kemp",
            "attendance": {
                "present": ["Ruth Vance", "Omar Diaz", "Kay Lund"],
                "apologies": ["Mr Tom Nash", "Mrs V Cole"],
                "absent": ["Beth Crowe"],
                "in-attendance": [
                    "Director Nan Hale",
                    {"who": "Rosa Kemp", "role": "Recording Secretary"},
                    {"who": "Adrian Orr", "role": "Clerk"},
                ],
            },
            "opening": "A quorum was present.\n\nApologies had been received from Mr Tom Nash and Mrs V Cole.",
            "agenda": [
                {
                    "label": "1.",
                    "title": "Agenda.",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "Diaz moved, Lund seconded, to approve the agenda. Motion carried unanimously.",
                            "moved": "Diaz",
                            "seconded": "Lund",
                            "vote": {"method": "unanimous"},
                            "outcome": "carried",
                        }
                    ],
                },
                {
                    "label": "2.",
                    "title": "Bookmobile.",
                    "decisions": [
                        {
                            "id": "d2",
                            "text": "Lund moved to buy it. Diaz seconded. Roll call: Vance, yes; Lund, no. Carried.",
                            "moved": "Lund",
                            "seconded": "Diaz",
                            "vote": {"members": {"Vance": "for", "Lund": "against"}, "method": "roll-call"},
                            "outcome": "carried",
                        }
                    ],
                },
            ],
        }
    ]


def test_lists_of_a_line_that_holds_several_go_where_their_labels_say() -> None:
    text = """
Lake Valley Board
April 8, 2026

1. CALL TO ORDER: Chairperson Hart called the meeting to order at 6:03 p.m.

2. ROLL CALL: Directors present: Hart, Quill. Directors absent: Stead. Staff: Chief Dolan.

3. CONSENT ITEMS: Director Quill moved to approve them. Director Hart seconded. Motion carried.

4. ADJOURNMENT: Director Hart moved to adjourn. Director Quill seconded. Motion carried.
"""
    assert _records(text) == [
        {
            "title": "Lake Valley Board",
            "start": "2026-04-08 18:03",
            "chair": "Chairperson Hart",
            "attendance": {"present": ["Hart", "Quill"], "absent": ["Stead"], "in-attendance": ["Chief Dolan"]},
            "agenda": [
                {
                    "label": "3.",
                    "title": "CONSENT ITEMS:",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "Director Quill moved to approve them. Director Hart seconded. Motion carried.",
                            "moved": "Director Quill",
                            "seconded": "Director Hart",
                            "outcome": "carried",
                        }
                    ],
                },
                {
                    "label": "4.",
                    "title": "ADJOURNMENT:",
                    "decisions": [
                        {
                            "id": "d2",
                            "text": "Director Hart moved to adjourn. Director Quill seconded. Motion carried.",
                            "moved": "Director Hart",
                            "seconded": "Director Quill",
                            "outcome": "carried",
                        }
                    ],
                },
            ],
        }
    ]


def test_meetings_parted_by_rules_with_a_date_each_are_records_of_their_own() -> None:
    text = """
# Data notes

---

**Date:** 12 Mar 2026
**Attendees:** Ida Wolf, Jan Pek

**Action items**
- Jan: update the docs
- [Ida] cut the release

---

**Date:** 26 Feb 2026
**Attendees:** Ida Wolf
"""
    assert _records(text, name="data.md") == [
        {
            "title": "Data notes",
            "start": "2026-03-12",
            "attendance": {"present": ["Ida Wolf", "Jan Pek"]},
            "actions": [
                {"id": "a1", "task": "update the docs", "owner": ["Jan"]},
                {"id": "a2", "task": "cut the release", "owner": ["Ida"]},
            ],
        },
        {"title": "Data notes", "start": "2026-02-26", "attendance": {"present": ["Ida Wolf"]}},
    ]


def test_owners_stand_before_the_task_if_they_were_there_and_dates_behind_by() -> None:
    text = """
# Weekly 2026-03-03

Attendees: Noor Bakker, Felix Amsel
Missed: Olu Ade

## Next steps

- [ ] Felix: invite both (due 2026-03-25)
- [ ] Noor & Felix — write the runbook — by 1 March
- [ ] @Noor Bakker book the room 20 March 2026
- [ ] Docs: update the index
"""
    assert _records(text, name="weekly.md") == [
        {
            "title": "Weekly 2026-03-03",
            "start": "2026-03-03",
            "attendance": {"present": ["Noor Bakker", "Felix Amsel"], "absent": ["Olu Ade"]},
            "actions": [
                {"id": "a1", "task": "invite both (due 2026-03-25)", "owner": ["Felix"], "due": "2026-03-25"},
                {
                    "id": "a2",
                    "task": "write the runbook — by 1 March",
                    "owner": ["Noor", "Felix"],
                    "due-words": "by 1 March",
                },
                {
                    "id": "a3",
                    "task": "@Noor Bakker book the room 20 March 2026",
                    "owner": ["Noor Bakker"],
                    "due": "2026-03-20",
                },
                {"id": "a4", "task": "Docs: update the index"},
            ],
        }
    ]


def test_a_list_of_terms_in_a_page_is_read_as_labels() -> None:
    text = """
<html><head><title>Harbour group</title></head><body><h1>Harbour group</h1><h2>21 April 2026</h2>
<dl><dt>Present</dt><dd>Anneke, Efua</dd><dt>Regrets</dt><dd>Dmitri</dd><dt>Chair</dt><dd>Anneke</dd></dl>
<h2>Budget</h2>
<p>Petra moved and Dario seconded:</p>
<p>RESOLVED, the budget is approved.</p>
<p>The resolution passed unanimously.</p>
</body></html>
"""
    assert _records(text, name="harbour.html") == [
        {
            "title": "Harbour group",
            "start": "2026-04-21",
            "chair": "Anneke",
            "attendance": {"present": ["Anneke", "Efua"], "apologies": ["Dmitri"]},
            "agenda": [
                {
                    "title": "Budget",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "Petra moved and Dario seconded:\n\nRESOLVED, the budget is approved.",
                            "moved": "Petra",
                            "seconded": "Dario",
                            "vote": {"method": "unanimous", "words": "The resolution passed unanimously."},
                            "outcome": "carried",
                        }
                    ],
                }
            ],
        }
    ]


def test_action_items_of_a_board_that_hold_motions_are_items() -> None:
    text = """
# School Board

Date: 17 February 2026

## Action Items

**A. Buses**

Motion by Stone, second by Vile to buy it. Vote: 4 ayes, 0 nays.

## Topics

- Reading week
- Action: Stone will tell the schools
"""
    assert _records(text, name="school.md") == [
        {
            "title": "School Board",
            "start": "2026-02-17",
            "agenda": [
                {
                    "title": "Action Items",
                    "items": [
                        {
                            "title": "A. Buses",
                            "decisions": [
                                {
                                    "id": "d1",
                                    "text": "Motion by Stone, second by Vile to buy it. Vote: 4 ayes, 0 nays.",
                                    "moved": "Stone",
                                    "seconded": "Vile",
                                    "vote": {"counts": {"for": "4", "against": "0"}},
                                }
                            ],
                        }
                    ],
                },
                {
                    "title": "Reading week",
                    "actions": [{"id": "a1", "task": "Stone will tell the schools", "owner": ["Stone"]}],
                },
            ],
        }
    ]


def test_items_with_a_unit_behind_a_comma_are_one_person_each() -> None:
    text = """
# Beacon Committee

## Minutes of the meeting held March 12, 2026

**Members of the committee in attendance**

- Dario Conti, Acme Rail
- Petra Vogel, Blue Kite

**Members not in attendance**

- Mina Sato, Northpeak

## Budget

The Committee approved the budget. The Board NOTED the forecast.
"""
    assert _records(text, name="beacon.md") == [
        {
            "title": "Beacon Committee",
            "start": "2026-03-12",
            "attendance": {
                "present": [{"who": "Dario Conti", "unit": "Acme Rail"}, {"who": "Petra Vogel", "unit": "Blue Kite"}],
                "absent": [{"who": "Mina Sato", "unit": "Northpeak"}],
            },
            "agenda": [
                {
                    "title": "Budget",
                    "decisions": [
                        {"id": "d1", "text": "The Committee approved the budget. The Board NOTED the forecast."}
                    ],
                }
            ],
        }
    ]


def test_fields_of_restructured_text_are_labels_and_underlined_lines_headings() -> None:
    text = """
Governance call, 2026-03-19
===========================

:Present: Asa, Britt
:Excused: Dov
:Minutes: Britt

Release cadence
---------------

Britt proposed a release every six weeks,
starting in May.

**Decision**: six weeks, starting
in May.
"""
    assert _records(text, name="call.rst") == [
        {
            "title": "Governance call, 2026-03-19",
            "start": "2026-03-19",
            "recorder": "Britt",
            "attendance": {"present": ["Asa", "Britt"], "apologies": ["Dov"]},
            "agenda": [
                {
                    "title": "Release cadence",
                    "discussion": "Britt proposed a release every six weeks,\nstarting in May.",
                    "decisions": [{"id": "d1", "text": "six weeks, starting in May."}],
                }
            ],
        }
    ]


def test_a_late_heading_on_attendance_is_an_item_and_others_beside_governors_sit_in() -> None:
    text = """
Birch Lane School
24 March 2026, 5.30pm

Governors present: Lynn Oates (Chair), Dev Shah
Others: Sam Ross for item 2, three parents

1. Welcome
The chair welcomed everybody.

2. Attendance
Sam reported that attendance was 95%.
Action (Sam): bring the figures by year
"""
    assert _records(text) == [
        {
            "title": "Birch Lane School",
            "start": "2026-03-24 17:30",
            "chair": "Lynn Oates",
            "attendance": {
                "present": [{"who": "Lynn Oates", "role": "Chair"}, "Dev Shah"],
                "in-attendance": [{"who": "Sam Ross", "note": "for item 2"}],
            },
            "agenda": [
                {"label": "1.", "title": "Welcome", "discussion": "The chair welcomed everybody."},
                {
                    "label": "2.",
                    "title": "Attendance",
                    "discussion": "Sam reported that attendance was 95%.",
                    "actions": [{"id": "a1", "task": "bring the figures by year", "owner": ["Sam"]}],
                },
            ],
        }
    ]


def test_words_beside_a_table_of_actions_are_no_actions() -> None:
    text = """
# Harbor Point

Date: 3 September 2026
Present: Gail Horne, Ira Jost
Chair: Gail Horne
Location: Club room

Gail welcomed the owners.

## Action items

| Task | Owner | Due |
|---|---|---|
| Sign the contract | Gail Horne | 9/10/2026 |

Adjourned 6:48 p.m.
"""
    assert _records(text, name="harbor.md") == [
        {
            "title": "Harbor Point",
            "start": "2026-09-03",
            "place": "Club room",
            "chair": "Gail Horne",
            "attendance": {"present": ["Gail Horne", "Ira Jost"]},
            "opening": "Gail welcomed the owners.\n\nAdjourned 6:48 p.m.",
            "actions": [{"id": "a1", "task": "Sign the contract", "owner": ["Gail Horne"], "due": "2026-09-10"}],
        }
    ]


def test_meetings_under_headings_that_are_days_have_the_title_of_the_file() -> None:
    text = """
# SIG Harbour notes

## April 9, 2026

**Attendees:**
- Ines Duarte (Blue Kite)
- Rahul Sen

**Agenda:**
- Drivers
  - Decision: keep two drivers

## March 26, 2026

**Attendees:**
- Ines Duarte (Blue Kite)
"""
    assert _records(text, name="sig.md") == [
        {
            "title": "SIG Harbour notes",
            "start": "2026-04-09",
            "attendance": {"present": [{"who": "Ines Duarte", "unit": "Blue Kite"}, "Rahul Sen"]},
            "agenda": [{"title": "Drivers", "decisions": [{"id": "d1", "text": "keep two drivers"}]}],
        },
        {
            "title": "SIG Harbour notes",
            "start": "2026-03-26",
            "attendance": {"present": [{"who": "Ines Duarte", "unit": "Blue Kite"}]},
        },
    ]


def test_a_mail_names_the_day_in_its_subject_and_a_number_is_the_number() -> None:
    text = """
Subject: Festival planning, 4 March 2026
Meeting No.: 7

Attendees: Rita Sole, Mo Hassan
Not present: Ollie Park

Decisions:
- No glass bottles on the quay

Action items:
- Mo: ask the fire brigade
"""
    assert _records(text) == [
        {
            "title": "Festival planning, 4 March 2026",
            "number": "7",
            "start": "2026-03-04",
            "attendance": {"present": ["Rita Sole", "Mo Hassan"], "absent": ["Ollie Park"]},
            "decisions": [{"id": "d1", "text": "No glass bottles on the quay"}],
            "actions": [{"id": "a1", "task": "ask the fire brigade", "owner": ["Mo"]}],
        }
    ]


def test_a_motion_without_a_mover_of_its_own_takes_those_on_the_lines_below_it() -> None:
    text = """
# Rowing club

Date: 14 March 2026

## Subscription

Motion: That the subscription be raised.
Proposed by Jim Corrie, seconded by Nell Abbot.
For 9, Against 2, Abstained 1. Motion carried.

Moved: Paula Venn. Seconded: Jim Corrie. That a boat be bought. Motion withdrawn.
"""
    assert _records(text, name="club.md") == [
        {
            "title": "Rowing club",
            "start": "2026-03-14",
            "agenda": [
                {
                    "title": "Subscription",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "Motion: That the subscription be raised.",
                            "moved": "Jim Corrie",
                            "seconded": "Nell Abbot",
                            "vote": {
                                "counts": {"for": "9", "against": "2", "abstain": "1"},
                                "words": "For 9, Against 2, Abstained 1. Motion carried.",
                            },
                            "outcome": "carried",
                        },
                        {
                            "id": "d2",
                            "text": "Moved: Paula Venn. Seconded: Jim Corrie. That a boat be bought. Motion withdrawn.",
                            "moved": "Paula Venn",
                            "seconded": "Jim Corrie",
                            "outcome": "withdrawn",
                        },
                    ],
                }
            ],
        }
    ]


def test_inline_marks_and_short_forms_of_clubs_are_read() -> None:
    text = """
Friends of Lea Park – minutes of committee meeting 2 November 2026

Present – Jo Ash, Max Dean
Apologies – Ned Eve

1) Gutters
The gutter leaks. ACTION – Max to mend it by 30 November 2026
2) Grants
MSC (Ash/Dean) to donate £50 to the library.
3) Paths
2.3 **Resolved:** that the path be closed.
AP Jo: tell the school
"""
    assert _records(text) == [
        {
            "title": "Friends of Lea Park – minutes of committee meeting 2 November 2026",
            "start": "2026-11-02",
            "attendance": {"present": ["Jo Ash", "Max Dean"], "apologies": ["Ned Eve"]},
            "agenda": [
                {
                    "label": "1)",
                    "title": "Gutters",
                    "discussion": "The gutter leaks.",
                    "actions": [
                        {
                            "id": "a1",
                            "task": "Max to mend it by 30 November 2026",
                            "owner": ["Max"],
                            "due": "2026-11-30",
                        }
                    ],
                },
                {
                    "label": "2)",
                    "title": "Grants",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "MSC (Ash/Dean) to donate £50 to the library.",
                            "moved": "Ash",
                            "seconded": "Dean",
                            "outcome": "carried",
                        }
                    ],
                },
                {
                    "label": "3)",
                    "title": "Paths",
                    "decisions": [{"id": "d2", "text": "that the path be closed."}],
                    "actions": [{"id": "a2", "task": "tell the school", "owner": ["Jo"]}],
                },
            ],
        }
    ]


def test_people_who_answered_the_roll_are_where_their_answer_says() -> None:
    text = """
# Board

Date: 12 November 2026

## Roll call

- Pat Noll – present
- Quin Orr – absent
- Rae Pike – excused

## Bids

All were told. Ms. Frost made a motion to award it. Mr. Dent seconded. 3 in favor, 0 opposed.
"""
    assert _records(text, name="roll.md") == [
        {
            "title": "Board",
            "start": "2026-11-12",
            "attendance": {"present": ["Pat Noll"], "apologies": ["Rae Pike"], "absent": ["Quin Orr"]},
            "agenda": [
                {
                    "title": "Bids",
                    "discussion": "All were told.",
                    "decisions": [
                        {
                            "id": "d1",
                            "text": "Ms. Frost made a motion to award it. Mr. Dent seconded. 3 in favor, 0 opposed.",
                            "moved": "Ms. Frost",
                            "seconded": "Mr. Dent",
                            "vote": {"counts": {"for": "3", "against": "0"}},
                        }
                    ],
                }
            ],
        }
    ]
