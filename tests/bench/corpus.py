#!/usr/bin/env python3
"""Writes the corpus: Swedish Markdown, the same bytes for the same number of pages.

    corpus.py --pages 1000 --out /tmp/corpus --format hugo --format fou

writes OUT/FORMAT-PAGES/, the `content` folder of a site, and OUT/manifest-PAGES.json, which says of every page what
must be found in the output: `marker` stands once in its text, in the last paragraph.

A text is the same for both, but for the targets of its links: Hugo links to addresses, fou to files.
Python standard library only.
"""
import argparse, datetime, itertools, json, os, random, re, sys

SEED = 20261123

# --- vocabulary -----------------------------------------------------------------------------------
FUNCTION = """och i att det som en på är av för med till den har de inte om ett han men var jag sig från
vi så kan man när år säger hon under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara
hade alla andra mycket än här då sedan över bara in blir upp även vad få två vill ha många hur mer går sitt
detta några samt dem genom mellan utan enligt både dessa sina bland inom denna varje annat"""
VERBS = """visar undersöker beskriver analyserar jämför påverkar bidrar ökar minskar utvecklar stödjer leder
innebär kräver möter erbjuder prövar följer granskar redovisar sammanfattar deltar planerar samverkar betonar
föreslår förändrar stärker försvårar möjliggör kartlägger intervjuar mäter bedömer publicerar presenterar
diskuterar genomför utvärderar samlar belyser framhåller återkommer upplever uppger svarar arbetar forskar
undervisar handleder inleder avslutar behöver använder skapar lyfter bygger"""
ADJ = """ny stor svensk viktig social kommunal regional statlig öppen tidig lokal äldre yngre långsiktig
hållbar trygg digital gemensam vetenskaplig kvalitativ kvantitativ systematisk statistisk omfattande särskild
tydlig ökad minskad god bättre svår möjlig offentlig ekonomisk psykisk fysisk ung vuxen utsatt jämlik
jämställd evidensbaserad tvärvetenskaplig nordisk europeisk nationell årlig preliminär aktuell"""
NOUNS = """forskning studie resultat metod undersökning kommun region myndighet rapport artikel avhandling
barn ungdomar familj förälder skola elev lärare socialtjänst placering familjehem vård omsorg hälsa stöd insats
behandling bedömning utredning beslut lag rätt delaktighet trygghet våld risk skydd uppföljning kvalitet
kunskap praktik erfarenhet intervju enkät urval data analys register kohort modell teori begrepp perspektiv
seminarium konferens föreläsning workshop nätverk samverkan projekt finansiering tidskrift nyhetsbrev doktorand
professor lektor forskare medarbetare handledare institution universitet högskola samhälle arbete utbildning
ekonomi bostad migration integration språk kultur historia framtid utveckling förändring förutsättning villkor
åtgärd översikt kartläggning slutsats diskussion bakgrund syfte frågeställning tabell figur bilaga referens
höst vår sommar vinter vecka månad dag tid plats sal anmälan program inbjudan öppenhet tillgänglighet Öland
Åland Östersund Växjö Göteborg Malmö Stockholm Uppsala Umeå Linköping Örebro Härnösand Skåne Småland"""
COMP_HEAD = """forsknings utbildnings samhälls kommun region barn ungdoms familje skol lärar vård omsorgs hälso
social arbets livs kvalitets kunskaps verksamhets utvecklings lednings brukar boende ekonomi språk kultur miljö
trygghets delaktighets integrations folkhälso socialtjänst ålders köns närings landsbygds storstads bostads
missbruks våldsutsatthets tillits samverkans utvärderings beslutsstöds placerings föräldraskaps äldre"""
COMP_TAIL = """projekt frågor området perspektiv studie studier rapport rapporten metoder insatser program
politik modell modellen analys analysen arbete arbetet stöd stödet resultat resultaten mål målen miljö miljön
grupp gruppen nivå nivån utveckling utvecklingen process processen system systemet data underlag plan planen
behov behoven nätverk nätverket centrum uppdrag uppdraget bedömning bedömningen åtgärder villkor förhållanden"""
TITLE_A = """Ökad Minskad Upplevd Långsiktig Hållbar Tidig Digital Jämlik Förändrad Bristande Systematisk Öppen
Lokal Nordisk Kommunal Stärkt Äldre Ändrad Återkommande Årlig""".split()
TITLE_B = """trygghet delaktighet hälsa samverkan omsorg vård skolgång kunskap kvalitet uppföljning tillgänglighet
jämställdhet föräldraskap boende inskrivning språkutveckling finansiering rättssäkerhet utvärdering närvaro""".split()
TITLE_C = ["på Öland", "i Skåne", "bland äldre", "för unga vuxna", "i familjehem", "inom socialtjänsten",
           "i förskolan", "på Åland", "i Västra Götaland", "för barn i samhällsvård", "efter pandemin",
           "i små kommuner", "i norra Sverige", "vid Göteborgs universitet", "mellan regioner", "över tid",
           "i särskilt boende", "på landsbygden", "i miljonprogrammets områden", "under skolåldern"]
FIRST = """Åsa Örjan Karin Lars Ingrid Björn Märta Håkan Sofia Jörgen Elin Göran Annika Sören Maja Torbjörn Linnéa
Mats Viveka Olof""".split()
LAST = """Lindström Öberg Sjögren Åkesson Höglund Bergström Nyström Hägg Wallén Sandström Ekström Forsgren
Lundqvist Ahlström Grönlund Söderberg Malmström Håkansson Björklund Västerlund""".split()
AUTHORS = [f"{f} {l}" for f, l in zip(FIRST, LAST)]
TAGS = [h.capitalize() + t for h, t in itertools.product(
    "Barn Ungdoms Familje Skol Hälso Social Arbets Kvalitets Kunskaps Boende Språk Kultur Miljö Ålders Äldre Trygghets "
    "Samhälls Vård Omsorgs Närings".split(),
    "forskning politik frågor stöd metoder analys utveckling miljö nätverk åtgärder".split())]
assert len(AUTHORS) == 20 and len(TAGS) == 200 and len(set(TAGS)) == 200

WORDS = FUNCTION.split()
for _group in (NOUNS.split() + VERBS.split() + ADJ.split(),
               [h + t for h, t in itertools.product(COMP_HEAD.split(), COMP_TAIL.split())]):
    random.Random(SEED).shuffle(_group)
    WORDS += _group                                 # ranks as in real text: function words, plain words, compounds
_ZIPF = list(itertools.accumulate(1 / (r + 2.7) ** 1.05 for r in range(len(WORDS))))
_NOUNS = NOUNS.split()
_TAGW = list(itertools.accumulate(1 / (r + 5) ** 0.7 for r in range(len(TAGS))))

SECTIONS = ["publications"] * 4 + ["events"] * 3 + ["newsletters"] + ["pages"] * 2
SECTION_TITLES = {"publications": "Publikationer", "events": "Kalender", "newsletters": "Nyhetsbrev", "pages": "Sidor"}

CODE = {
    "python": "def medel(värden):\n    \"\"\"Aritmetiskt medelvärde.\"\"\"\n    if not värden:\n        return None\n"
              "    return sum(värden) / len(värden)\n\nfor år in range(2010, 2026):\n    print(år, medel(data[år]))\n",
    "r": "modell <- lm(utfall ~ ålder + kön + insats, data = kohort)\nsummary(modell)\nplot(modell$residuals)\n",
    "sql": "SELECT kommun, COUNT(*) AS antal\nFROM placeringar\nWHERE år >= 2015\nGROUP BY kommun\nORDER BY antal DESC;\n",
    "bash": "for fil in data/*.csv; do\n  cut -d';' -f1,3 \"$fil\" | sort | uniq -c\ndone\n",
}
_TR = str.maketrans("åäöéüÅÄÖÉÜ", "aaoeuaaoeu")


def slugify(text):
    out = []
    for ch in text.translate(_TR).lower():
        if ch.isascii() and ch.isalnum():
            out.append(ch)
        elif out and out[-1] != "-":
            out.append("-")
    return "".join(out).strip("-")


def meta(i):
    r = random.Random(f"{SEED}:meta:{i}")
    title = f"{r.choice(TITLE_A)} {r.choice(TITLE_B)} {r.choice(TITLE_C)}"
    tags = []
    while len(tags) < 3:
        t = r.choices(TAGS, cum_weights=_TAGW)[0]
        if t not in tags:
            tags.append(t)
    day = datetime.date(2010, 1, 1) + datetime.timedelta(days=r.randrange(6140))      # to October 2026
    return {"i": i, "section": SECTIONS[i % 10], "slug": f"{slugify(title)}-{i}", "title": f"{title} ({i})",
            "date": day.isoformat(), "authors": r.sample(AUTHORS, 2), "tags": tags,
            "summary": sentence(r, r.randrange(14, 26)), "marker": f"DNR-{i:06d}-GU"}


def words(r, n):
    return r.choices(WORDS, cum_weights=_ZIPF, k=n)


def sentence(r, n):
    w = words(r, n)
    w[0] = w[0][0].upper() + w[0][1:]
    if n > 9:
        w[n // 2] += ","
    return " ".join(w) + "."


def paragraph(r, budget):
    out, used = [], 0
    while used < budget:
        n = r.randrange(7, 22)
        out.append(sentence(r, n))
        used += n
    return out


def body(m, npages):
    r = random.Random(f"{SEED}:body:{m['i']}")
    total = r.randrange(300, 1501)
    used, parts, notes = 0, [], []
    nsec = max(3, total // 180)

    def para(budget, decorate=True):
        nonlocal used
        s = paragraph(r, budget)
        used += sum(x.count(" ") + 1 for x in s)
        if decorate and s:
            k = r.randrange(len(s))
            x = r.random()
            if x < .35:
                j = r.randrange(npages)
                t = meta(j)
                s[k] += f" Läs mer i [{t['title']}](/{t['section']}/{t['slug']}/)."
            elif x < .5:
                s[k] = f"**{s[k][:-1]}**."
            elif x < .62:
                s[k] = f"*{s[k][:-1]}*."
            elif x < .75:
                notes.append(sentence(r, r.randrange(8, 18)))
                s[k] = s[k][:-1] + f"[^{len(notes)}]."
        return " ".join(s)

    parts.append(para(min(60, total // 5)))
    for n in range(nsec):
        head = f"{r.choice(_NOUNS).capitalize()} och {r.choice(_NOUNS)} {n + 1}"
        parts.append(f"## {head}")
        room = (total - used) // (nsec - n)
        kind = r.random()
        if kind < .22:
            parts.append(para(room // 2))
            items = [sentence(r, r.randrange(5, 13)) for _ in range(r.randrange(3, 8))]
            used += sum(x.count(" ") + 1 for x in items)
            mark = "- " if r.random() < .7 else None
            parts.append("\n".join(f"{mark or str(q + 1) + '. '}{x}" for q, x in enumerate(items)))
        elif kind < .34:
            parts.append(para(room // 2))
            rows = ["| Kommun | Antal | Andel | Kommentar |", "| --- | ---: | ---: | --- |"]
            for _ in range(r.randrange(3, 9)):
                rows.append(f"| {r.choice(_NOUNS).capitalize()} | {r.randrange(10, 9000)} | {r.randrange(1, 99)},{r.randrange(10)} % "
                            f"| {' '.join(words(r, 4))} |")
            used += 8 * (len(rows) - 2)
            parts.append("\n".join(rows))
        elif kind < .42:
            parts.append(para(room // 2))
            parts.append("\n".join("> " + x for x in paragraph(r, 25)))
            used += 25
        elif kind < .6:
            parts.append(para(room // 2))
            parts.append(f"### {r.choice(_NOUNS).capitalize()} för {r.choice(_NOUNS)}")
            parts.append(para(room // 2))
        else:
            while room > 20:
                before = used
                parts.append(para(min(room, r.randrange(40, 110))))
                room -= used - before
    if m["i"] % 50 == 0:                                # code on 2 % of the pages
        for lang in r.sample(sorted(CODE), 2):
            parts.append(f"```{lang}\n{CODE[lang]}```")
    parts.append(f"Se även [{(t := meta(r.randrange(npages)))['title']}](/{t['section']}/{t['slug']}/). "
                 f"Diarienummer {m['marker']}.")
    parts += [f"[^{k + 1}]: {x}" for k, x in enumerate(notes)]
    return "\n\n".join(parts) + "\n"


# --- what a generator reads ------------------------------------------------------------------------
def q(s):
    return json.dumps(s, ensure_ascii=False)            # valid as a double-quoted YAML and a basic TOML string


def ql(xs):
    return "[" + ", ".join(q(x) for x in xs) + "]"


def hugo(m, text):
    """A page for Hugo: its place and its bytes."""
    front = (f"---\ntitle: {q(m['title'])}\ndate: {m['date']}\nauthors: {ql(m['authors'])}\ntags: {ql(m['tags'])}\n"
             f"summary: {q(m['summary'])}\n---\n\n")
    return f"{m['section']}/{m['slug']}.md", front + text


def hugo_frame():
    """What Hugo needs beside the pages."""
    files = {f"{s}/_index.md": f"---\ntitle: {q(title)}\n---\n" for s, title in SECTION_TITLES.items()}
    return files | {"_index.md": '---\ntitle: "Forskning om barn och unga"\n---\n'}


FOU_FOLDERS = {"publications": "publikationer", "events": "kalender", "newsletters": "nyheter", "pages": "pages"}
_LINK = re.compile(r"\]\(/(\w+)/([^/)]+)/\)")


def fou(m, text):
    """A page for fou: its place and its bytes."""
    people, topics = [slugify(a) for a in m["authors"]], [slugify(t) for t in m["tags"]]
    own = {"publications": f"date: {m['date']}\nauthors: {ql(people)}\n",
           "events": f"start: {m['date']}\nspeakers: {ql(people)}\n",
           "newsletters": f"date: {m['date']}\ncontact: {people[0]}\nrelated: [om/medarbetare/{people[1]}]\n",
           "pages": f"updated: {m['date']}\n"}[m["section"]]
    front = f"---\ntitle: {q(m['title'])}\n{own}topics: {ql(topics)}\nsummary: {q(m['summary'])}\n---\n\n"
    folder = FOU_FOLDERS[m["section"]]

    def target(link):
        there = FOU_FOLDERS[link[1]]
        return f"]({'' if there == folder else f'../{there}/'}{link[2]}.md)"
    return f"{folder}/{m['slug']}.md", front + _LINK.sub(target, text)


def fou_frame():
    """What fou needs beside the pages: settings, people, topics, and the pages that its theme leads to."""
    files = {"site.yaml": SITE}
    for name in AUTHORS:
        files[f"om/medarbetare/{slugify(name)}.md"] = f"---\ntitle: {name}\nsurname: {name.split()[-1]}\n---\n"
    for name in TAGS:
        files[f"amnen/{slugify(name)}.md"] = f"---\ntitle: {name}\n---\n"
    pages = {"index": "Forskning om barn och unga", "publikationer/index": "Publikationer", "kalender/index": "Kalender",
             "nyheter/index": "Nyheter", "pages/index": "Sidor", "amnen/index": "Ämnen", "om/index": "Om oss",
             "om/medarbetare/index": "Medarbetare", "sok": "Sök och A–Ö", "webbplatskarta": "Webbplatskarta",
             "tillganglighet": "Tillgänglighetsredogörelse", "kontakt": "Kontakt"}
    menu = ["publikationer/index", "kalender/index", "nyheter/index", "pages/index", "om/index"]
    for path, title in pages.items():
        order = f"menu: {menu.index(path) + 1}\n" if path in menu else ""
        files[f"{path}.md"] = f"---\ntitle: {title}\n{order}summary: {title} på webbplatsen.\n---\n"
    return files


SITE = """title: Forskning om barn och unga
description: En webbplats att mäta på.
base_url: https://www.example.se
theme: nordvast
organisation: {name: Enheten för forskning om barn och unga, parent: Exempel kommun, area: västra Sverige}
event_series: []
utility: [/sok/, /kontakt/]
footer: [/tillganglighet/, /webbplatskarta/]
accessibility:
  body: Exempel kommun
  service: www.example.se
  conformance: helt
  deficiencies: []
  assessed: 2026-11-23
  updated: 2026-11-23
  method: självskattning
  form_url: https://form.example.se/
  supervisor: {name: Myndigheten för digital förvaltning (Digg), url: "https://www.digg.se/tdosanmalan", checked: 2026-11-23}
  burdensome: []
  exempt: [inspelningar från före 2020]
"""

FORMATS = {"hugo": (hugo, hugo_frame), "fou": (fou, fou_frame)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=int, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--format", action="append", required=True, choices=sorted(FORMATS))
    a = ap.parse_args()

    def write(form, path, text):
        path = os.path.join(a.out, f"{form}-{a.pages}", path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    for form in a.format:
        for path, text in FORMATS[form][1]().items():
            write(form, path, text)
    manifest = []
    for i in range(a.pages):
        m = meta(i)
        text = body(m, a.pages)
        for form in a.format:
            write(form, *FORMATS[form][0](m, text))
        manifest.append({**m, "links": len(_LINK.findall(text))})
    with open(os.path.join(a.out, f"manifest-{a.pages}.json"), "w", encoding="utf-8") as file:
        json.dump({"pages": manifest}, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
