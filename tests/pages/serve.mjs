// Does in headless Chromium what somebody does at `reportgen serve`, and prints what it saw as JSON.
// Standard input: {"chromium": path, "address": of the page, "record": path, "texts": {name: text of the record},
// "steps": [{"write": name} | {"await": words} | {"press": key} | {"click": button} | {"look": name}, …],
// "width": pixels, "scheme": light or dark, "pictures": folder or null}.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wanted = JSON.parse(readFileSync(0, "utf8"));
// A site with PDFs takes long on a machine that does much else.
const PATIENCE = 240_000;

const browser = await chromium.launch({
  executablePath: wanted.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});
const context = await browser.newContext({
  colorScheme: wanted.scheme,
  viewport: { width: wanted.width, height: 844 },
});
const page = await context.newPage();
const console_ = [];
page.on("pageerror", (error) => console_.push(String(error)));

// Run in a page: the words of its article and of the strip and overlay over it.
function words() {
  const bar = document.querySelector("reportgen-serve")?.shadowRoot.querySelector("aside");
  const shown = (selector) => {
    const element = bar?.querySelector(selector);
    return element && element.checkVisibility() ? element.innerText : null;
  };
  return {
    article: document.querySelector("main")?.innerText ?? "",
    status: shown("[role=status]"),
    found: shown("section"),
    buttons: [...(bar?.querySelectorAll("button") ?? [])].filter((one) => one.checkVisibility()).map((one) => one.innerText),
  };
}

function isPdf(frame) {
  return /\.pdf([?#]|$)/.test(frame.url());
}

// The page itself, or the one that lies beside its PDF.
function inner() {
  return page.frames().find((one) => one !== page.mainFrame() && !isPdf(one)) ?? page.mainFrame();
}

async function awaitWords(pattern) {
  const until = Date.now() + PATIENCE;
  for (;;) {
    // While a page is loaded anew there is nothing to ask.
    const seen = await inner().evaluate(words).catch(() => null);
    if (seen && new RegExp(pattern, "s").test(JSON.stringify(seen))) return seen;
    if (Date.now() > until) throw new Error(`never saw ${pattern}, but ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function look(name) {
  const seen = await inner().evaluate(words);
  await inner().evaluate(axe);
  const { violations } = await inner().evaluate(() =>
    window.axe.run(document, { resultTypes: ["violations"], preload: false, rules: { "target-size": { enabled: true } } }),
  );
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wanted.pictures) {
    mkdirSync(wanted.pictures, { recursive: true });
    await page.screenshot({ path: join(wanted.pictures, `serve-${name}-${wanted.scheme}-${wanted.width}.png`) });
  }
  const pdf = page.frames().find(isPdf);
  return {
    ...seen,
    address: page.url(),
    pdf: pdf ? pdf.url().replace(/[?#].*/, "") : null,
    overflow,
    violations: violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`)),
  };
}

async function take(step) {
  if (step.write) {
    // As editors save: beside its place, then moved into it.
    writeFileSync(`${wanted.record}~`, wanted.texts[step.write]);
    renameSync(`${wanted.record}~`, wanted.record);
  }
  if (step.press) await page.keyboard.press(step.press);
  if (step.click) await inner().getByRole("button", { name: step.click }).click();
  const started = performance.now();
  const seen = step.await ? await awaitWords(step.await) : null;
  return { ...(step.look ? await look(step.look) : seen), milliseconds: performance.now() - started };
}

await page.goto(wanted.address, { waitUntil: "load" });
const seen = [];
for (const step of wanted.steps) seen.push(await take(step));
await browser.close();
process.stdout.write(JSON.stringify({ seen, console: console_ }));
