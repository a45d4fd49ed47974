// Recordings as a visitor meets them, under the policy that the host is told to send: nothing is asked of another host
// until a film is asked for; then it takes the place and the focus of what was pressed. Without script there is a link.
// A film that lies on the site plays there, with its captions.
// Arguments: the folder of the built site `tests/sites/whole`, the folder of node's packages.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { host } from "./host.mjs";

const [root, tools] = process.argv.slice(2);
const require = createRequire(resolve(tools, "x"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

const { base, server } = await host(root);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

const open = async (options, address) => {
  const context = await browser.newContext(options);
  const asked = [];
  const faults = [];
  await context.route((url) => url.origin !== base, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>x</title><button>Spela</button>" });
  });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => request.url().startsWith(base) && asked.push(request.url().slice(base.length)));
  await page.goto(base + address, { waitUntil: "networkidle" });
  return { page, asked, faults, context, foreign: () => asked.filter((url) => !url.startsWith("/")) };
};

const event = "/kalender/2026/inspelat/";

// Without script: words and links, nothing to press that would do nothing.
const plain = await open({ javaScriptEnabled: false }, event);
assert.equal(await plain.page.getByRole("button", { name: /Visa filmen/ }).count(), 0);
const link = plain.page.getByRole("link", { name: "Se filmen hos Filmtjänsten" }).first();
assert.equal(await link.getAttribute("href"), "https://filmer.exempel.org/se/17");
assert.ok(await plain.page.getByText("När du öppnar den får Filmtjänsten uppgift om ditt besök.").first().isVisible());
await plain.page.getByText("Läs det som sägs i filmen").click();
assert.ok(await plain.page.getByText("Vi talar om ”tillit”.").isVisible());
assert.deepEqual(plain.foreign(), []);
assert.deepEqual(plain.faults, []);

// With script: by keyboard alone, and nobody else hears of it before.
const full = await open({}, event);
const button = full.page.getByRole("button", { name: "Visa filmen här: Om tillit" });
await full.page.mouse.wheel(0, 5000);
for (let presses = 0; presses < 60; presses += 1) {
  await full.page.keyboard.press("Tab");
  if (await button.evaluate((it) => it === document.activeElement)) break;
}
assert.ok(await button.evaluate((it) => it === document.activeElement), "the button is reached by Tab");
assert.ok(await button.evaluate((it) => it.matches(":focus-visible")));
assert.deepEqual(full.foreign(), []);
assert.ok(!full.asked.some((path) => path.endsWith(".webm")), "no film is fetched with the page");
const place = () => full.page.locator("#inspelning_1 .recording__screen").evaluate((it) => {
  const { top, height, width } = it.getBoundingClientRect();
  return { top: top + scrollY, height, width };
});
const before = await place();
await full.page.keyboard.press("Enter");
const frame = full.page.locator("#inspelning_1 iframe");
await frame.waitFor();
await full.page.frameLocator("#inspelning_1 iframe").getByRole("button", { name: "Spela" }).waitFor();
assert.deepEqual(full.foreign(), ["https://spela.exempel.org/inuti/17?a=1&b=2"]);
assert.equal(await frame.getAttribute("title"), "Film: Om tillit");
assert.ok(await frame.evaluate((it) => it === document.activeElement), "the film has the focus");
assert.deepEqual(await place(), before, "nothing moves");
await full.page.keyboard.press("Tab");
const inside = full.page.frames().find((it) => it.url().startsWith("https://spela."));
assert.equal(await inside.evaluate(() => document.activeElement.textContent), "Spela", "the next stop is inside it");
assert.deepEqual(full.faults, []);

// A film of our own plays, with captions, and asks nobody else.
const film = full.page.locator("#inspelning_2 video");
assert.equal(await film.getAttribute("preload"), "none");
await film.evaluate((it) => it.play());
await full.page.waitForFunction(() => {
  const video = document.querySelector("#inspelning_2 video");
  return video.currentTime > 0 && video.textTracks[0].cues?.length === 2;
});
assert.equal(await film.evaluate((it) => it.textTracks[0].mode), "showing");
assert.equal(full.foreign().length, 1);
assert.deepEqual(full.faults, []);

// What the site has not let in stays out, whatever the page says.
const barred = await open({}, event);
await barred.page.evaluate(() => {
  document.querySelector("#inspelning_1 button").dataset.film = "https://annan.exempel.org/";
});
await barred.page.getByRole("button", { name: "Visa filmen här: Om tillit" }).click();
await barred.page.waitForTimeout(200);
assert.deepEqual(barred.foreign(), []);
assert.ok(barred.faults.some((it) => it.includes("frame-src")), barred.faults.join("\n"));

// Every recording is listed, and leads to its place.
const list = await open({}, "/inspelningar/");
await list.page.getByRole("link", { name: "Samtal", exact: true }).click();
await list.page.waitForURL(`${base}${event}#inspelning_2`);
assert.deepEqual(list.foreign(), []);

for (const colorScheme of ["light", "dark"]) {
  for (const address of [event, "/inspelningar/", "/kalender/2026/samtal/"]) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(base + address);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${address} is ${wide} px too wide`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { rules: { "video-caption": { enabled: true } } }));
    const told = violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`);
    assert.deepEqual(told, [], `${address}, ${colorScheme}`);
    await context.close();
  }
}
await browser.close();
server.close();
console.log("films are shown where they are asked for, and nobody else hears of a visit before");
