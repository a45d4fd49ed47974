// Holds a letter against what mail programs are known to support (caniemail.com): whatever Gmail, Outlook, Apple Mail,
// Thunderbird or Samsung's program does not show, or shows only in part, is told here with why the letter stands it.
// Arguments: the folder of a built site, and the folder of node's packages.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [root, tools] = process.argv.slice(2);
const need = createRequire(resolve(tools, "node_modules", "x.js"));
const { caniemail } = await import(pathToFileURL(need.resolve("caniemail")));
const clients = ["gmail.*", "outlook.*", "apple-mail.*", "thunderbird.*", "samsung-email.*"];

const EXPLAINED = {
  "@media": "brings dark colours and nothing else; who does not read it sees the light letter",
  "<style> element": "only holds @media; all else stands in the elements",
  "<body> element": "becomes a div or goes; the table inside it has the colours too",
  "<img> element": "Thunderbird asks before it fetches; the letter stands without its pictures",
  "<ul>, <ol> and <dl>": "only `reversed` and `value` are not known, which no text of ours has",
  "align attribute": "only `center`, on a cell; the text inside is `left` by its style",
  "aria-label attribute": "names a table to a screen reader; without it the table is there",
  "aria-labelledby attribute": "names the notes to a screen reader; without it they are there",
  "role attribute": "says to a screen reader that a table is layout; one program leaves it out",
  background: "only `background-color` is used",
  border: "2 px, on a table cell",
  "border-radius": "buttons have square corners where it is not known",
  display: "`inline-block` gives links room; where it is not known, they are ordinary links",
  "display:none": "hides the preheader, which is small and has the colour of its ground where it is not hidden",
  "font-size": "all sizes are in px",
  "font-weight": "only 700, which is bold everywhere",
  "height attribute": "in px, on pictures",
  "height property": "only `auto`, on pictures",
  "line-height": "in px, with `mso-line-height-rule: exactly`",
  margin: "neither negative nor on a span; where `auto` is not known, `align` centres the table",
  "max-width": "on the table of the letter; `width` holds it where it is not known",
  overflow: "only `hidden`, around the preheader",
  padding: "on table cells; a button has `mso-padding-alt` for Outlook, other links need none",
  "text-align": "only `left`",
  "text-decoration": "takes the line from buttons; where it stays, they are underlined",
  "width attribute": "in px, or 100 % on tables",
  "width property": "only on tables",
};

const met = new Set();
let count = 0;
for (const issue of await readdir(join(root, "nyhetsbrev"))) {
  const file = join(root, "nyhetsbrev", issue, "utskick.html");
  if (!existsSync(file)) continue;
  const html = await readFile(file, "utf8");
  const { issues } = caniemail({ clients, html });
  for (const [client, found] of [...issues.errors, ...issues.warnings])
    for (const { title } of found) {
      assert.ok(title in EXPLAINED, `${file}: ${client} does not know ${title}`);
      met.add(title);
    }
  // The data does not tell the values of these apart.
  for (const [, value] of html.matchAll(/[^-]display: ?([a-z-]+)/g))
    assert.ok(["none", "block", "inline-block"].includes(value), `${file}: display: ${value}`);
  assert.doesNotMatch(html, /[0-9.]+(rem|em|vw|vh)[;"]|margin[a-z-]*:[^;"]*-[0-9]/, `${file}: sizes that are not known everywhere`);
  count += 1;
}
assert.ok(count > 0, "there is a letter");
assert.deepEqual(Object.keys(EXPLAINED).filter((it) => !met.has(it)), [], "what is explained is met");
console.log(`${count} letters held against ${clients.length} families of mail programs: ${met.size} limits, all explained`);
