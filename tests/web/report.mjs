// usage: node report.mjs NIGHT.html INDEX.html...
// What a reader of the reports needs, asked of Chromium. MODULES: where playwright-core and axe-core are; CHROMIUM: the browser.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.env.MODULES + "/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let passed = 0, failed = 0;

function judge(what, good, detail = "") {
  if (good) passed++;
  else { failed++; console.log(`failed: ${what}${detail && ": " + detail}`); }
}

// No violation of WCAG 2.1, levels A and AA, as axe-core finds them.
async function accessible(page, what) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  const said = result.violations.map(v => `${v.id} (${v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(", ")})`);
  judge(`${what}: accessible`, said.length === 0 && result.passes.length > 10, said.join("; "));
}

// By the keyboard alone: every link, button and scrolling region is reached, in the order of the page, and shows it.
async function keyboard(page, what) {
  const wanted = await page.locator("a, button, [tabindex='0']").count();
  const reached = new Set();
  let shown = true;
  for (let i = 0; i < wanted; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const all = [...document.querySelectorAll("a, button, [tabindex='0']")];
      return { index: all.indexOf(document.activeElement), outline: getComputedStyle(document.activeElement).outlineStyle };
    });
    reached.add(at.index);
    shown &&= at.outline !== "none";
  }
  judge(`${what}: all is reached by the keyboard`, wanted > 0 && reached.size === wanted && !reached.has(-1), `${reached.size} of ${wanted}`);
  judge(`${what}: the focus is seen`, shown);
}

// The first column of the first table sorts down and up again, by the keyboard.
async function sorting(page, what) {
  const button = page.locator("table.triable th button").first();
  const column = () => page.$$eval("table.triable >> nth=0 >> tbody tr", rows => rows.map(row => row.cells[0].textContent));
  const order = new Intl.Collator("fr", { numeric: true });
  await button.focus();
  await page.keyboard.press("Enter");
  const up = await column(), state = await page.locator("th[aria-sort]").getAttribute("aria-sort");
  await page.keyboard.press("Enter");
  const down = await column();
  judge(`${what}: sorts up`, up.length > 1 && state === "ascending" && up.every((text, i) => !i || order.compare(up[i - 1], text) <= 0));
  judge(`${what}: sorts down`, down.every((text, i) => !i || order.compare(down[i - 1], text) >= 0));
}

async function one(browser, url) {
  const what = url.split("/").slice(-3).join("/");
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    const fetched = [], said = [];
    page.on("request", request => fetched.push(request.url()));
    page.on("console", message => said.push(message.text()));
    page.on("pageerror", error => said.push(String(error)));
    await page.goto(url);
    await accessible(page, `${what} (${colorScheme})`);
    judge(`${what}: nothing is fetched, nothing complained of`, fetched.length === 1 && said.length === 0, [...fetched.slice(1), ...said].join(" "));
    if (colorScheme === "light") {
      await keyboard(page, what);
      if (await page.locator("table.triable tbody tr").count() > 1) await sorting(page, what);
      const links = await page.$$eval("a[href]", list => list.map(a => a.href));
      const missing = links.filter(href => { try { readFileSync(new URL(href)); return false; } catch { return true; } });
      judge(`${what}: every link leads to a file`, links.length > 0 && missing.length === 0, missing.join(" "));
      await page.setViewportSize({ width: 320, height: 640 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      judge(`${what}: no wider than 320 px`, width <= 320, `${width} px`);
      await page.emulateMedia({ media: "print" });
      const pdf = await page.pdf({ format: "A4" });
      judge(`${what}: prints`, pdf.length > 5000 && pdf.subarray(0, 5).toString() === "%PDF-");
    }
    await context.close();
  }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
for (const file of process.argv.slice(2)) await one(browser, pathToFileURL(file).href);
await browser.close();
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
