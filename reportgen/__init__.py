"""reportgen: YAML meeting notes in, HTML and PDF minutes out, with one register of every decision and action.

Data moves one way: load → check → project → resolve → plan → render → print → publish → gate. Imports only
point down this list, and only `pipeline` knows the order.

Rooms:

    __main__     where the program starts, and where a bug ends with its traceback
    cli          the command line: the only room that talks to people and reads clock or environment
    serving      building at every change, and an edition shown in a browser meanwhile; the only room that knows
                 Starlette, uvicorn and watchfiles
    pipeline     the order of the stages, for each thing a command asks for
    workers      where PDF jobs run: processes that can be killed, forked from one that has loaded what printing needs
    shares       where pages are rendered: this process and forks of it
    stages       one file or room each, none knows another:
        load     files → content and what is wrong with them; the one door
        check    content → what the rules find; an error sets its record aside
        project  content → what an edition may hold
        resolve  content → the site: meetings linked, actions folded, things numbered
        plan     site → every output, its template and its context
        render   a planned output → a page
        print    a page → a PDF; the only room that knows WeasyPrint
        publish  pages → the files of an edition and its manifest
        gate     those files → a receipt: whether something closed stands in them
    rules        what the notes must keep to, one plain function each, beside the words it says
    formats      kinds of files: YAML with places, records, assets, images, drafts, schemas, registers, letters,
                 Markdown pages; foreign ones read into records: speeches, old minutes, tables; what was read once,
                 kept to be read again; and any file unpacked to be searched
    theme        templates, their search path, the printed words; the only file that knows Jinja
    disk         the file system: content read once, outputs written whole or not at all
    environment  what this machine can print with
    text         words: masks, Markdown, numbering, dates and lists in Chinese and English
    model        the nouns: frozen records that every other room speaks in
"""

__version__ = "1.0.0a1"
