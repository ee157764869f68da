// Looks at pages in headless Chromium and prints what it saw as JSON; judging is left to the tests.
// Standard input: {"chromium": path, "pages": [path, …], "pictures": folder or null}.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wanted = JSON.parse(readFileSync(0, "utf8"));
const settings = ["light", "dark"].flatMap((scheme) => [390, 1280].map((width) => ({ scheme, width })));

const browser = await chromium.launch({
  executablePath: wanted.chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Whatever a page asks of the network is seen and goes nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
  ],
});

async function open(file, { scheme, width, javaScriptEnabled = true }) {
  const context = await browser.newContext({
    colorScheme: scheme,
    javaScriptEnabled,
    viewport: { width, height: 844 },
  });
  const page = await context.newPage();
  const seen = { console: [], outside: [] };
  page.on("console", (message) => message.type() === "error" && seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(String(error)));
  page.on("request", (request) => /^(file|data):/.test(request.url()) || seen.outside.push(request.url()));
  page.on("requestfailed", (request) => seen.console.push(`not loaded: ${request.url()}`));
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  return { context, page, seen };
}

// Run in the page: what it says. Filters are there only with scripts, and say nothing that the table does not.
function words() {
  for (const form of document.querySelectorAll("form.filters")) form.hidden = true;
  return document.body.innerText;
}

async function look(file, setting) {
  const { context, page, seen } = await open(file, setting);
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ["violations"],
      // Else axe fetches the style sheet itself, which a page from a file may not.
      preload: false,
      // Part of WCAG 2.2 AA, and off unless asked for.
      rules: { "target-size": { enabled: true } },
    });
    const root = document.documentElement;
    return {
      violations: violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`),
      ),
      // How far the page runs past the edge of the window, in pixels.
      overflow: root.scrollWidth - root.clientWidth,
      links: [...document.links].map((link) => link.href),
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    };
  });
  if (wanted.pictures) {
    mkdirSync(wanted.pictures, { recursive: true });
    const name = `${basename(dirname(file))}-${basename(file, ".html")}-${setting.scheme}-${setting.width}.png`;
    await page.screenshot({ path: join(wanted.pictures, name), fullPage: true });
  }
  const text = await page.evaluate(words);
  await context.close();
  return { page: file, ...setting, ...found, ...seen, text };
}

async function textWithoutScripts(file) {
  const { context, page } = await open(file, { ...settings[0], javaScriptEnabled: false });
  const text = await page.evaluate(words);
  await context.close();
  return text;
}

const looks = [];
for (const file of wanted.pages) {
  const plain = await textWithoutScripts(file);
  for (const setting of settings) looks.push({ ...(await look(file, setting)), plain });
}
await browser.close();
process.stdout.write(JSON.stringify(looks));
