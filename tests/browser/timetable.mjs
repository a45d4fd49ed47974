// A day with a programme, as a visitor meets it: a list where it is narrow, a grid of tracks where there is room, one sheet
// of A4 on paper; all of one markup, in the order of time, without script.
// Arguments: the folder of the built site `tests/sites/whole`, the folder of node's packages.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { host } from "./host.mjs";

const [root, tools] = process.argv.slice(2);
const need = createRequire(resolve(tools, "node_modules", "x.js"));
const { chromium } = need("playwright-core");
const axe = await readFile(need.resolve("axe-core/axe.min.js"), "utf8");

const { base, server } = await host(root);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

const open = async (width, options = {}, address = "/kalender/2026/fackdagen-2026/") => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(base + address, { waitUntil: "load" });
  return { page, faults };
};

// Each session with its title, its time (its own, or that of its slot), its anchor and where it stands.
const sessions = (page) =>
  page.locator(".session").evaluateAll((all) =>
    all.map((it) => {
      const box = it.getBoundingClientRect();
      const clock = it.querySelector(".session__clock time") ?? it.closest(".slot").querySelector(".slot__clock time");
      const title = it.querySelector(".session__title").firstChild.textContent.trim();
      return { title, id: it.id, begins: clock.dateTime, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    }),
  );
const named = (all, title) => all.find((it) => it.title === title);

// Narrow, without script: one below the other, in the order of time, nothing twice, nothing to the side.
for (const width of [320, 360]) {
  const { page, faults } = await open(width, { javaScriptEnabled: true });
  const all = await sessions(page);
  assert.equal(all.length, 15);
  all.slice(1).forEach((it, at) => {
    assert.ok(it.begins >= all[at].begins, `${it.title} stands before its time`);
    assert.ok(it.top >= all[at].bottom, `${it.title} stands beside ${all[at].title} at ${width} px`);
    assert.equal(it.left, all[0].left);
  });
  assert.ok(await page.locator(".session__track").first().isVisible());
  assert.ok(await page.locator(".timetable__head").isHidden());
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `too wide at ${width} px`);
  assert.deepEqual(faults, []);
  await page.context().close();
}

// Wide: what goes on at once stands side by side; a long session reaches past the shorter ones.
for (const width of [768, 1000, 1280]) {
  const { page } = await open(width);
  const all = await sessions(page);
  const [long, first, second] = ["Samtal som verktyg", "Uppföljning i vardagen", "Siffror som berättar"].map((it) => named(all, it));
  assert.equal(long.top, first.top);
  assert.ok(first.left > long.right && second.left === first.left && second.top > first.bottom, `no grid at ${width} px`);
  assert.equal(long.bottom, second.bottom, "the long one ends with the last of the short ones");
  const [lunch, column] = [named(all, "Lunch"), named(all, "Att leda i förändring")];
  assert.ok(lunch.left === long.left && lunch.right === column.right, "a break is everybody's");
  all.slice(1).forEach((it, at) => assert.ok(it.begins >= all[at].begins, `${it.title} stands before its time`));
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `too wide at ${width} px`);
  const heads = await page.locator(".timetable__column").allTextContents();
  assert.deepEqual(heads, ["Barn och unga", "Uppföljning", "Ledning"]);
  await page.context().close();
}

// What is read aloud says each session once, with its track: the names of the columns are for the eyes.
const { page: read } = await open(1280);
const tree = await read.locator(".programme").ariaSnapshot();
for (const { title, id } of (await sessions(read)).filter((it) => it.id)) {
  assert.equal(await read.locator(`#${id}`).count(), 1, `${id} is there twice`);
  assert.ok(tree.includes(title));
}
assert.equal(tree.split("Individ- och familjeomsorgens").length - 1, 2, "its heading, and the link to it");
assert.equal(tree.split("Ledning").length - 1, 3, "once with each of its sessions");
await read.context().close();

// Every session can be linked to, by the keyboard too, and is then marked and not hidden.
const { page: linked } = await open(1280);
await linked.getByRole("link", { name: "Länk till Panel" }).focus();
await linked.keyboard.press("Enter");
assert.ok(linked.url().endsWith("#pass_panel"));
const back = await linked.locator("#pass_panel").evaluate((it) => getComputedStyle(it).backgroundColor);
const other = await linked.locator("#pass_avslutning").evaluate((it) => getComputedStyle(it).backgroundColor);
assert.notEqual(back, other);
await linked.goto(`${base}/om/medarbetare/anna-oberg/`);
await linked.getByRole("link", { name: "Siffror som berättar" }).click();
assert.ok(linked.url().endsWith("/kalender/2026/fackdagen-2026/#pass_siffror"));
await linked.waitForLoadState("load");
const seen = await linked.evaluate(() => {
  const head = document.querySelector(".timetable__head").getBoundingClientRect();
  return document.querySelector("#pass_siffror").getBoundingClientRect().top >= head.bottom;
});
assert.ok(seen, "the names of the columns cover what was linked to");
await linked.context().close();

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    const { page } = await open(width, { colorScheme, bypassCSP: true });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(".programme"));
    assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), [], `${colorScheme}, ${width} px`);
    await page.context().close();
  }
}

// On paper: the programme is one sheet of A4, a grid there too, and says of what it is the programme.
const { page: paper } = await open(1280);
const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
const whole = pages(await paper.pdf({ preferCSSPageSize: true }));
await paper.evaluate(() => {
  const programme = document.querySelector(".article__wide");
  document.querySelector(".article__main--rest").remove();
  document.querySelector(".related")?.remove();
  document.querySelector(".imprint")?.remove();
  for (const it of document.querySelectorAll("body > :not(main), .breadcrumb")) it.remove();
  programme.parentElement.replaceChildren(programme);
});
const sheet = await paper.pdf({ preferCSSPageSize: true });
assert.equal(pages(sheet), 1, "the programme fits on one sheet");
assert.match(sheet.toString("latin1"), /MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
assert.ok(whole >= 3, "before it and after it others begin");
await paper.emulateMedia({ media: "print" });
await paper.setViewportSize({ width: 642, height: 971 });
assert.ok(await paper.getByText("Fackdagen 2026, fredag 8 maj 2026 kl. 09.00–16.00, Provhuset").isVisible());
const printed = await sessions(paper);
assert.equal(named(printed, "Samtal som verktyg").top, named(printed, "Att leda i förändring").top);
await paper.context().close();

// A day of another year, and several days: the archive keeps who spoke and what they showed.
const { page: past } = await open(1280, {}, "/fackdagen/");
await past.getByRole("link", { name: "Fackdagen 2024" }).first().click();
await past.getByRole("link", { name: "Bilderna till Välkommen" }).waitFor();
assert.equal(await past.getByRole("heading", { level: 3, name: /maj 2024/ }).count(), 2);
await past.context().close();

await browser.close();
server.close();
console.log("a day is a list where it is narrow, a grid where it is wide, and one sheet on paper");
