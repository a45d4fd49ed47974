// A letter as mail programs show it: narrow and wide, light and dark, with its pictures and without them, and without the
// sheet that only some of them read. Whatever it asks the network for is counted.
// Arguments: the folder of the built site `tests/sites/whole`, the folder of node's packages, and where pictures are to lie.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [root, tools, pictures] = process.argv.slice(2);
const need = createRequire(resolve(tools, "node_modules", "x.js"));
const { chromium } = need("playwright-core");
const axe = await readFile(need.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

const html = await readFile(join(root, "nyhetsbrev/2026-2/utskick.html"), "utf8");
// Many mail programs take away every sheet, and leave what stands in the elements.
const bare = html.replace(/<style>[^]*?<\/style>/g, "");

// Opens a letter, whose pictures come from the built site or not at all.
const open = async ({ width, scheme = "light", images = true, text = html }) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const asked = [];
  await page.route("**", async (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === "/brev") return route.fulfill({ contentType: "text/html; charset=utf-8", body: text });
    asked.push(url.pathname);
    return images ? route.fulfill({ path: join(root, url.pathname) }) : route.abort();
  });
  await page.goto("https://brev.exempel.org/brev", { waitUntil: "load" });
  return { page, asked, context };
};

const cases = [];
for (const width of [360, 700])
  for (const scheme of ["light", "dark"])
    for (const images of [true, false]) cases.push({ width, scheme, images });
cases.push({ width: 360, text: bare }, { width: 700, text: bare });

for (const it of cases) {
  const { page, asked, context } = await open(it);
  const name = `${it.width} ${it.scheme ?? "light"} ${it.images === false ? "without pictures" : ""} ${it.text ? "bare" : ""}`;
  // One picture, and nothing else: no font, no sheet, nothing that counts readers.
  assert.equal(new Set(asked).size, 1, name);
  assert.match(asked[0], /^\/nyhetsbrev\/2026-2\/bild-160\.[0-9a-f]{10}\.jpg$/, name);
  const seen = await page.evaluate(() => {
    const box = (it) => it.getBoundingClientRect();
    const letter = box(document.querySelector("table table"));
    const targets = [...document.querySelectorAll("a.button-link, a.edge-link, a.title-link")].map((it) => box(it).height);
    const sizes = [...document.querySelectorAll("p, li, a, h1, h2, h3")].map((it) => parseFloat(getComputedStyle(it).fontSize));
    return {
      side: document.documentElement.scrollWidth - innerWidth,
      letter: letter.width,
      targets,
      smallest: Math.min(...sizes),
      levels: [...document.querySelectorAll("h1, h2, h3, h4")].map((it) => Number(it.tagName[1])),
      ground: getComputedStyle(document.querySelector("td.cell")).backgroundColor,
      preheader: document.querySelector(".preheader").checkVisibility(),
      words: document.body.innerText,
    };
  });
  assert.ok(seen.side <= 0, `${name}: nothing to the side, but ${seen.side}`);
  assert.ok(seen.letter <= 600, `${name}: ${seen.letter} wide`);
  assert.ok(seen.smallest >= 16, `${name}: letters of ${seen.smallest}`);
  assert.ok(seen.targets.length > 6 && Math.min(...seen.targets) >= 44, `${name}: ${seen.targets}`);
  assert.equal(seen.levels[0], 1);
  assert.ok(!seen.preheader, `${name}: the preheader is hidden`);
  assert.equal(seen.ground, it.scheme === "dark" ? "rgb(23, 33, 31)" : "rgb(255, 255, 255)", name);
  for (const words of ["Tillit i socialtjänsten", "Vi har flyttat ihop", "Inställt:", "Avsluta prenumerationen", "<här>"])
    assert.ok(seen.words.includes(words), `${name}: ${words}`);
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { rules: { region: { enabled: false }, "landmark-one-main": { enabled: false } } }));
  assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`), [], name);
  if (pictures) await page.screenshot({ path: join(pictures, `${name.trim().replace(/ +/g, "-")}.png`), fullPage: true });
  await context.close();
}

await browser.close();
console.log(`a letter seen in ${cases.length} ways`);
