// A publication's page as a visitor meets it: the reference with and without script, under the policy that the host is
// told to send; linked data is data, and nothing in it runs.
// Arguments: the folder of the built site `tests/sites/whole`, the folder of node's packages.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { host } from "./host.mjs";

const [root, tools] = process.argv.slice(2);
const { chromium } = createRequire(resolve(tools, "x"))("playwright-core");

const { base, server } = await host(root);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

const open = async (options, address) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => faults.push(dialog.message()));
  await page.goto(base + address, { waitUntil: "load" });
  return { page, faults, context };
};

const report = "/publikationer/2025/tillit/";
const hostile = "/publikationer/2024/tecken/";
const reference = "Öberg, A., & Gäst, G. (2025). Tillit i socialtjänsten: Ett kunskapsunderlag (Forskningsrapport 2025:1).";

const plain = await open({ javaScriptEnabled: false }, report);
assert.equal(await plain.page.getByRole("button", { name: "Kopiera källhänvisningen" }).count(), 0);
assert.ok((await plain.page.locator("#kallhanvisning").textContent()).startsWith(reference));
assert.deepEqual(plain.faults, []);

const permissions = ["clipboard-read", "clipboard-write"];
const full = await open({ permissions }, report);
await full.page.getByRole("button", { name: "Kopiera källhänvisningen" }).click();
await full.page.getByRole("status").filter({ hasText: "Kopierat" }).waitFor();
const copied = await full.page.evaluate(() => navigator.clipboard.readText());
assert.equal(copied, await full.page.locator("#kallhanvisning").textContent());
assert.deepEqual(full.faults, []);

// Where the browser does not let anything be copied, the text is marked instead.
const barred = await open({}, report);
await barred.page.evaluate(() => {
  Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
});
await barred.page.getByRole("button", { name: "Kopiera källhänvisningen" }).click();
await barred.page.getByRole("status").filter({ hasText: "Ctrl + C" }).waitFor();
assert.ok((await barred.page.evaluate(() => String(getSelection()))).startsWith(reference));

const odd = await open({}, hostile);
const linked = await odd.page.locator('script[type="application/ld+json"]').allTextContents();
assert.equal(linked.length, 1);
assert.ok(JSON.parse(linked[0])["@graph"][0].name.startsWith("Tecken </script><!-- {{ x }}"));
assert.ok((await odd.page.locator("h1").textContent()).startsWith("Tecken </script><!-- {{ x }}"));
assert.equal(await odd.page.locator("main img").count(), 0);
assert.deepEqual(odd.faults, []);

for (const { page, context } of [plain, full, barred, odd]) {
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth).catch(() => 0);
  assert.ok(wide <= 0, `${page.url()} is ${wide} px too wide`);
  await context.close();
}
await browser.close();
server.close();
console.log("a reference can be read, copied and fetched, and nothing foreign runs");
