// Pictures as a browser chooses among them, in every place where the theme shows them, at the widths of real screens.
//
// What is chosen is never narrower than what is shown, and at most half as wide again, or the narrowest there is. A
// portrait stands beside the name, a film's picture is as high as a film, and a picture keeps its distance to the words.
//
//   node tests/browser/pictures.mjs FOU TOOLS PICTURE     TOOLS has node_modules with playwright-core
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { host } from "./host.mjs";

const [fou, tools, picture] = process.argv.slice(2).map((it) => path.resolve(it));
const { chromium } = createRequire(path.join(tools, "node_modules", "x.js"))("playwright-core");

const site = fs.mkdtempSync(path.join(os.tmpdir(), "fou-bilder-"));
fs.cpSync(path.join(import.meta.dirname, "..", "..", "themes"), path.join(site, "themes"), { recursive: true });
const write = (name, text) => {
  const file = path.join(site, "content", name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};
const TEXT = '\nOrd som står före bilden.\n\n![Ett prov](foto.jpg)\n\n![Ett prov](foto.jpg "En bildtext")\n\n- Punkt\n\n  ![Ett prov](foto.jpg)\n';
const page = (folder, head, more = "") => {
  write(`${folder}index.md`, `---\n${head}\n---\n${TEXT}${more}`);
  // A browser that has a wide picture shows it in a small place as well: each place has a file of its own.
  for (const name of ["foto.jpg", "annan.jpg"].filter((name) => (head + TEXT).includes(name))) {
    fs.copyFileSync(picture, path.join(site, "content", folder, name));
  }
};
write("site.yaml", "title: Provet\ndescription: Ett prov.\nbase_url: https://prov.example\ntheme: nordvast\norganisation: {name: Provet, parent: Provkommun, area: Provlän}\n");
page("", "title: Provet\nsummary: Ett prov.");
page("om/kort/", "title: Kort");
page("om/lang/", "title: Lång", "\n## Ett\n\n## Två\n\n## Tre\n");
page("om/medarbetare/anna/", "title: Anna Ek\nsurname: Ek\nphoto: annan.jpg");
page("amnen/tillit/", "title: Tillit");
page("nyheter/ny/", "title: Ny\ndate: 2026-01-01");
page("publikationer/rapport/", "title: Rapport\ndate: 2025");
page("kalender/dag/", "title: Dag\nstart: 2025-06-26 09:00\nrecordings:\n  - {title: Film, url: https://film.example/1, still: annan.jpg, captions: ja, transcript: ja}");
try {
  execFileSync(fou, ["build", "--site", site, "--today", "2026-03-02", "--quiet"], { stdio: "pipe" });
} catch (error) {
  console.log(String(error.stderr));
  process.exit(1);
}

const { base, server } = await host(path.join(site, "public"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const pages = ["/", "/om/kort/", "/om/lang/", "/om/medarbetare/anna/", "/amnen/tillit/", "/nyheter/2026/ny/", "/publikationer/2025/rapport/", "/kalender/2025/dag/"];

let seen = 0;
for (const width of [320, 360, 768, 1280, 1920]) {
  const tab = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
  for (const place of pages) {
    await tab.goto(base + place);
    await tab.evaluate(async () => {
      for (const it of document.images) it.loading = "eager";
      await Promise.all([...document.images].map((it) => it.decode()));
    });
    const images = await tab.evaluate(() => [...document.querySelectorAll("picture > img")].map((it) => ({
      shown: it.getBoundingClientRect().width,
      chosen: it.currentSrc,
      all: it.previousElementSibling.srcset.split(", ").map((one) => Number(one.split(" ")[1].slice(0, -1))),
    })));
    for (const { shown, chosen, all } of images) {
      const at = `${place} at ${width}: ${shown} px, ${chosen}`;
      const made = Number(chosen.match(/-(\d+)\.[^.]+\.webp$/)[1]);
      assert.ok(made >= shown - 0.5, `too narrow: ${at}`);
      assert.ok(made <= shown * 1.5 || made === Math.min(...all), `too wide: ${at}`);
      seen += 1;
    }
    assert.ok(images.length > 0, place);
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${place} at ${width} scrolls`);
  }
  const box = (selector) => tab.locator(selector).first().boundingBox();
  await tab.goto(`${base}/om/medarbetare/anna/`);
  const [portrait, name] = [await box(".portrait"), await box("h1")];
  assert.ok(width < 480 ? portrait.y + portrait.height <= name.y : portrait.x + portrait.width <= name.x, `the name at ${width}`);
  const [words, below] = [await box(".prose > p"), await box(".prose > picture > img")];
  assert.ok(below.y - words.y - words.height >= 16, `the picture keeps its distance at ${width}`);
  await tab.goto(`${base}/kalender/2025/dag/`);
  const film = await box(".recording__still");
  assert.ok(Math.abs(film.width / film.height - 16 / 9) < 0.02, `a film's picture at ${width}: ${JSON.stringify(film)}`);
}
await browser.close();
server.close();
fs.rmSync(site, { recursive: true });
// Three in each text, a portrait and a film's picture.
assert.equal(seen, 5 * (pages.length * 3 + 2));
console.log(`ok    ${seen} pictures are as wide as they are shown`);
