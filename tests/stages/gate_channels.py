"""The ways a closed passage gets out, each with a small real file in which it was planted on purpose."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote
from xml.sax.saxutils import escape as xml

import icalendar
import openpyxl
import pikepdf
import xlsxwriter
import yaml
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from reportgen.model.build import Artifact, PrintJob
from reportgen.stages.print import print_page

LATIN, HAN, DIGITS = "KestrelQuarry94", "龘靐爨麤鱻灪", "740193826651"

SEEN_BY_OTHERS = {
    "register totals": "a number tells by its difference to another; no word of the passage is in it",
    "page count, file size, section numbers, gaps in ids": "a quantity, not words",
    "mask width": "a length, not words",
    "font subset tag": "six letters drawn from a check sum of the glyphs",
    "git or CI artefacts": "they lie outside the edition",
    "caches, staging": "they lie outside the edition",
    "logs, warnings, tracebacks, progress titles": "they are said, not written into the edition",
    "times and order": "when and where things stand, not words",
    "mail subjects": "a letter leaves by another way",
    "signatures over another edition": "a signature tells that bytes differ, not which",
    "QR codes": "pixels; what they encode is an address of the edition",
}
"""No search of files sees these: two sources that differ in the passage alone must give the same bytes."""

ALL = (LATIN, HAN, DIGITS)


@dataclass(frozen=True)
class Plant:
    """A file with a passage in one channel."""

    channel: str
    where: str
    make: Callable[[str], Artifact]
    tokens: tuple[str, ...] = ALL


def _text(channel: str, where: str, path: str, write: Callable[[str], str], tokens: tuple[str, ...] = ALL) -> Plant:
    return Plant(channel, where, lambda token: Artifact(path, write(token).encode()), tokens)


def _file(channel: str, where: str, path: str, write: Callable[[str], bytes], tokens: tuple[str, ...] = ALL) -> Plant:
    return Plant(channel, where, lambda token: Artifact(path, write(token)), tokens)


def html(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def printed(body: str, head: str = "<title>纪要</title>", style: str = "") -> bytes:
    """A PDF as the program prints it."""
    style = f'<style>body {{ font-family: "Liberation Serif", "Noto Serif CJK SC" }} {style}</style>'
    pdf = print_page(PrintJob(html(body, head + style), {"asset:dot": png()})).pdf
    assert pdf is not None
    return pdf


def changed(change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    """A PDF of one empty page, changed; packed as tightly as can be."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    change(pdf)
    pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, **how)
    return out.getvalue()


def _destination(pdf: pikepdf.Pdf, token: str) -> None:
    names = pikepdf.NameTree.new(pdf)
    names[token] = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
    pdf.Root.Names = pikepdf.Dictionary(Dests=names.obj)


def _annotated(pdf: pikepdf.Pdf, **entries: object) -> None:
    note = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **entries))
    pdf.pages[0].Annots = pikepdf.Array([note])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([note]))


def _information(pdf: pikepdf.Pdf, token: str) -> None:
    pdf.docinfo["/Keywords"] = token


def _described(pdf: pikepdf.Pdf, token: str) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = token


def _attached(pdf: pikepdf.Pdf, token: str) -> None:
    pdf.attachments["record.yaml"] = pikepdf.AttachedFileSpec(pdf, f"agenda:\n- text: {token}\n".encode())


def _thumbnail(pdf: pikepdf.Pdf, token: str) -> None:
    thumb = pikepdf.Stream(pdf, jpeg(comment=token.encode()))
    thumb.stream_dict = pikepdf.Dictionary(
        Width=8, Height=8, ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode
    )
    pdf.pages[0].Thumb = pdf.make_indirect(thumb)


def updated(token: str) -> bytes:
    """A PDF in which a later revision covers the words of an earlier one."""
    return (
        changed(lambda pdf: None) + f"7 0 obj\n<< /Old ({token.encode('utf-16-be').hex()}) >>\nendobj\n%%EOF\n".encode()
    )


def overlaid(token: str) -> bytes:
    """A PDF whose first revision held the words in a stream that nothing names any more."""
    inner = io.BytesIO()
    with gzip.GzipFile(fileobj=inner, mode="wb", mtime=0) as packed:
        packed.write(token.encode())
    first = changed(lambda pdf: setattr(pdf.Root, "Note", pdf.make_stream(inner.getvalue())), compress_streams=True)
    return first + changed(lambda pdf: None)


def jpeg(**how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "JPEG", **how)
    return out.getvalue()


def png(**how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG", **how)
    return out.getvalue()


def chunks(token: str) -> bytes:
    """A picture with the words in a packed text chunk."""
    notes = PngInfo()
    notes.add_itxt("Comment", token, zip=True)
    return png(pnginfo=notes)


def exif(token: str) -> bytes:
    entries = Image.Exif()
    entries[0x9C9B] = token.encode("utf-16-le")  # XPTitle
    return jpeg(exif=entries)


def colours(token: str) -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return png(icc_profile=bytes(profile) + token.encode("utf-16-be"))


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def _hidden_column(book: xlsxwriter.Workbook, token: str) -> None:
    sheet = book.add_worksheet()
    sheet.write_string(0, 5, token)
    sheet.set_column(5, 5, None, None, {"hidden": True})


def _in_two_faces(book: xlsxwriter.Workbook, token: str) -> None:
    book.add_worksheet().write_rich_string(0, 0, "由", book.add_format({"bold": True}), token[:3], token[3:])


def defined_name(token: str) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.defined_names["closed"] = DefinedName("closed", attr_text=f'"{token}"')
    book.save(out)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def calendar(token: str) -> bytes:
    event = icalendar.Event()
    event.add("summary", "由县政府办公室牵头，会同有关部门研究后提出意见：" + token)
    event.add("uid", "a1")
    whole = icalendar.Calendar()
    whole.add_component(event)
    return bytes(whole.to_ical())


def linked(href: str) -> str:
    return f'<p><a href="{escape(href)}">纪要</a></p>'


PLANTS = (
    _text("HTML comment", "", "index.html", lambda t: html(f"<!-- 内部：{t} -->")),
    _text("hidden element", "", "index.html", lambda t: html(f"<p hidden>{t}</p>")),
    _text("hidden element", "in two faces", "index.html", lambda t: html(f"<p>{t[:2]}<b>{t[2:4]}</b>{t[4:]}</p>")),
    _text("data-/title/aria/alt", "data", "index.html", lambda t: html(f'<p data-note="{t}">x</p>')),
    _text("data-/title/aria/alt", "escaped", "index.html", lambda t: html(f'<img alt="{_entities(t)}">')),
    _text("id, anchor, class", "id", "index.html", lambda t: html(f'<p id="item-{t}">x</p>')),
    _text("id, anchor, class", "anchor", "index.html", lambda t: html(linked("#" + quote(t)))),
    _text("title, meta, Open Graph, JSON-LD", "title", "index.html", lambda t: html("", f"<title>{t}</title>")),
    _text(
        "title, meta, Open Graph, JSON-LD",
        "JSON-LD",
        "index.html",
        lambda t: html("", f'<script type="application/ld+json">{json.dumps({"about": t})}</script>'),
    ),
    _text("CSS content", "", "site.css", lambda t: f'.note::after {{ content: "{_css(t)}" }}'),
    _text("search index, its stop words and counts", "", "search/index.json", lambda t: json.dumps({"words": {t: 3}})),
    _text("source maps", "", "site.css.map", lambda t: json.dumps({"sourcesContent": [f"/* {t} */"]})),
    _text("Atom", "", "feed.xml", lambda t: f"<feed><entry><title>{xml(escape(f'<b>{t}</b>'))}</title></entry></feed>"),
    _text("sitemap", "", "sitemap.xml", lambda t: f"<url><loc>https://minutes.example.org/{quote(t)}/</loc></url>"),
    _file("ICS", "folded lines", "meetings.ics", calendar),
    _file("CSV/XLSX", "CSV of Excel", "register.csv", lambda t: f"编号,事项\r\na1,{t}\r\n".encode("utf-8-sig")),
    _file("CSV/XLSX", "CSV in GB 18030", "register.csv", lambda t: f"编号,事项\r\na1,{t}\r\n".encode("gb18030")),
    _file("CSV/XLSX", "hidden column", "register.xlsx", lambda t: workbook(lambda book: _hidden_column(book, t))),
    _file("CSV/XLSX", "shared string", "register.xlsx", lambda t: workbook(lambda book: _in_two_faces(book, t))),
    _file("CSV/XLSX", "defined name", "register.xlsx", defined_name),
    _file(
        "CSV/XLSX",
        "docProps",
        "register.xlsx",
        lambda t: workbook(lambda book: book.set_properties({"comments": t})),
    ),
    _text("JSON/YAML exports", "JSON", "register.json", lambda t: json.dumps([{"task": t}])),
    _text("JSON/YAML exports", "YAML", "record.yaml", lambda t: yaml.safe_dump({"task": t})),
    _text(
        "contents, indexes, cross references, footnotes, glossary",
        "",
        "index.html",
        lambda t: html(f"<nav><ol><li>{t[:3]}\n  {t[3:]}</li></ol></nav>", ""),
    ),
    Plant("file names, slugs, redirects", "name", lambda t: Artifact(f"meetings/{t}/index.html", b"")),
    Plant("file names, slugs, redirects", "slug", lambda t: Artifact(f"meetings/{quote(t)}.html", b"")),
    _text(
        "file names, slugs, redirects",
        "redirect",
        "old.html",
        lambda t: html("", f'<meta http-equiv="refresh" content="0; url={quote(t)}/">'),
    ),
    _text("404 page", "", "404.html", lambda t: html(f"<p>{t}</p>")),
    _file("PDF text layer", "", "minutes.pdf", lambda t: printed(f"<p>会议决定，{t}。</p>")),
    _file(
        "PDF text layer",
        "letters apart",
        "minutes.pdf",
        lambda t: printed(f'<p style="letter-spacing: 3em; width: 8em">{t}</p>'),
    ),
    _file(
        "PDF text layer",
        "over two pages",
        "minutes.pdf",
        lambda t: printed(f'<p>{t[:3]}<span style="break-before: page; display: block">{t[3:]}</span></p>'),
    ),
    _file(
        "clipped or off-page text",
        "",
        "minutes.pdf",
        lambda t: printed(f'<p style="position: absolute; left: -900cm; color: white">{t}</p>'),
    ),
    _file(
        "ToUnicode, glyph subset",
        "",
        "minutes.pdf",
        lambda t: printed("".join(f"<p>{one}——</p>" for one in reversed(t[1:] + t[0]))),
        (HAN,),
    ),
    _file("bookmarks", "", "minutes.pdf", lambda t: printed(f"<h1 style=\"bookmark-label: '{t}'\">x</h1>")),
    _file("named destinations", "", "minutes.pdf", lambda t: changed(lambda pdf: _destination(pdf, t))),
    _file("named destinations", "id", "minutes.pdf", lambda t: printed(f'<a href="#{t}">x</a><p id="{t}">x</p>')),
    _file(
        "link URIs",
        "",
        "minutes.pdf",
        lambda t: printed(linked(f"https://minutes.example.org/{quote(t)}")),
    ),
    _file("structure tree Alt/ActualText", "Alt", "minutes.pdf", lambda t: printed(f'<img alt="{t}" src="asset:dot">')),
    _file(
        "structure tree Alt/ActualText",
        "ActualText",
        "minutes.pdf",
        lambda t: changed(
            lambda pdf: pdf.pages[0].contents_add(
                b"/Span <</ActualText <FEFF%s>>> BDC BT /F1 9 Tf (x) Tj ET EMC" % t.encode("utf-16-be").hex().encode()
            )
        ),
    ),
    _file("Info, XMP", "title", "minutes.pdf", lambda t: printed("x", f"<title>{t}</title>")),
    _file("Info, XMP", "Info", "minutes.pdf", lambda t: changed(lambda pdf: _information(pdf, t))),
    _file("Info, XMP", "XMP", "minutes.pdf", lambda t: changed(lambda pdf: _described(pdf, t))),
    _file("attachments", "source", "minutes.pdf", lambda t: changed(lambda pdf: _attached(pdf, t))),
    _file(
        "annotations, forms",
        "note",
        "minutes.pdf",
        lambda t: changed(lambda pdf: _annotated(pdf, Subtype=pikepdf.Name.Text, Contents=t)),
    ),
    _file(
        "annotations, forms",
        "value of a field",
        "minutes.pdf",
        lambda t: changed(lambda pdf: _annotated(pdf, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", V=t)),
    ),
    _file("incremental updates", "after the end", "minutes.pdf", updated),
    _file("incremental updates", "covered", "minutes.pdf", overlaid),
    _file("thumbnails", "", "minutes.pdf", lambda t: changed(lambda pdf: _thumbnail(pdf, t))),
    _file("image EXIF/IPTC/XMP/COM/trailing/ICC", "EXIF", "assets/k1.jpg", exif),
    _file("image EXIF/IPTC/XMP/COM/trailing/ICC", "COM", "assets/k1.jpg", lambda t: jpeg(comment=t.encode())),
    _file("image EXIF/IPTC/XMP/COM/trailing/ICC", "IPTC", "assets/k1.jpg", lambda t: _segment(0xED, t.encode())),
    _file(
        "image EXIF/IPTC/XMP/COM/trailing/ICC",
        "XMP",
        "assets/k1.jpg",
        lambda t: _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + f"<x>{_entities(t)}</x>".encode()),
    ),
    _file(
        "image EXIF/IPTC/XMP/COM/trailing/ICC", "trailing", "assets/k1.png", lambda t: png() + gzip.compress(t.encode())
    ),
    _file("image EXIF/IPTC/XMP/COM/trailing/ICC", "ICC", "assets/k1.png", colours),
    _file("image EXIF/IPTC/XMP/COM/trailing/ICC", "text chunk", "assets/k1.png", chunks),
    _file(
        "copied attachment files",
        "zip in zip",
        "assets/papers.zip",
        lambda t: zipped(**{"a.zip": zipped(**{"b.txt": t.encode()})}),
    ),
    _file(
        "copied attachment files",
        "name of a member",
        "assets/papers.zip",
        lambda t: zipped(**{f"{t}.txt": b"x"}),
    ),
    _text("what-changed pages", "", "changes/index.html", lambda t: html(f"<p><del>{t[:4]}</del>{t[4:]}</p>")),
    _text("manifest names and hashes", "", "manifest.json", lambda t: json.dumps({"files": {f"assets/{t}.jpg": {}}})),
    _text("the same passage in another meeting", "", "meetings/m2/index.html", lambda t: html(f"<p>{t}</p>")),
    _text("the same passage in an action", "", "actions/m2/a1/index.html", lambda t: html(f"<td>办理{t}事宜</td>")),
    _text("the same passage in a person's post", "", "people/gu/index.html", lambda t: html(f"<p>顾怀远（{t}）</p>")),
    _text("the same passage in an alias", "", "people/gu/index.html", lambda t: html(f"<p>又名：{t}</p>")),
)


def _entities(text: str) -> str:
    return "".join(f"&#x{ord(one):X};" for one in text)


def _css(text: str) -> str:
    return "".join(f"\\{ord(one):06x}" for one in text)


def _segment(marker: int, content: bytes) -> bytes:
    picture = jpeg()
    return picture[:2] + bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content + picture[2:]
