// The last element of every page that is served, and of no file: follows the news, loads the page again when files
// changed, and shows what is wrong over the last good version of the page.
"use strict";
(() => {
  const WORDS = {
    en: {
      building: "building…",
      progress: "printing {done} of {whole}…",
      fine: "up to date",
      lost: "reportgen has stopped, or cannot be reached; this page is as it was",
      counts: {
        error: ["{n} error", "{n} errors"],
        warning: ["{n} warning", "{n} warnings"],
        info: ["{n} note", "{n} notes"],
      },
      severities: { error: "error", warning: "warning", info: "note" },
      title: "What is wrong",
      kept: "What has an error is not built. Where there was a good version before, it is what you see.",
      hint: "hint: ",
      more: "and {n} more; the terminal has them all",
      show: "Show what is wrong",
      close: "Close",
      beside: "PDF beside",
      alone: "Without PDF",
    },
    zh: {
      building: "正在生成…",
      progress: "正在排印 {done}/{whole}…",
      fine: "已是最新",
      lost: "reportgen 已停止或无法连接，本页保持原样",
      counts: {
        error: ["{n} 个错误", "{n} 个错误"],
        warning: ["{n} 个警告", "{n} 个警告"],
        info: ["{n} 条提示", "{n} 条提示"],
      },
      severities: { error: "错误", warning: "警告", info: "提示" },
      title: "存在的问题",
      kept: "有错误的部分没有生成；以前生成过的，现在看到的仍是上一个好版本。",
      hint: "提示：",
      more: "另有 {n} 条，见终端",
      show: "查看问题",
      close: "关闭",
      beside: "并排看 PDF",
      alone: "不看 PDF",
    },
  };
  // A word and a shape: colour only helps.
  const SHAPES = { error: "▲", warning: "◆", info: "●" };
  const BESIDE = "/_beside";
  const DISMISSED = "reportgen.dismissed";
  const STYLE = `
    :host {
      all: initial; display: block; position: sticky; inset-block-end: 0; z-index: 2147483647;
      color: var(--ink, #1d1c1a);
      font-size: 0.875rem; line-height: 1.5;
      font-family: var(--sans, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif);
      font-variant-numeric: tabular-nums;
    }
    @media print { :host { display: none; } }
    aside { background: var(--paper, #fdfcf9); border-block-start: 1px solid var(--rule, #d8d3c8); }
    .strip { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1rem; padding: 0.25rem 1.125rem; }
    .strip p { margin: 0; flex: 1 1 auto; }
    .errors { color: var(--overdue, #a3120f); font-weight: 700; }
    button {
      all: unset; cursor: pointer; min-block-size: 1.75rem; padding-inline: 0.375rem;
      color: var(--accent, #1f5673); text-decoration: underline; text-underline-offset: 0.2em;
    }
    button:focus-visible, .found:focus-visible { outline: 2px solid currentColor; outline-offset: 1px; }
    .found { max-block-size: min(60vh, 36rem); overflow: auto; padding: 0.5rem 1.125rem 0.75rem; }
    .found:not([hidden]) { border-block-end: 1px solid var(--rule, #d8d3c8); }
    .has-errors .found { border-block-start: 3px solid var(--overdue, #a3120f); }
    h2 { margin: 0 0 0.25rem; font-size: 1rem; }
    .kept { margin: 0 0 0.5rem; color: var(--quiet, #5b5852); }
    ol { margin: 0; padding: 0; list-style: none; }
    li { padding-block: 0.5rem; border-block-start: 1px solid var(--rule, #d8d3c8); overflow-wrap: anywhere; }
    li p { margin: 0; max-inline-size: 70em; }
    .place { font-family: ui-monospace, Menlo, Consolas, "Noto Sans Mono", "Liberation Mono", monospace; user-select: all; }
    .error .severity { color: var(--overdue, #a3120f); }
    .warning .severity { color: var(--behind, #7a4f00); }
    .severity { font-weight: 700; margin-inline-end: 0.25rem; }
    .code { color: var(--quiet, #5b5852); }
    .hint { color: var(--quiet, #5b5852); }
    [hidden] { display: none !important; }
  `;

  const own = document.currentScript;
  const frame = window.parent !== window && isBeside(window.parent.location) ? window.parent : null;
  const host = document.createElement("reportgen-serve");
  const said = make("p", { role: "status" });
  const toggle = make("button", { type: "button", hidden: true, onclick: () => open(!isOpen) });
  const beside = make("button", { type: "button", hidden: true, onclick: turn });
  const found = make("section", { className: "found", id: "found", hidden: true, tabIndex: 0 });
  const bar = make("aside", {}, found, make("div", { className: "strip" }, said, toggle, beside));
  let words = WORDS.en;
  let state = null;
  let isConnected = false;
  let isOpen = false;
  let news = null;

  function isBeside(place) {
    return place.pathname.startsWith(`${BESIDE}/`);
  }

  function make(kind, properties = {}, ...children) {
    const element = Object.assign(document.createElement(kind), properties);
    element.append(...children);
    return element;
  }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function counted(severity) {
    const n = state.findings.filter((one) => one.severity === severity).length;
    return n ? filled(words.counts[severity][n === 1 ? 0 : 1], { n }) : null;
  }

  function hasErrors() {
    return state.findings.some((one) => one.severity === "error");
  }

  // Dismissed is what was seen: the same findings stay away after a reload, other ones come back.
  function fingerprint() {
    return JSON.stringify(state.findings);
  }

  function isOfThisPage(one) {
    return one.record !== "" && decodeURIComponent(location.pathname).includes(`/${one.record}/`);
  }

  function item(one) {
    const severity = `${SHAPES[one.severity]} ${words.severities[one.severity]}`;
    const line = make("p", {}, make("span", { className: "severity", textContent: severity }));
    if (one.code) line.append(" ", make("code", { className: "code", textContent: one.code }));
    const parts = [line];
    if (one.place) parts.unshift(make("p", { className: "place", textContent: one.place }));
    if (one.message) parts.push(make("p", { className: "message", textContent: one.message }));
    if (one.hint) parts.push(make("p", { className: "hint", textContent: words.hint + one.hint }));
    return make("li", { className: one.severity }, ...parts);
  }

  function list() {
    const sorted = [...state.findings].sort((one, other) => isOfThisPage(other) - isOfThisPage(one));
    const parts = [make("h2", { id: "title", textContent: words.title })];
    if (hasErrors()) parts.push(make("p", { className: "kept", textContent: words.kept }));
    parts.push(make("ol", {}, ...sorted.map(item)));
    if (state.more) parts.push(make("p", { textContent: filled(words.more, { n: state.more }) }));
    found.replaceChildren(...parts);
  }

  function status() {
    if (!isConnected) return words.lost;
    if (state.is_building) return state.whole ? filled(words.progress, state) : words.building;
    return ["error", "warning", "info"].map(counted).filter(Boolean).join(" · ") || words.fine;
  }

  function draw() {
    const isWrong = hasErrors();
    said.textContent = status();
    said.classList.toggle("errors", isConnected && !state.is_building && isWrong);
    bar.classList.toggle("has-errors", isWrong);
    found.hidden = !isOpen;
    toggle.hidden = !state.findings.length;
    toggle.textContent = isOpen ? words.close : words.show;
    toggle.setAttribute("aria-expanded", String(isOpen));
    beside.hidden = !frame && !printed();
    beside.textContent = frame ? words.alone : words.beside;
  }

  function open(wish) {
    isOpen = wish;
    if (!isOpen) sessionStorage.setItem(DISMISSED, fingerprint());
    draw();
  }

  // The printed form of a page lies in its own folder: the first link to one is it.
  function printed() {
    const links = [...document.querySelectorAll('a[type="application/pdf"]')];
    const folder = new URL(".", location.href).href;
    return links.map((link) => link.href).find((href) => new URL(".", href).href === folder) ?? null;
  }

  function turn() {
    const here = location.pathname + location.hash;
    if (frame) frame.location.assign(here);
    else location.assign(BESIDE + here);
  }

  function hear(told) {
    isConnected = true;
    if (told.version !== own.dataset.version) {
      location.reload();
      return;
    }
    if (!state) frame?.showBeside(window, printed(), told.language);
    const before = state ? fingerprint() : "";
    state = told;
    words = WORDS[told.language];
    bar.lang = told.language === "zh" ? "zh-CN" : told.language;
    if (fingerprint() !== before) {
      list();
      isOpen = hasErrors() && sessionStorage.getItem(DISMISSED) !== fingerprint();
    }
    draw();
  }

  // A browser keeps few connections to one place, so only pages that somebody sees hold one.
  function follow() {
    if (document.hidden) {
      news?.close();
      news = null;
    } else if (!news) {
      news = new EventSource("/_serve/news");
      news.onmessage = (event) => hear(JSON.parse(event.data));
      news.onerror = () => {
        isConnected = false;
        if (state) draw();
      };
    }
  }

  bar.setAttribute("aria-label", "reportgen serve");
  found.setAttribute("aria-labelledby", "title");
  toggle.setAttribute("aria-controls", "found");
  host.attachShadow({ mode: "open" }).append(make("style", { textContent: STYLE }), bar);
  document.body.append(host);
  // The strip reaches over the margins of the page, but takes room of its own at its end.
  const { paddingLeft, paddingRight } = getComputedStyle(document.body);
  host.style.marginInline = `-${paddingLeft} -${paddingRight}`;
  document.addEventListener("visibilitychange", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen) open(false);
  });
  follow();
})();
