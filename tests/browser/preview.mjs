// The preview in a real browser: what a save does to a page that somebody is reading.
//
//   node tests/browser/preview.mjs FOU TOOLS     TOOLS has node_modules with playwright-core and axe-core
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const [fou, tools] = process.argv.slice(2).map((it) => path.resolve(it));
const need = createRequire(path.join(tools, "node_modules", "x.js"));
const { chromium } = need("playwright-core");
const axe = fs.readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");

const site = fs.mkdtempSync(path.join(os.tmpdir(), "fou-prov-"));
const home = path.join(import.meta.dirname, "..", "..");
fs.cpSync(path.join(home, "themes"), path.join(site, "themes"), { recursive: true });
const write = (name, text) => {
  const file = path.join(site, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
const paragraphs = (word) => Array.from({ length: 40 }, (_, at) => `Stycke ${at} om ${word}.`).join("\n\n");
const page = (title, body) => `---\ntitle: ${title}\n---\n\n${body}\n`;
const details = "<details>\n<summary>Mer</summary>\n\nDet som är gömt.\n\n</details>\n";
write("content/site.yaml", "title: Provet\ndescription: Ett prov.\nbase_url: https://prov.example\ntheme: nordvast\norganisation:\n  name: Provet\n  parent: Provkommun\n  area: Provlän\naccessibility:\n  body: Provkommun\n  service: prov.example\n  conformance: helt\n  deficiencies: []\n  assessed: 2026-01-15\n  updated: 2026-01-15\n  method: självskattning\n  form_url: https://prov.example/paminn\n  supervisor: {name: Tillsynen, url: \"https://prov.example/tillsyn\"}\n  burdensome: []\n  exempt: []\n");
write("content/index.md", page("Provet", "Välkommen."));
write("content/om.md", page("Om provet", `${details}\n${paragraphs("ett")}`));
write("content/annan.md", page("En annan", "Ord."));

const server = spawn(fou, ["serve", "--site", site, "--port", "0", "--today", "2026-03-02"], { stdio: ["ignore", "ignore", "pipe"] });
const address = await new Promise((done, fail) => {
  let said = "";
  server.stderr.on("data", (more) => {
    said += more;
    const found = said.match(/visas på (http:\S+)/);
    if (found) done(found[1]);
  });
  server.on("exit", () => fail(new Error(said)));
});

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let failed = 0;
async function check(what, run) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  const tab = await context.newPage();
  tab.setDefaultTimeout(10_000);
  const faults = [];
  tab.on("pageerror", (error) => faults.push(String(error)));
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
const mark = (tab) => tab.evaluate(() => { window.isTheSame = true; });
const isTheSame = (tab) => tab.evaluate(() => window.isTheSame === true);
const has = (tab, words) => tab.waitForFunction((it) => document.querySelector("main").textContent.includes(it), words);

await check("text is changed in place: scroll, details and focus stay", async (tab) => {
  await tab.goto(`${address}om/`);
  await mark(tab);
  await tab.click("summary:has-text('Mer')");
  await tab.evaluate(() => window.scrollTo(0, 600));
  await tab.evaluate(() => document.querySelector("main details summary").focus({ preventScroll: true }));
  const before = await tab.evaluate(() => window.scrollY);
  write("content/om.md", page("Om provet", `${details}\n${paragraphs("ett")}\n\nSista stycket är nytt.`));
  await has(tab, "Sista stycket är nytt.");
  assert.equal(await isTheSame(tab), true);
  assert.equal(await tab.evaluate(() => document.querySelector("main details").open), true);
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Mer");
  assert.equal(await tab.evaluate(() => window.scrollY), before);
});

await check("what is typed stays", async (tab) => {
  await tab.goto(`${address}om/`);
  await tab.fill("#fou-day", "2027-01-01");
  write("content/om.md", page("Om provet", `${details}\n${paragraphs("två")}`));
  await has(tab, "Stycke 3 om två.");
  assert.equal(await tab.inputValue("#fou-day"), "2027-01-01");
});

await check("only style sheets: swapped, not reloaded", async (tab) => {
  await tab.goto(`${address}om/`);
  await mark(tab);
  const manifest = fs.readFileSync(path.join(site, "themes/nordvast/theme.yaml"), "utf8");
  const sheet = path.join(site, "themes/nordvast", manifest.match(/[\w/-]+\.css/)[0]);
  fs.appendFileSync(sheet, "\nmain { outline: 7px solid rgb(1, 2, 3); }\n");
  await tab.waitForFunction(() => getComputedStyle(document.querySelector("main")).outlineColor === "rgb(1, 2, 3)");
  assert.equal(await isTheSame(tab), true);
  await tab.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 2);
});

await check("a mistake is told over the page and goes by itself", async (tab) => {
  await tab.goto(`${address}om/`);
  await mark(tab);
  write("content/om.md", page("Om provet", "[Trasig](saknas.md)"));
  await tab.waitForSelector("#fou-panel.fou-panel--error");
  assert.match(await tab.textContent("#fou-panel"), /saknas\.md/);
  await tab.waitForFunction(() => document.getElementById("fou-voice").textContent.includes("1 fel"));
  write("content/om.md", page("Om provet", "Lagad."));
  await tab.waitForSelector("#fou-panel.fou-panel--clean");
  await has(tab, "Lagad.");
  assert.equal(await isTheSame(tab), true);
});

await check("another page that has changed is told discreetly", async (tab) => {
  await tab.goto(`${address}om/`);
  write("content/annan.md", page("En annan", "Nya ord."));
  await tab.waitForSelector("#fou-note a[href='/annan/']");
  assert.match(await tab.textContent("#fou-note"), /Ändrat: En annan/);
  await tab.click("#fou-note button");
  assert.equal(await tab.$("#fou-note"), null);
  write("content/helt-ny.md", page("Helt ny", "Ord."));
  await tab.waitForSelector("#fou-note a[href='/helt-ny/']");
  assert.match(await tab.textContent("#fou-note"), /Ny sida: Helt ny/);
});

await check("whoever wants to goes to a new page, once", async (tab) => {
  await tab.goto(`${address}om/`);
  await tab.check("#fou-follow");
  write("content/dit.md", page("Dit", "Hit kom jag."));
  await has(tab, "Hit kom jag.");
  await tab.goto(`${address}om/`);
  assert.equal(await tab.isChecked("#fou-follow"), true);
  write("content/om.md", page("Om provet", "Stannar här."));
  await has(tab, "Stannar här.");
  await tab.uncheck("#fou-follow");
  write("content/inte-dit.md", page("Inte dit", "Ord."));
  await tab.waitForSelector("#fou-note a[href='/inte-dit/']");
  assert.equal(new URL(tab.url()).pathname, "/om/");
});

await check("a page that is gone for a while comes back", async (tab) => {
  await tab.goto(`${address}annan/`);
  fs.rmSync(path.join(site, "content/annan.md"));
  await tab.waitForSelector("#fou-missing");
  write("content/annan.md", page("En annan", "Tillbaka."));
  await has(tab, "Tillbaka.");
});

await check("two tabs, and one that comes back by the back button, are up to date", async (tab, context) => {
  const other = await context.newPage();
  await tab.goto(`${address}om/`);
  await other.goto(`${address}om/`);
  await tab.goto(`${address}annan/`);
  write("content/om.md", page("Om provet", "Båda ser detta."));
  await has(other, "Båda ser detta.");
  await tab.goBack();
  await has(tab, "Båda ser detta.");
});

await check("the bar is usable by keyboard, in both schemes and at 320 px", async (tab) => {
  write("content/om.md", page("Om provet", "[Trasig](saknas.md)"));
  for (const colorScheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width: 320, height: 640 });
    await tab.goto(`${address}om/`);
    await tab.waitForSelector("#fou-panel.fou-panel--error");
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= 320), true);
    await tab.evaluate(axe);
    const found = await tab.evaluate(() => window.axe.run("#fou-panel", { resultTypes: ["violations"] }));
    assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
    const order = await tab.evaluate(() => [...document.querySelectorAll("#fou-panel :is(summary, a, button, input:not([type=hidden]), [tabindex='0'])")].length);
    assert.ok(order >= 4);
  }
});

await check("when the preview ends, the page says so, to the eye too", async (tab) => {
  await tab.goto(`${address}annan/`);
  server.removeAllListeners("exit");
  server.kill("SIGINT");
  const voice = tab.locator("#fou-voice");
  await voice.filter({ hasText: "Starta fou serve igen" }).waitFor();
  assert.ok((await voice.boundingBox()).height > 15);
});

await browser.close();
server.kill("SIGKILL");
fs.rmSync(site, { recursive: true, force: true });
console.log(failed === 0 ? "the preview holds in the browser" : `${failed} checks failed`);
process.exit(failed === 0 ? 0 : 1);
