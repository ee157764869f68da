// Shows a page and, beside it, the PDF it links to in its own folder; goes wherever the page goes.
"use strict";
(() => {
  const BESIDE = "/_beside";
  const WORDS = {
    en: { open: "Open the PDF alone", none: "This page has no PDF." },
    zh: { open: "单独打开 PDF", none: "本页没有 PDF。" },
  };
  const page = document.getElementById("page");
  const pdf = document.getElementById("pdf");
  const line = document.getElementById("words");
  let shown = "";

  function tell(words, address) {
    const link = Object.assign(document.createElement("a"), { href: address ?? "", textContent: words.open });
    line.replaceChildren(address ? link : words.none);
  }

  // Called by the page whenever it was loaded, so after every build that changed a file.
  window.showBeside = async (inside, address, language) => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : language;
    document.title = inside.document.title;
    history.replaceState(null, "", BESIDE + inside.location.pathname + inside.location.hash);
    tell(WORDS[language], address);
    pdf.hidden = !address;
    if (!address) {
      shown = "";
      return;
    }
    const { headers } = await fetch(address, { method: "HEAD" });
    // The query means nothing but that it is another file now; one that did not change stays where somebody reads it.
    const found = `${address}?${encodeURIComponent(headers.get("ETag"))}#navpanes=0&view=FitH`;
    if (found !== shown) pdf.src = found;
    shown = found;
  };

  // One slash only: two would begin the name of another machine.
  page.src = location.pathname.slice(BESIDE.length).replace(/^\/+/, "/") + location.hash;
})();
