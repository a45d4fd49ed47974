// Filters that are combined in place, in a real browser: with script, without it, by keyboard, back and forth.
//
//   node tests/browser/filter.mjs FOU TOOLS     TOOLS has node_modules with playwright-core and axe-core
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { host } from "./host.mjs";

const [fou, tools] = process.argv.slice(2).map((it) => path.resolve(it));
const need = createRequire(path.join(tools, "node_modules", "x.js"));
const { chromium } = need("playwright-core");
const axe = fs.readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");

const site = fs.mkdtempSync(path.join(os.tmpdir(), "fou-urval-"));
const home = path.join(import.meta.dirname, "..", "..");
fs.cpSync(path.join(home, "themes"), path.join(site, "themes"), { recursive: true });
const write = (name, text) => {
  const file = path.join(site, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
write("content/site.yaml", "title: Provet\ndescription: Ett prov.\nbase_url: https://prov.example\ntheme: nordvast\norganisation: {name: Provet, parent: Provkommun}\npublication_series:\n  - {slug: rapport, title: Rapport}\n  - {slug: pm, title: PM}\n");
write("content/index.md", "---\ntitle: Provet\n---\n\nVälkommen.\n");
for (const topic of ["Tillit", "Ledarskap"]) write(`content/amnen/${topic.toLowerCase()}.md`, `---\ntitle: ${topic}\n---\n`);
// 120 publications of 2020–2025 and without a year: every third on trust, every second a report.
for (let at = 1; at <= 120; at += 1) {
  const year = at % 7 === 6 ? "" : `date: ${2020 + (at % 7)}\n`;
  write(`content/publikationer/nummer-${at}/index.md`, `---\ntitle: ${"ÖVÅA"[at % 4]} nummer ${at}\n${year}topics: [${at % 3 ? "ledarskap" : "tillit"}]\nseries: ${at % 2 ? "pm" : "rapport"}\nauthors: [{name: Gäst ${at % 5}}]\n---\n`);
}
execFileSync(fou, ["build", "--site", site, "--today", "2026-03-02", "--quiet"], { stdio: ["ignore", "ignore", "ignore"] });

let asked = [];
let broken = false;
const { base, server } = await host(path.join(site, "public"), (place) => {
  asked.push(place);
  return { missing: broken && place.endsWith(".json") };
});
const address = `${base}/publikationer/`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let failed = 0;
async function check(what, run, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(10_000);
  const faults = [];
  tab.on("pageerror", (error) => faults.push(String(error)));
  tab.on("console", (message) => message.type() === "error" && !broken && faults.push(message.text()));
  try {
    await run(tab, context);
    assert.deepEqual(faults, []);
    console.log(`ok    ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FEL   ${what}\n${error.stack}`);
  }
  await context.close();
}
const filter = (tab, words) => tab.locator(".filters a.counts__link", { hasText: words }).first();
const says = (tab, words) => tab.waitForFunction((it) => document.querySelector(".listing__count").textContent === it, words);
const titles = (tab) => tab.locator(".card__link").allTextContents();
const query = (tab) => decodeURIComponent(new URL(tab.url()).search);

await check("without script each filter leads to its page", async (tab) => {
  await tab.goto(address);
  await filter(tab, "Tillit").click();
  assert.equal(tab.url(), `${address}amne/tillit/`);
  await tab.goto(address);
  await filter(tab, "Titel").click();
  assert.equal(tab.url(), `${address}titel/`);
  assert.deepEqual(await tab.locator(".group__heading").allTextContents(), ["A"]);
  await tab.locator(".years a", { hasText: "Ö" }).click();
  assert.equal(tab.url(), `${address}titel/oe/`);
}, { javaScriptEnabled: false });

await check("two filters are combined, counted and announced, and stand in the address", async (tab) => {
  await tab.goto(address);
  assert.equal(await tab.locator(".listing__count").getAttribute("aria-live"), "polite");
  await filter(tab, "Tillit").click();
  await says(tab, "40 av 120 publikationer");
  await filter(tab, "PM").click();
  await says(tab, "20 av 120 publikationer");
  assert.equal(query(tab), "?amne=tillit&serie=pm");
  const expected = Array.from({ length: 120 }, (_, at) => at + 1).filter((at) => at % 3 === 0 && at % 2);
  assert.deepEqual((await titles(tab)).map((it) => Number(it.split(" ")[2])).sort((a, b) => a - b), expected);
  assert.deepEqual(await tab.locator(".group__heading").allTextContents(), ["2025", "2024", "2023", "2022", "2021", "2020", "Odaterat"]);
  assert.equal(await tab.locator("h3.card__title").count(), 20);
  // Within a dimension the new choice takes the old one's place; the others' numbers are those of what is chosen.
  assert.equal(await filter(tab, "Rapport").locator(".counts__number").textContent(), "20");
  await filter(tab, "2025").click();
  await says(tab, "3 av 120 publikationer");
  await filter(tab, "2024").click();
  assert.equal(query(tab), "?ar=2024&amne=tillit&serie=pm");
  assert.deepEqual(await tab.locator(".filters [aria-current=true]").allTextContents().then((all) => all.map((it) => it.split(" ")[0])), ["2024", "Tillit", "PM"]);
  await filter(tab, "2024").click();
  await says(tab, "20 av 120 publikationer");
});

await check("reloading keeps the choice, going back leaves it step by step", async (tab) => {
  await tab.goto(address);
  const all = await titles(tab);
  await filter(tab, "Tillit").click();
  await says(tab, "40 av 120 publikationer");
  await filter(tab, "PM").click();
  await says(tab, "20 av 120 publikationer");
  await tab.reload();
  await says(tab, "20 av 120 publikationer");
  const [first] = await titles(tab);
  await tab.locator(".card__link").first().click();
  assert.equal(await tab.locator("h1").textContent(), first);
  await tab.goBack();
  await says(tab, "20 av 120 publikationer");
  await tab.goBack();
  await says(tab, "40 av 120 publikationer");
  await tab.goBack();
  await says(tab, "120 publikationer");
  assert.deepEqual(await titles(tab), all);
  await tab.goForward();
  await says(tab, "40 av 120 publikationer");
  await tab.locator(".filters__clear a").click();
  await says(tab, "120 publikationer");
  assert.equal(query(tab), "");
  assert.deepEqual(await titles(tab), all);
});

await check("the keyboard is enough, and focus stays", async (tab) => {
  await tab.goto(address);
  await filter(tab, "Ledarskap").focus();
  await tab.keyboard.press("Enter");
  await says(tab, "80 av 120 publikationer");
  assert.match(await tab.evaluate(() => document.activeElement.textContent), /^Ledarskap/);
  assert.equal(await tab.locator(".card__link").count(), 50);
  await tab.locator(".listing__results button").focus();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.querySelectorAll(".card__link").length === 80);
  assert.equal(await tab.evaluate(() => [...document.querySelectorAll(".card__link")].indexOf(document.activeElement)), 50);
  await tab.locator(".filters__clear a").focus();
  await tab.keyboard.press("Enter");
  await says(tab, "120 publikationer");
  assert.notEqual(await tab.evaluate(() => document.activeElement), null);
});

await check("the order of titles keeps the choice", async (tab) => {
  await tab.goto(`${address}?amne=tillit`);
  await says(tab, "40 av 120 publikationer");
  await filter(tab, "Titel").click();
  assert.equal(tab.url(), `${address}titel/?amne=tillit`);
  await says(tab, "40 av 120 publikationer");
  assert.deepEqual(await tab.locator(".group__heading").allTextContents(), ["A", "V", "Å", "Ö"]);
  const seen = await titles(tab);
  const sorted = [...seen].sort(new Intl.Collator("sv", { ignorePunctuation: true }).compare);
  assert.deepEqual(seen, sorted);
});

await check("nothing is asked for before it is needed, and nothing is stored", async (tab, context) => {
  asked = [];
  await tab.goto(address);
  await tab.waitForLoadState("networkidle");
  assert.ok(!asked.some((it) => it.endsWith("urval.json")));
  await filter(tab, "Odaterat").click();
  await says(tab, "17 av 120 publikationer");
  assert.ok(asked.includes("/publikationer/odaterat/") && !asked.includes("/publikationer/2020/"));
  const stored = await tab.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  assert.deepEqual([stored, await context.cookies()], [[0, 0, ""], []]);
});

await check("an unknown or hostile query changes nothing", async (tab) => {
  await tab.goto(`${address}?amne=finns-inte&x=%3Cimg%20src%3Dx%3E`);
  await tab.waitForLoadState("networkidle");
  await says(tab, "120 publikationer");
});

await check("it is accessible with filters chosen, on a narrow screen too", async (tab) => {
  for (const width of [1000, 320]) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.goto(`${address}?amne=tillit&serie=pm`);
    await says(tab, "20 av 120 publikationer");
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
    const found = await tab.evaluate(`(() => { ${axe}; return axe.run(document); })()`);
    assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
  }
}, { bypassCSP: true });

broken = true;
await check("where the selection cannot be had, the page of the filter is shown", async (tab) => {
  await tab.goto(address);
  await filter(tab, "Tillit").click();
  await tab.waitForURL(`${address}amne/tillit/`);
});

await browser.close();
server.close();
fs.rmSync(site, { recursive: true });
process.exitCode = failed ? 1 : 0;
