"""Which language to speak, and all words of the command line in Chinese, Click's own included."""

from __future__ import annotations

import os
from collections.abc import Sequence

CHINESE = {
    # What the program and its commands do
    "Turn YAML meeting notes into minutes, agendas and speeches in HTML and PDF.": (
        "把 YAML 会议记录排成纪要、会议通知和讲话稿，输出网页和 PDF。"
    ),
    "Start a content folder DIR with a commented example.": "新建内容文件夹 DIR，内有带说明的范例。",
    "Draft the next meeting of SERIES: number, roster, open actions.": (
        "起草系列 SERIES 的下一次会议：届次、名单、未结事项。"
    ),
    "Read speeches, old minutes and registers from FILE into records.": "把讲话稿、旧纪要和台账 FILE 导入为记录。",
    "Read CONTENT and report what is wrong, without building.": "读取 CONTENT 并报告问题，不生成文件。",
    "Build CONTENT into HTML pages and PDF documents.": "由 CONTENT 生成网页和 PDF。",
    "Show CONTENT in a browser, built and loaded anew at every change.": (
        "在浏览器中显示 CONTENT，一有改动就重新生成并刷新。"
    ),
    "Build CONTENT, and build it again at every change.": "由 CONTENT 生成，一有改动就重新生成。",
    "Hold the files of OUT against their manifests, without the content.": (
        "按清单核对输出文件夹 OUT 中的文件，不需要内容文件夹。"
    ),
    "Show what each edition holds: field by field, and of every meeting.": "逐项列出各版本收录的内容和每次会议的取舍。",
    "Seal records of an edition as built, so that changes are found.": "封存已生成版本的记录，此后一有改动就会发现。",
    "Without ID: every approved record that has no seal of its present revision.": (
        "不写 ID 时，封存全部已签发而现行版尚未封存的记录。"
    ),
    "Print the JSON Schema of one kind of file, for editors.": "输出某种文件的 JSON Schema，供编辑器使用。",
    "See and override the templates.": "查看和改写模板。",
    "List every template and the file it comes from.": "列出全部模板及其来源文件。",
    "Copy template NAME into the templates/ folder beside CONTENT, to change it there.": (
        "把模板 NAME 复制到 CONTENT 旁的 templates/ 文件夹，供修改。"
    ),
    "See which fonts play the roles of a page, and cut them to size.": "查看版面各类字体的来源，并可裁剪。",
    "List every role, the font that plays it here, and which stand in for another kind.": (
        "列出各类字体、本机所用的字体及文件，并注明代用的。"
    ),
    "Cut the fonts of official documents to what CONTENT prints: its PDFs get half as large, and are made sooner.": (
        "把公文字体裁剪到 CONTENT 所用的字：PDF 约小一半，生成也更快。"
    ),
    "Say what this machine can print with, and what is missing.": "说明本机的排印条件和所缺的软件、字体。",
    # The register
    "See the register of actions, record what happened, remind.": "查看台账，登记进展，提醒责任人。",
    "List the actions somebody still owes, by due date.": "按完成时限列出未结事项。",
    "Show the whole history of action ID, with file and line of everything that was said.": (
        "显示事项 ID 的全部经过，每条都注明文件和行。"
    ),
    "Record what happened to action ID.": "登记事项 ID 的进展。",
    "Record that action ID is done.": "登记事项 ID 已办结（销号）。",
    "Record that action ID, which had ended, is open again.": "重新办理已结束的事项 ID。",
    "Show what goes to the next meeting of SERIES, and why.": "显示系列 SERIES 带入下次会议的事项及缘由。",
    "Every live action of the series goes on; one that was merged into another goes on as that one.": (
        "本系列未结事项全部带入；并入其他事项的，由该事项延续。"
    ),
    "What ended since the last held meeting is listed apart, for the minutes to note.": (
        "上次会议以后结束的另列，供会议通报。"
    ),
    "Actions of other series stay there. Nothing is copied: the register keeps it.": (
        "其他系列的事项不带入。不复制任何内容，台账自会延续。"
    ),
    "Write a letter (.eml) to everybody who owes something, to be sent by hand.": (
        "给每个责任人写一封提醒邮件（.eml），由您自行发送。"
    ),
    # Options
    "An edition of site.yaml; may be given several times (default: all of them).": (
        "site.yaml 声明的版本，可多次给出（默认全部）。"
    ),
    "An edition of site.yaml to judge as its readers' copy; may be given several times.": (
        "按 site.yaml 的某一版本检查，可多次给出。"
    ),
    "The edition of site.yaml (default: the one that holds everything).": "site.yaml 声明的版本（默认最全的一版）。",
    "Where to listen (default: this machine alone).": "监听的地址（默认只限本机）。",
    "Port to listen at (default: the first free one from 8000 on).": "监听的端口（默认从 8000 起第一个空闲的）。",
    "Who seals, or takes down.": "封存人或撤下人。",
    "Take the records down, on this ground, instead of sealing them.": "按此理由撤下记录，而不是封存。",
    "Folder it was built into (default: build).": "该版本所在的输出文件夹（默认 build）。",
    "Language of messages (default: site.yaml, else the locale).": "提示信息的语言（默认按 site.yaml，其次按系统）。",
    "Language of the example.": "范例的语言。",
    "Let warnings fail too.": "有警告也算失败。",
    "Form of what is found: text on stderr; json, github or sarif on stdout (default: text).": (
        "问题的形式：text 写到 stderr，json、github、sarif 写到 stdout（默认 text）。"
    ),
    "Say of every file why it was made anew.": "说明每个文件重新生成的原因。",
    "Say how long each stage took, and which documents took longest.": "列出各阶段用时和最慢的文件。",
    "Say only what makes it fail.": "只说导致失败的问题。",
    "Folder to build into (default: build).": "输出文件夹（默认 build）。",
    "Build one record only.": "只生成一份记录。",
    "Language of labels, dates and numbers on every page (default: that of each record).": (
        "各页栏目、日期和编号所用语言（默认按各记录）。"
    ),
    "What to make: html, pdf, md, csv, json, xlsx, ics (default: site.yaml).": (
        "输出格式：html、pdf、md、csv、json、xlsx、ics（默认按 site.yaml）。"
    ),
    "The day the site is seen from (default: SOURCE_DATE_EPOCH, else today).": (
        "以哪一天的情况为准（默认取 SOURCE_DATE_EPOCH，否则为今天）。"
    ),
    "Processes that render and print (default: one per core).": "生成网页和排印的进程数（默认每核一个）。",
    "Content folder (default: content, else the current folder).": "内容文件夹（默认 content，否则当前文件夹）。",
    "Day of the meeting (default: what the last one announced).": "会议日期（默认取上次会议的预告）。",
    "Print the draft instead of writing it.": "只显示草稿，不写文件。",
    "Folder for the records (default: meetings, speeches or updates of the content folder).": (
        "记录所在文件夹（默认为内容文件夹下的 meetings、speeches 或 updates）。"
    ),
    "The series the meetings belong to.": "会议所属的系列。",
    "What the files are (default: told from each).": "文件的种类（默认逐个判断）。",
    "The day, where neither the text nor the file name tells it.": "原文和文件名都没有写明时的日期。",
    "Propose, in the report, what a speech seems to demand.": "在报告中列出讲话疑似交办的事项。",
    "Print the records instead of writing them.": "只显示记录，不写文件。",
    "Write what was understood, and how surely; JSON or Markdown.": "写出识别结果和把握程度，JSON 或 Markdown。",
    "Only those past their due date.": "只列逾期的。",
    "Only those a unit leads or supports, by name, alias or id.": "只列某单位牵头或配合的（写名称、别名或编号）。",
    "Only those a person carries out or leads.": "只列某人承办或牵头的。",
    "Only those of one series.": "只列一个系列的。",
    "Only those in one state.": "只列某一状态的。",
    "Only those due before a day.": "只列完成时限早于某日的。",
    "Also what was closed or cancelled.": "也列已销号和已取消的。",
    "A table to read, or JSON.": "表格或 JSON。",
    "Exit with 1 if one of those listed is overdue.": "所列事项中有逾期的，退出码为 1。",
    "The day it happened (default: that of --meeting, else --as-of).": (
        "发生的日期（默认取 --meeting 的日期，否则取 --as-of）。"
    ),
    "What happened, in words.": "进展说明。",
    "A file below assets/; may be repeated.": "assets/ 下的佐证文件，可重复。",
    "Why there is no evidence.": "没有佐证的原因。",
    "Who verified that it is done.": "复核人。",
    "The state from that day on.": "自该日起的状态。",
    "The new due date; the old one stays in the history.": "新的完成时限，原时限留在经过中。",
    "Who carries it out from now on; may be repeated.": "新的责任人，可重复。",
    "The unit or person in charge from now on.": "新的牵头单位或牵头人。",
    "A milestone that is met, by its text.": "已完成的节点，写其原文。",
    "The action that goes on in its place.": "并入的事项。",
    "The meeting that recorded it (default: an update file).": "记录此进展的会议（默认写入 updates/ 下的文件）。",
    "Show the change instead of writing it.": "只显示改动，不写入。",
    "Folder to write the letters into (default: reminders-2026-06-30, by the day).": (
        "邮件所在文件夹（默认按日期命名，如 reminders-2026-06-30）。"
    ),
    "Only what is past its due date.": "只提醒逾期的。",
    "Only what is due within a few days.": "只提醒即将到期的。",
    "Every live action, pressing or not.": "提醒全部未结事项。",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示本说明。",
    # What was typed wrong
    "{value!r} is not a state; write one of [{known}].": "{value!r} 不是状态，请写其中之一：[{known}]。",
    "{value!r}: write html, pdf, md, csv, json, xlsx, ics, or several with commas.": (
        "{value!r}：请写 html、pdf、md、csv、json、xlsx、ics，几种之间用逗号。"
    ),
    "SOURCE_DATE_EPOCH is {value!r}, not a number of seconds since 1970.": (
        "SOURCE_DATE_EPOCH 为 {value!r}，不是 1970 年以来的秒数。"
    ),
    "{value!r} lies inside the content folder; name another, such as -o ../build.": (
        "{value!r} 在内容文件夹之内，请换一个，例如 -o ../build。"
    ),
    "Say what happened: --state, --note, --due or another option.": "请写明进展：--state、--note、--due 或其他选项。",
    "Say which records go: --takedown needs their ids.": "请写明撤下哪些记录：--takedown 后面要有编号。",
    "This is a mistake in reportgen. Please report it with the lines above.": (
        "这是 reportgen 自身的错误，请连同上面的内容一并反馈。"
    ),
    "Stopped; no file is half-written.": "已停止；没有写了一半的文件。",
    # Click's own words
    "Usage:": "用法：",
    ":": "：",
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "用“{command} {option}”查看说明。",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "Did you mean {possibility}?": "是否为 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否为其中之一：{possibilities}？）",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Choose from:\n\t{choices}": "可以写：\n\t{choices}",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "Option {name!r} requires an argument.": "选项 {name!r} 后面要有值。",
    "Option {name!r} does not take a value.": "选项 {name!r} 后面不能有值。",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选值之内：{choices}。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是数字。",
    "{value} is not in the range {range}.": "{value} 不在范围之内（{range}）。",
    "{name} {filename!r} does not exist.": "{filename!r} 不存在。",
    "{name} {filename!r} is a file.": "{filename!r} 是文件，不是文件夹。",
    "{name} {filename!r} is not readable.": "{filename!r} 无法读取。",
}
"""By the English text; a test holds every help text of the program, and what Click says, against it."""

_now: dict[str, str] = {}
"""The table of the language spoken now; empty for English."""


def language_of_locale() -> str:
    """Return zh where the system speaks Chinese, else en."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").lower().startswith("zh") else "en"


def language_asked_for(words: Sequence[str]) -> str | None:
    """Return the language that `--lang` names on a command line; None: it names none."""
    for position, word in enumerate(words):
        asked = words[position + 1 : position + 2] if word == "--lang" else [word.removeprefix("--lang=")]
        if word.startswith("--lang") and asked and asked[0] in {"zh", "en"}:
            return asked[0]
    return None


def speak(language: str) -> None:
    """Speak a language from here on."""
    _now.clear()
    if language == "zh":
        _now.update(CHINESE)


def language_spoken() -> str:
    """Return zh or en, whichever is spoken now."""
    return "zh" if _now else "en"


def spoken(text: str) -> str:
    """Return a text of the command line in the language spoken now."""
    return _now.get(text, text)
