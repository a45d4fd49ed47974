"""Tells whether a build has really rendered the corpus: every page, and every page in every listing it belongs to."""
import collections, glob, html, json, os, re, sys

import corpus

YEARLY = {"publications": "publikationer", "events": "kalender", "newsletters": "nyheter"}
ENTRY = {"fou": re.compile(r'href="(/(?:(?:publikationer|kalender|nyheter)/\d{4}|pages)/[^/"]+-\d+/)"'),
         "hugo": re.compile(r'href="(/(?:publications|events|newsletters|pages)/[^/"]+-\d+/)"')}


def address(generator, page):
    if generator == "hugo":
        return f"/{page['section']}/{page['slug']}/"
    folder = YEARLY.get(page["section"])
    return f"/{folder}/{page['date'][:4]}/{page['slug']}/" if folder else f"/pages/{page['slug']}/"


def text(path):
    """A file as a reader sees it: characters for entities, plain blanks for those that do not break."""
    with open(path, encoding="utf-8") as file:
        return html.unescape(file.read()).replace("\u00a0", " ").replace("\u202f", " ")


def page_is_whole(generator, page, shown):
    # fou has no author on a plain page.
    names = [] if generator == "fou" and page["section"] == "pages" else page["authors"]
    return (shown.count(page["marker"]) == 1 and page["title"] in shown and page["summary"] in shown
            and all(re.search(f">\\s*{name}\\s*</", shown) for name in names)
            and all(f">{tag}</a>" in shown for tag in page["tags"])
            and len(ENTRY[generator].findall(shown)) >= page["links"]
            and 'class="site-footer"' in shown and "<h2" in shown and shown.rstrip().endswith("</html>"))


def by_author(slug):
    return f"publikationer/forfattare/{slug}/index.html", f"publikationer/forfattare/{slug}/*/index.html"


def listings(generator, pages):
    """Every listing: the files that make it up, as a pattern, and the addresses that must stand in it."""
    wanted = collections.defaultdict(set)
    for page in pages:
        here, section, year = address(generator, page), page["section"], page["date"][:4]
        tags, authors = [corpus.slugify(it) for it in page["tags"]], [corpus.slugify(it) for it in page["authors"]]
        if generator == "hugo":
            places = [section, *(f"tags/{it}" for it in tags), *(f"authors/{it}" for it in authors)]
            patterns = [(f"{place}/index.html", f"{place}/page/*/index.html") for place in places]
        else:
            patterns = [("sok/index.html",)]
            folder = YEARLY.get(section)
            patterns.append((f"{folder}/{year}/index.html",) if folder else ("pages/index.html",))
            if section in ("publications", "events"):
                patterns += [(f"{folder}/amne/{it}/index.html", f"{folder}/amne/{it}/*/index.html") for it in tags]
            else:
                patterns += [(f"amnen/{it}/index.html",) for it in tags]
            if section == "events":
                patterns.append((f"kalender/{year}/{page['date'][5:7]}/index.html",))
            if section == "publications":
                patterns += [by_author(it) for it in authors]
            if section != "pages":
                # A person's page shows the latest publications and leads to the listing of all.
                patterns += [(f"om/medarbetare/{it}/index.html", *(by_author(it) if section == "publications" else ()))
                             for it in authors]
        for pattern in patterns:
            wanted[pattern].add(here)
    return wanted


def verify(generator, manifest, output):
    with open(manifest, encoding="utf-8") as file:
        pages = json.load(file)["pages"]
    bad, first = 0, ""

    def fault(what):
        nonlocal bad, first
        bad, first = bad + 1, first or what

    for page in pages:
        path = output + address(generator, page) + "index.html"
        if not os.path.exists(path):
            fault(f"missing: {path}")
        elif not page_is_whole(generator, page, text(path)):
            fault(f"not whole: {path}")
    wanted = listings(generator, pages)
    for patterns, addresses in wanted.items():
        paths = [path for pattern in patterns for path in glob.glob(f"{output}/{pattern}")]
        found = {it for path in paths for it in ENTRY[generator].findall(text(path))}
        if addresses - found:
            fault(f"{len(addresses - found)} of {len(addresses)} not listed in {patterns[0]}")
    names = [name for _, _, names in os.walk(output) for name in names]
    size = sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(output) for name in names)
    return {"pages": len(pages), "listings": len(wanted), "bad": bad, "first": first, "files": len(names),
            "html": sum(name.endswith(".html") for name in names), "bytes": size}


if __name__ == "__main__":
    print(json.dumps(verify(*sys.argv[1:])))
