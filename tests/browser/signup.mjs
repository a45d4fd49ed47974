// Signing up as a visitor meets it, under the policy that the host is told to send: by keyboard alone, past a field that
// only programs fill in; the form is sent to whoever the settings name, and to nobody else. Needs no script.
// Arguments: the folder of the built site `tests/sites/whole`, the folder of node's packages, a folder for pictures.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { host } from "./host.mjs";

const [root, tools, pictures] = process.argv.slice(2);
const require = createRequire(resolve(tools, "x"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

const { base, server } = await host(root);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

const open = async (options) => {
  const context = await browser.newContext(options);
  const sent = [];
  const faults = [];
  await context.route((url) => url.origin !== base, (route) => {
    const request = route.request();
    sent.push([request.method(), request.url(), request.postData()]);
    return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Mottaget</title>" });
  });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`${base}/prenumerera/`, { waitUntil: "networkidle" });
  return { page, sent, faults };
};

for (const javaScriptEnabled of [false, true]) {
  const { page, sent, faults } = await open({ javaScriptEnabled });
  const field = page.getByRole("textbox");
  assert.equal(await field.count(), 1, "nobody hears of the field for programs");
  assert.equal(await field.getAttribute("autocomplete"), "email");
  // Tab stops at everything in turn, from the first link to the form's button.
  const stops = [];
  for (let presses = 0; presses < 60 && stops.at(-1) !== "button"; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = page.locator("main :focus");
    stops.push((await stop.count()) ? await stop.evaluate((it) => it.name || it.localName) : "");
    if (stops.at(-1) === "EMAIL") {
      assert.ok(await stop.evaluate((it) => it.matches(":focus-visible")));
      await page.keyboard.type("bo.ek@exempel.se");
    }
  }
  assert.deepEqual(stops.slice(stops.indexOf("EMAIL")), ["EMAIL", "a", "button"]);
  const trap = page.locator("[name=b_17]");
  const { width, height } = await trap.locator("..").boundingBox();
  assert.ok(width <= 1 && height <= 1, "nobody sees it");
  await page.keyboard.press("Enter");
  await page.waitForURL("https://utskick.exempel.se/lista/17");
  const thanks = encodeURIComponent("https://www.exempel.se/prenumerera/tack/");
  const body = `EMAIL=bo.ek%40exempel.se&b_17=&lang=sv&tack=${thanks}`;
  assert.deepEqual(sent, [["POST", "https://utskick.exempel.se/lista/17", body]]);
  assert.deepEqual(faults, []);
}

// What the settings do not name is refused, whatever the page says; what is no address is not sent.
const barred = await open({});
await barred.page.getByRole("button", { name: "Prenumerera på nyhetsbrevet" }).click();
await barred.page.getByRole("textbox").fill("bo.ek");
await barred.page.keyboard.press("Enter");
await barred.page.getByRole("textbox").fill("bo.ek@exempel.se");
await barred.page.locator("form").evaluate((it) => it.setAttribute("action", "https://annan.exempel.org/"));
await barred.page.keyboard.press("Enter");
await barred.page.waitForTimeout(200);
assert.deepEqual(barred.sent, []);
assert.ok(barred.faults.some((it) => it.includes("form-action")), barred.faults.join("\n"));

for (const colorScheme of ["light", "dark"]) {
  for (const [path, name] of [["/prenumerera/", "prenumerera"], ["/prenumerera/tack/", "tack"]]) {
    for (const width of [320, 360, 1280]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(base + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${width}`);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      const told = violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`);
      assert.deepEqual(told, [], `${path}, ${colorScheme}, ${width}`);
      await context.close();
    }
  }
}

await browser.close();
server.close();
console.log("one signs up by keyboard, and is heard by nobody else");
