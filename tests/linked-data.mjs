// Linked data of every page, held against schema.org's own vocabulary: each property exists on its type, and each value
// is of a type that the property takes. The vocabulary is that of `schema-dts`, which is generated from it; TypeScript
// does the checking. Arguments: the folders of built sites, and last that of node's packages.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const sites = process.argv.slice(2, -1);
const packages = resolve(process.argv.at(-1), "node_modules");

/** Checks graphs, each under a name that TypeScript shows, and returns what it says. */
async function faults(graphs) {
  const folder = await mkdtemp(join(tmpdir(), "linked-data-"));
  try {
    await symlink(packages, join(folder, "node_modules"));
    const lines = graphs.map(([name, graph], at) => `// ${name}\nexport const page${at}: Graph = ${graph};\n`);
    const text = `import type { Graph } from "schema-dts";\n${lines.join("")}`;
    await writeFile(join(folder, "graphs.ts"), text);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--pretty", "false", "--types", "", "graphs.ts"];
    execFileSync(process.execPath, [join(packages, "typescript/bin/tsc"), ...options], { cwd: folder, encoding: "utf8" });
    return "";
  } catch (error) {
    if (error.stdout === undefined) throw error;
    return error.stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const graphs = [];
for (const site of sites) {
  for (const file of await readdir(site, { recursive: true })) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(site, file), "utf8");
    for (const [, data] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
      graphs.push([file, JSON.stringify(JSON.parse(data), null, 1)]);
    }
  }
}
assert(graphs.length >= 5, `${graphs.length} graphs`);

// What the check is worth: a property of another type, and a value of another sort, are found.
const planted = (change) => {
  const graph = JSON.parse(graphs[0][1]);
  change(graph["@graph"][0]);
  return faults([["planted", JSON.stringify(graph)]]);
};
assert.match(await planted((work) => (work.startDate = "2025-01-01")), /startDate/);
assert.match(await planted((work) => (work.publisher = { "@type": "BreadcrumbList", name: "x" })), /BreadcrumbList|publisher/);

assert.equal(await faults(graphs), "");
console.log(`${graphs.length} graphs of linked data are what schema.org says of their types`);
