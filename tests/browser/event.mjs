// Events as the clock goes, in a real browser: before, during and after, with and without script, in a page that stays open.
//
//   node tests/browser/event.mjs FOU TOOLS     TOOLS has node_modules with playwright-core and axe-core
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

const site = fs.mkdtempSync(path.join(os.tmpdir(), "fou-evenemang-"));
const home = path.join(import.meta.dirname, "..", "..");
fs.cpSync(path.join(home, "themes"), path.join(site, "themes"), { recursive: true });
const write = (name, text) => {
  const file = path.join(site, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
const event = (name, fields) => write(`content/kalender/${name}.md`, `---\nseries: soffan\ntopics: [tillit]\n${fields}\n---\n\nOrd om evenemanget.\n`);
write("content/site.yaml", "title: Provet\ndescription: Ett prov.\nbase_url: https://prov.example\ntheme: nordvast\norganisation: {name: Provet, parent: Provkommun}\nevent_series: [soffan]\n");
write("content/index.md", "---\ntitle: Provet\n---\n\nVälkommen.\n");
write("content/soffan/index.md", "---\ntitle: Soffan\n---\n");
write("content/amnen/tillit.md", "---\ntitle: Tillit\n---\n");
event("forr", "title: Det som var\nstart: 2026-02-06 09:00\nend: 2026-02-06 10:00");
event("forst", "title: Det första\nstart: 2026-03-27 09:00\nend: 2026-03-27 10:00\nonline: https://moten.example/rum\nregistration: {url: \"https://anmal.example/forst\", email: fou@prov.example, opens: 2026-03-10, closes: 2026-03-20}");
event("sedan", "title: Det andra\nstart: 2026-04-24 09:00\nend: 2026-04-24 10:00");
event("installt", "title: Det inställda\nstart: 2026-04-25 09:00\nend: 2026-04-25 10:00\nstatus: inställt");
event("sist", "title: Det sista\nstart: 2026-05-29 09:00\nmoved_from: 2026-05-22 09:00\nstatus: flyttat");
execFileSync(fou, ["build", "--site", site, "--today", "2026-03-02", "--quiet"], { stdio: ["ignore", "ignore", "ignore"] });

let slow = 0;
const { base: address, server } = await host(path.join(site, "public"), (place) => ({ delay: place.endsWith(".js") ? slow : 0 }));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let failed = 0;
async function check(what, now, run, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, timezoneId: "America/New_York", ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(10_000);
  if (now) await tab.clock.install({ time: now });
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
const seen = (tab, where) => tab.locator(where).evaluateAll((all) => all.filter((it) => it.checkVisibility()).map((it) => it.textContent.trim().replace(/\s+/g, " ")));
const marks = (tab) => seen(tab, ".article .status");
const ways = (tab) => seen(tab, ".registration p");
const coming = (tab) => seen(tab, "[data-coming] .card__link");
const first = `${address}/kalender/2026/forst/`;

await check("before registration opens, the day is told and no way in is shown", "2026-03-09T22:59:59Z", async (tab) => {
  await tab.goto(first);
  assert.deepEqual(await marks(tab), []);
  assert.deepEqual(await ways(tab), ["Anmälan öppnar tisdag 10 mars 2026"]);
});
await check("registration opens in a page that stays open, and closes again", "2026-03-09T22:59:59Z", async (tab) => {
  await tab.goto(first);
  await tab.clock.runFor(1000);
  assert.deepEqual(await ways(tab), ["Anmäl dig", "fou@prov.example", "Anmäl dig senast fredag 20 mars 2026"]);
  await tab.clock.runFor(264 * 60 * 60 * 1000);
  assert.deepEqual(await ways(tab), ["Anmälan är stängd."]);
  assert.ok(!(await seen(tab, ".facts__item")).some((it) => it.startsWith("Digitalt")));
  assert.equal((await seen(tab, "a[href$='.ics']")).length, 1);
});
await check("while it goes on, that is said, and one can no longer register", "2026-03-27T08:30:00Z", async (tab) => {
  await tab.goto(first);
  assert.deepEqual(await marks(tab), ["Pågår nu"]);
  assert.deepEqual(await ways(tab), []);
  assert.equal(await tab.locator(".article").getAttribute("data-life"), "pagar");
  await tab.clock.runFor("00:30:00");
  assert.deepEqual(await marks(tab), ["Genomfört"]);
});
await check("afterwards nothing asks one to register or to join", "2026-04-01T00:00:00Z", async (tab) => {
  await tab.goto(first);
  assert.deepEqual(await marks(tab), ["Genomfört"]);
  assert.deepEqual(await ways(tab), []);
  assert.deepEqual(await seen(tab, "a[href$='.ics']"), []);
  assert.ok(!/anmäl|digitalt|kommer/i.test(await tab.locator("main").innerText()), await tab.locator("main").innerText());
});
await check("a page that was hidden is right when it is looked at again", "2026-03-20T12:00:00Z", async (tab) => {
  await tab.goto(first);
  await tab.clock.setSystemTime("2026-03-27T08:30:00Z");
  await tab.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  assert.deepEqual(await marks(tab), ["Pågår nu"]);
});
await check("what is cancelled or moved says so, and when it was to be", "2026-04-20T12:00:00Z", async (tab) => {
  await tab.goto(`${address}/kalender/2026/installt/`);
  assert.deepEqual(await marks(tab), ["Inställt"]);
  await tab.goto(`${address}/kalender/2026/sist/`);
  assert.deepEqual(await marks(tab), ["Ny tid"]);
  assert.deepEqual(await seen(tab, ".page-header__moved"), ["Flyttat från fredag 22 maj 2026 kl. 09.00"]);
  await tab.clock.setFixedTime("2026-05-29T08:00:00Z");
  await tab.reload();
  assert.deepEqual(await marks(tab), ["Har börjat"]);
});
await check("the calendar lets go of what has passed, its month and its number", "2026-03-26T12:00:00Z", async (tab) => {
  await tab.goto(`${address}/kalender/`);
  assert.deepEqual(await coming(tab), ["Det första", "Det andra", "Det inställda", "Det sista"]);
  await tab.clock.setFixedTime("2026-03-27T09:00:00Z");
  await tab.reload();
  assert.deepEqual(await coming(tab), ["Det andra", "Det inställda", "Det sista"]);
  assert.ok(!(await seen(tab, ".group__heading")).includes("Mars 2026"));
  assert.deepEqual(await seen(tab, ".listing__count"), ["3 kommande evenemang"]);
  await tab.clock.setFixedTime("2026-06-01T00:00:00Z");
  await tab.reload();
  assert.deepEqual([await coming(tab), await seen(tab, ".listing__count")], [[], []]);
  assert.deepEqual(await seen(tab, ".empty"), ["Inga kommande evenemang är inlagda just nu."]);
});
await check("a series moves what has passed to what has been", "2026-04-24T12:00:00Z", async (tab) => {
  await tab.goto(`${address}/soffan/`);
  assert.deepEqual(await coming(tab), ["Det inställda", "Det sista"]);
  assert.deepEqual(await seen(tab, "[data-past] .card__link"), ["Det andra", "Det första", "Det som var"]);
  assert.deepEqual(await seen(tab, "[data-past] .status"), ["Genomfört", "Genomfört", "Genomfört"]);
});
await check("so does a listing of some of the events", "2026-04-24T12:00:00Z", async (tab) => {
  await tab.goto(`${address}/kalender/amne/tillit/`);
  assert.deepEqual(await coming(tab), ["Det inställda", "Det sista"]);
  const past = await seen(tab, ".group:not([data-coming]) .card__link");
  assert.deepEqual(past, ["Det andra", "Det första", "Det som var"]);
});
await check("the front page shows the next one that is left", "2026-03-27T09:00:00Z", async (tab) => {
  await tab.goto(`${address}/`);
  assert.deepEqual(await seen(tab, ".hero__next .card__link"), ["Det andra"]);
  assert.deepEqual(await coming(tab), ["Det inställda", "Det sista"]);
  await tab.clock.setFixedTime("2026-06-01T00:00:00Z");
  await tab.reload();
  assert.deepEqual([await seen(tab, ".hero__next"), await coming(tab)], [[], []]);
});
await check("what somebody is about to follow stays under their hands", "2026-03-27T08:59:59Z", async (tab) => {
  await tab.goto(`${address}/kalender/`);
  await tab.locator(".card__link", { hasText: "Det första" }).focus();
  await tab.clock.runFor(2000);
  assert.ok((await coming(tab)).includes("Det första"));
  assert.deepEqual((await seen(tab, "[data-coming] .status"))[0], "Genomfört");
  await tab.keyboard.press("Tab");
  await tab.clock.runFor("01:00:00");
  assert.ok(!(await coming(tab)).includes("Det första"));
});
await check("a topic's list says of each event how it stands", "2026-03-27T08:30:00Z", async (tab) => {
  await tab.goto(`${address}/amnen/tillit/`);
  const stands = await tab.locator(".card--event").evaluateAll((all) => all.map((it) => [it.querySelector(".card__link").textContent, [...it.querySelectorAll(".status")].filter((mark) => mark.checkVisibility()).map((mark) => mark.textContent).join()]));
  assert.deepEqual(Object.fromEntries(stands), { "Det sista": "Ny tid", "Det inställda": "Inställt", "Det andra": "", "Det första": "Pågår nu", "Det som var": "Genomfört" });
});
for (const place of ["/", "/kalender/", "/soffan/", "/kalender/2026/forst/"]) {
  await check(`nothing jumps, however late the script comes: ${place}`, null, async (tab) => {
    await tab.addInitScript(() => {
      const real = Date.now;
      const late = Date.parse("2026-03-27T09:00:00Z") - real();
      Date.now = () => real() + late;
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((it) => it.value))).observe({ type: "layout-shift", buffered: true });
    });
    slow = 300;
    await tab.goto(`${address}${place}`, { waitUntil: "load" });
    await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200))));
    slow = 0;
    assert.ok(!(await coming(tab)).includes("Det första"));
    assert.deepEqual(await tab.evaluate(() => window.shifts), []);
  });
}
await check("without script the page is as it was built, and no word of it has grown old", null, async (tab) => {
  await tab.goto(first);
  assert.deepEqual(await marks(tab), []);
  assert.deepEqual(await ways(tab), ["Anmälan öppnar tisdag 10 mars 2026"]);
  for (const place of ["/", "/kalender/", "/soffan/", "/kalender/2026/forst/"]) {
    await tab.goto(`${address}${place}`);
    assert.ok(!/pågår|har börjat|i dag|i morgon|snart/i.test(await tab.locator("main").innerText()));
  }
}, { javaScriptEnabled: false });
await check("nothing is stored, and the page is accessible in each state", "2026-03-27T08:30:00Z", async (tab, context) => {
  for (const place of ["/kalender/2026/forst/", "/kalender/", "/"]) {
    await tab.goto(`${address}${place}`);
    await tab.evaluate(axe);
    const found = await tab.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(found.violations.map((it) => it.id), []);
  }
  const state = await context.storageState();
  assert.deepEqual([state.cookies, state.origins], [[], []]);
});

await browser.close();
server.close();
fs.rmSync(site, { recursive: true });
if (failed) process.exit(1);
