// The calendar in a real browser with a set clock: before, during and after a month, with script and without it, by
// keyboard, on a narrow screen, in both schemes and on paper.
//
//   node tests/browser/calendar.mjs FOU TOOLS     TOOLS has node_modules with playwright-core and axe-core
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

const site = fs.mkdtempSync(path.join(os.tmpdir(), "fou-kalender-"));
const home = path.join(import.meta.dirname, "..", "..");
fs.cpSync(path.join(home, "themes"), path.join(site, "themes"), { recursive: true });
const write = (name, text) => {
  const file = path.join(site, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
write("content/site.yaml", "title: Provet\ndescription: Ett prov.\nbase_url: https://prov.example\ntheme: nordvast\norganisation: {name: Provet, parent: Provkommun}\nevent_series: [morgonsoffan]\n");
write("content/index.md", "---\ntitle: Provet\n---\n\nVälkommen.\n");
write("content/morgonsoffan/index.md", "---\ntitle: Morgonsoffan\n---\n");
write("content/kalender/index.md", "---\ntitle: Kalender\nmenu: 1\n---\n");
write("content/amnen/tillit.md", "---\ntitle: Tillit\n---\n");
const events = {
  "morgon": "title: 'Morgonsoffan: Vad vet vi?'\nseries: morgonsoffan\nstart: 2026-05-08 09:00\nend: 2026-05-08 10:00\nattendance: digitalt\ntopics: [tillit]",
  "konferens": "title: Socialtjänstkonferensen om långsiktig verksamhetsutveckling\nstart: 2026-05-06\nend: 2026-05-08\nattendance: båda",
  "installt": "title: Frukostmöte\nstart: 2026-05-20 08:00\nstatus: inställt\nattendance: plats",
  "nagon-dag": "title: Arbetsmöte\nstart: 2026-05",
  "hosten": "title: Hösten\nstart: 2026-09-10",
};
for (const [slug, fields] of Object.entries(events)) write(`content/kalender/${slug}.md`, `---\n${fields}\n---\n\nText.\n`);
execFileSync(fou, ["build", "--site", site, "--today", "2026-04-20", "--quiet"], { stdio: ["ignore", "ignore", "ignore"] });

const { base: here, server } = await host(path.join(site, "public"));
const base = `${here}/kalender/`;
const may = `${base}2026/05/`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let failed = 0;
async function check(what, run, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(10_000);
  const faults = [];
  tab.on("pageerror", (error) => faults.push(String(error)));
  tab.on("console", (message) => message.type() === "error" && faults.push(message.text()));
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
const today = (tab) => tab.locator("[aria-current=date] time").evaluateAll((all) => all.map((it) => it.dateTime));
const shown = (tab) => tab.locator(".month__date").evaluateAll((all) => all.filter((it) => it.checkVisibility()).map((it) => it.innerText.trim()));
const sound = async (tab) => {
  const found = await tab.evaluate(`(() => { ${axe}; return axe.run(document); })()`);
  assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
};

// One in the small hours of 8 May in Sweden, where it is still 7 May in New York.
const clocks = [["before", "2026-04-20T10:00:00Z", []], ["during", "2026-05-07T22:30:00Z", ["2026-05-08"]], ["after", "2026-06-01T10:00:00Z", []]];
for (const [when, instant, expected] of clocks) {
  await check(`${when} the month, today is marked if it is there, by Swedish time`, async (tab, context) => {
    await tab.clock.setFixedTime(new Date(instant));
    await tab.goto(may);
    assert.deepEqual(await today(tab), expected);
    const stored = await tab.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    assert.deepEqual([stored, await context.cookies()], [[0, 0, ""], []]);
  }, { timezoneId: "America/New_York" });
}

await check("a page that lies open over midnight marks the new day", async (tab) => {
  await tab.clock.setFixedTime(new Date("2026-05-07T21:59:00Z"));
  await tab.goto(may);
  assert.deepEqual(await today(tab), ["2026-05-07"]);
  await tab.clock.setFixedTime(new Date("2026-05-07T22:01:00Z"));
  await tab.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  assert.deepEqual(await today(tab), ["2026-05-08"]);
});

await check("without script all is there, and one leafs by links", async (tab) => {
  await tab.goto(may);
  assert.deepEqual(await today(tab), []);
  assert.equal(await tab.locator(".month__link").count(), 5);
  assert.deepEqual(await tab.locator(".group__heading").allTextContents(), ["I maj 2026, utan bestämd dag"]);
  await tab.locator(".turn__link--later").click();
  assert.equal(tab.url(), `${base}2026/06/`);
  assert.match(await tab.locator(".empty").innerText(), /^Inga evenemang i juni 2026\./);
  await tab.locator(".empty a").first().click();
  assert.equal(tab.url(), `${base}2026/09/`);
  await tab.locator(".views a", { hasText: "År" }).click();
  assert.equal(tab.url(), `${base}2026/`);
  await tab.locator(".views a", { hasText: "Lista" }).click();
  assert.equal(tab.url(), base);
  await tab.locator(".filters a", { hasText: "På plats" }).click();
  assert.deepEqual(await tab.locator(".card__link").allTextContents(), ["Socialtjänstkonferensen om långsiktig verksamhetsutveckling", "Frukostmöte"]);
}, { javaScriptEnabled: false });

await check("the month is a table with heads that are read out", async (tab) => {
  await tab.goto(may);
  const weekdays = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
  for (const name of weekdays) assert.equal(await tab.getByRole("columnheader", { name, exact: true }).count(), 1, name);
  assert.equal(await tab.getByRole("table", { name: "Maj 2026" }).count(), 1);
  assert.equal(await tab.getByRole("rowheader").count(), 5);
  assert.equal(await tab.locator(".month__long").first().innerText(), "måndag");
  assert.deepEqual((await shown(tab)).slice(0, 3), ["1", "2", "3"]);
  assert.equal(await tab.locator(".month__holiday").first().innerText(), "första maj");
});

await check("what takes place says on its days how it stands, as the clock goes", async (tab) => {
  await tab.clock.setFixedTime(new Date("2026-05-08T07:30:00Z"));
  await tab.goto(may);
  const stand = (slug) => tab.locator(`.month__event:has([href$="/${slug}/"])`).last().locator(".status:visible").allTextContents();
  assert.deepEqual([await stand("morgon"), await stand("konferens"), await stand("installt")], [["Pågår nu"], ["Pågår nu"], ["Inställt"]]);
  await tab.clock.setFixedTime(new Date("2026-05-08T08:30:00Z"));
  await tab.goto(may);
  assert.deepEqual(await stand("morgon"), ["Genomfört"]);
  await tab.goto(`${base}form/digitalt/`);
  assert.deepEqual(await tab.locator("[data-coming] .card__link").allTextContents(), ["Socialtjänstkonferensen om långsiktig verksamhetsutveckling"]);
});

await check("the keyboard is enough", async (tab) => {
  await tab.goto(may);
  await tab.locator(".turn__link--later").focus();
  const seen = [];
  for (let at = 0; at < 5; at += 1) {
    await tab.keyboard.press("Tab");
    seen.push(await tab.evaluate(() => document.activeElement.textContent));
  }
  assert.equal(seen[0], seen[2]);
  assert.deepEqual(seen.slice(3), ["Morgonsoffan: Vad vet vi?", "Frukostmöte"]);
  await tab.keyboard.press("Enter");
  await tab.waitForURL(`${base}2026/installt/`);
});

await check("on a narrow screen the table is an agenda of the days that have something", async (tab) => {
  await tab.clock.setFixedTime(new Date("2026-05-08T06:00:00Z"));
  for (const width of [320, 639]) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.goto(may);
    assert.deepEqual(await shown(tab), ["onsdag 6 maj", "torsdag 7 maj", "fredag 8 maj", "onsdag 20 maj"]);
    assert.deepEqual(await today(tab), ["2026-05-08"]);
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
  }
  await tab.setViewportSize({ width: 640, height: 800 });
  assert.equal((await shown(tab)).length, 31);
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "640 px");
  await tab.setViewportSize({ width: 320, height: 800 });
  await tab.goto(`${base}2026/06/`);
  assert.deepEqual(await shown(tab), []);
});

await check("every view is accessible, narrow and wide, light and dark", async (tab) => {
  await tab.clock.setFixedTime(new Date("2026-05-08T06:00:00Z"));
  for (const colorScheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme });
    for (const width of [1280, 768, 320]) {
      await tab.setViewportSize({ width, height: 800 });
      for (const address of [may, `${base}2026/06/`, `${base}2026/`, base, `${base}form/digitalt/`]) {
        await tab.goto(address);
        await sound(tab);
      }
    }
  }
}, { bypassCSP: true });

await check("on paper it is a table, without what leads elsewhere", async (tab) => {
  await tab.clock.setFixedTime(new Date("2026-04-20T10:00:00Z"));
  await tab.goto(may);
  await tab.emulateMedia({ media: "print" });
  assert.equal((await shown(tab)).length, 31);
  for (const name of [".views", ".turn", ".years"]) assert.equal(await tab.locator(name).isVisible(), false, name);
  const paper = (await tab.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  assert.equal(paper.match(/\/Type \/Page\b/g).length, 1, "a month is one sheet");
});

await check("the address to subscribe to can be copied", async (tab, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tab.goto(base);
  await tab.locator(".subscribe__help > summary").click();
  await tab.locator(".subscribe__help button").click();
  await tab.waitForFunction(() => document.querySelector(".subscribe__help [role=status]").textContent === "Kopierat");
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), "https://prov.example/kalender/kalender.ics");
});

await browser.close();
server.close();
fs.rmSync(site, { recursive: true });
process.exitCode = failed ? 1 : 0;
