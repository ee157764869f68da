"""resolve: `Content`, as_of → `Site`: meetings linked, people found, actions folded, things numbered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from reportgen.model.content import Content
from reportgen.model.directory import Directory
from reportgen.model.register import register_of
from reportgen.model.site import Site
from reportgen.stages.resolve.meeting import Meetings
from reportgen.stages.resolve.register import decisions_of, lines_of
from reportgen.stages.resolve.revisions import revised_of, taken_down
from reportgen.stages.resolve.volume import volumes_of


def resolve(content: Content, as_of: dt.date) -> Site:
    """Return the site as it stands on a day."""
    directory = Directory(content.people)
    register = register_of(content)
    view = Meetings.of(content, as_of, directory, register)
    # A meeting tells of its own actions also where there is no list of all of them.
    listed = register if content.has_register else ()
    meetings = tuple(view.meeting(one) for one in content.minutes())
    site = Site(
        config=content.site,
        as_of=as_of,
        meetings=meetings,
        speeches=tuple(view.speech(one) for one in content.speeches()),
        volumes=volumes_of(content, meetings, listed, directory),
        register=register,
        lines=lines_of(listed, directory, as_of, content.site.register_),
        decisions=decisions_of(meetings, as_of),
        revised={},
        taken_down=tuple(taken_down(content)),
        levels={one.id: one.access for one in (*content.minutes(), *content.updates())},
        assets=content.assets,
        fonts=content.fonts,
        unreadable=content.unreadable,
        directory=directory,
        by_id={one.id: one for one in meetings},
        goes_without=content.goes_without,
    )
    return replace(site, revised=revised_of(content, site, lambda other: resolve(other, as_of)))
