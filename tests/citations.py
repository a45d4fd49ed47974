"""Reads back, with other people's parsers, what a built site says of its publications and events: files of references,
tags and linked data in the head, the legal deposit, feeds. The argument is the folder of the built site `tests/sites/whole`.

Each publication is told several times over; whatever is told must be told alike.
"""

import datetime
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import atoma
import bibtexparser
import feedparser
import icalendar
import rispy
from pybtex.database import parse_string

BASE = "https://www.exempel.se"
# From the error message of the National Library's own validation.
PUB_DATE = re.compile(
    r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun), *)?\d\d? +(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d\d\d\d"
    r" +\d\d:\d\d(:\d\d)? +[+\-]\d\d\d\d"
)
# RFC 4151, with the address that an entry first had.
TAG = re.compile(r"tag:www\.exempel\.se,2026:(/[a-z0-9-]+)+/")
ADDRESS = re.compile(r' (?:href|src|poster)="([^"]*)"')
# What schema.org's own pages, and search engines, ask of each type.
REQUIRED = {
    "Report": {"name", "headline", "url", "publisher", "inLanguage"},
    "ScholarlyArticle": {"name", "headline", "url", "publisher", "inLanguage"},
    "Book": {"name", "url", "publisher", "inLanguage"},
    "CreativeWork": {"name"},
    "GovernmentOrganization": {"name"},
    "Organization": {"name"},
    "Person": {"name"},
    "WebSite": {"name", "url", "inLanguage"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "MediaObject": {"contentUrl", "encodingFormat", "contentSize"},
    "CreativeWorkSeries": {"name"},
    "PropertyValue": {"propertyID", "value"},
    "Event": {"name", "startDate"},
    "EventSeries": {"name"},
    "NewsArticle": {"headline", "datePublished", "publisher"},
    "Place": {"name"},
    "VirtualLocation": {"url"},
    "Offer": {"price", "priceCurrency", "availability", "url"},
    "VideoObject": {"name", "inLanguage"},
}
# What only the event that a page shows must tell, not each part of its programme.
EVENT = {"url", "eventStatus", "organizer", "inLanguage"}
ENUMERATIONS = {
    "eventStatus": {"EventScheduled", "EventCancelled", "EventRescheduled"},
    "eventAttendanceMode": {"OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"},
    "availability": {"InStock", "SoldOut"},
}
DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?")
WORKS = {"Report", "ScholarlyArticle", "Book", "CreativeWork"}


class Head(HTMLParser):
    """The tags, links and scripts of a page, as a browser would see them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.meta, self.links, self.scripts, self.open = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "meta":
            self.meta.append((attributes.get("name"), attributes.get("content")))
        elif tag == "link":
            self.links.append(attributes)
        elif tag == "script":
            self.open = (attributes, [])
            self.scripts.append(self.open)

    def handle_endtag(self, tag):
        if tag == "script":
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.open[1].append(data)

    def all(self, name):
        return [content for key, content in self.meta if key == name]

    def linked_data(self):
        texts = ["".join(data) for attributes, data in self.scripts if attributes.get("type") == "application/ld+json"]
        assert not any(set(text) & set("<>&") for text in texts), "nothing in it can end the script or begin a comment"
        return [json.loads(text) for text in texts]


def tex(text):
    """Undoes the escapes of TeX that the program writes."""
    names = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~"}
    names["textasciicircum"] = "^"
    text = re.sub(r"\\(text[a-z]+)\{\}", lambda it: names[it[1]] if it[1] in names else it[0], text)
    return re.sub(r"\\([&%$#_])", r"\1", text)


def names_of(item):
    """Writes the authors of a CSL item as other formats do."""
    return [it["literal"] if "literal" in it else f"{it['family']}, {it['given']}" for it in item.get("author", [])]


def check_references(page, folder):
    """Compares the three files of a publication, and the tags of its page, with one another."""
    slug = folder.name
    csl = json.loads((folder / f"{slug}.json").read_text(encoding="utf-8"))
    assert len(csl) == 1, folder
    csl = csl[0]
    assert csl["id"] == slug and csl["type"] in {"report", "article", "article-journal", "book", "document"}, csl
    assert csl["URL"] == f"{BASE}/{folder.relative_to(ROOT).as_posix()}/", csl
    year = csl["issued"]["date-parts"][0][0] if "issued" in csl else None

    bib = (folder / f"{slug}.bib").read_text(encoding="utf-8")
    [(key, entry)] = parse_string(bib, "bibtex").entries.items()
    assert key == slug and tex(entry.fields["title"]) == csl["title"], (bib, csl)
    assert entry.fields.get("year") == (str(year) if year else None), bib
    people = [str(person) for person in entry.persons.get("author", [])]
    assert [tex(name).strip("{}") for name in people] == names_of(csl), (people, csl)
    library = bibtexparser.parse_string(bib)
    assert not library.failed_blocks and len(library.entries) == 1, library.failed_blocks
    fields = library.entries[0].fields_dict
    assert tex(fields["title"].value) == csl["title"] and fields["url"].value == csl["URL"], fields

    ris = (folder / f"{slug}.ris").read_bytes()
    lines = ris.split(b"\r\n")
    assert b"\n" not in ris.replace(b"\r\n", b"") and lines[-2:] == [b"ER  - ", b""], ris
    assert all(re.fullmatch(rb"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1]), ris
    [read] = rispy.loads(ris.decode("utf-8").replace("\r\n", "\n"))
    assert read["title"] == csl["title"] and read.get("year") == (str(year) if year else None), read
    assert read.get("authors", []) == names_of(csl) and read["urls"] == [csl["URL"]], read
    assert read.get("doi") == csl.get("DOI") and read.get("language") == csl["language"], read
    if csl["type"] == "report" and "number" in csl:
        # The field that programs for references show as the number of a report.
        assert read["issn"] == csl["number"] and read["secondary_title"] == csl["collection-title"], read

    assert page.all("DCTERMS.title") == [csl["title"]], page.meta
    assert page.all("DCTERMS.creator") == names_of(csl), page.meta
    authors = page.all("citation_author")
    assert authors in ([], names_of(csl)), authors
    if not csl.get("author") or not year:
        assert not [name for name, _ in page.meta if name and name.startswith("citation_")], page.meta
    elif csl["type"] in {"report", "article", "article-journal"}:
        assert authors and page.all("citation_title") == [csl["title"]], page.meta
    for pdf in page.all("citation_pdf_url"):
        assert pdf.startswith(csl["URL"]) and "/" not in pdf[len(csl["URL"]) :] and pdf.endswith(".pdf"), pdf
        assert (folder / pdf.rsplit("/", 1)[1]).is_file(), pdf
    for day in page.all("citation_publication_date"):
        assert re.fullmatch(r"\d{4}(/\d\d(/\d\d)?)?", day) and day.startswith(str(year)), day
    check_graph(page, csl)


def check_graph(page, csl):
    """Compares linked data with the files, and each of its things with what its type asks for."""
    [data] = page.linked_data()
    assert data["@context"] == "https://schema.org", data
    things = {thing["@id"]: thing for thing in data["@graph"] if "@id" in thing}
    works = [thing for thing in data["@graph"] if thing["@type"] in WORKS]
    assert len(works) == 1, data
    [work] = works
    assert {"name", "url", "publisher", "inLanguage"} <= set(work), work
    assert work["headline"] == csl["title"] and work["url"] == csl["URL"], work
    people = [f"{it['familyName']}, {it['givenName']}" if "givenName" in it else it["name"] for it in work.get("author", [])]
    assert people == names_of(csl) and work.get("author") != [], work
    assert work.get("datePublished", "")[:4] == str(csl["issued"]["date-parts"][0][0] if "issued" in csl else ""), work
    publisher = things.get(work["publisher"].get("@id"), work["publisher"])
    assert publisher["name"] == csl["publisher"], work
    if publisher["@type"] == "GovernmentOrganization":
        assert publisher["parentOrganization"]["name"] == "Provköpings kommun", publisher
    every(data["@graph"])


def moment(text):
    """Reads a date, or a time with its offset, as schema.org has it; a year or a month stays text."""
    if "T" in text:
        time = datetime.datetime.fromisoformat(text)
        assert time.tzinfo, text
        return time
    return datetime.date.fromisoformat(text) if text.count("-") == 2 else text


def check_event(page, folder):
    """Holds an event's linked data against its page, and against its calendar file if there is one."""
    [data] = page.linked_data()
    [event] = [thing for thing in data["@graph"] if thing["@type"] == "Event"]
    assert not EVENT - set(event), event
    address = f"{BASE}/{folder.relative_to(ROOT).as_posix()}/"
    assert event["url"] == address and event["mainEntityOfPage"] == address, event
    text = (folder / "index.html").read_text(encoding="utf-8")
    told = re.search(r'page-header__when"><time datetime="([^"]+)"', text).group(1)
    start, end = moment(event["startDate"]), moment(event.get("endDate", event["startDate"]))
    assert start == moment(told), (event, told)
    assert type(start) is not type(end) or end >= start, event
    assert event["organizer"]["@id"] in {thing.get("@id") for thing in data["@graph"]}, event
    every(data["@graph"])
    for part in event.get("subEvent", []):
        assert part["startDate"][:10] >= event["startDate"][:10], part
        assert moment(part.get("endDate", part["startDate"])) >= moment(part["startDate"]), part
    for film in event.get("recordedIn", []):
        assert "url" in film or (ROOT / film["contentUrl"][len(BASE) + 1 :]).is_file(), film
        assert DURATION.fullmatch(film.get("duration", "PT1S")), film
        if "thumbnailUrl" in film:
            assert (ROOT / film["thumbnailUrl"][len(BASE) + 1 :]).is_file(), film
    if (folder / "evenemang.ics").is_file():
        # After the event come its sessions, if calendars are told of them.
        told = icalendar.Calendar.from_ical((folder / "evenemang.ics").read_bytes()).walk("VEVENT")[0]
        cancelled = event["eventStatus"].endswith("Cancelled")
        assert (told["STATUS"] == "CANCELLED") == cancelled and told.decoded("DTSTART") == start, (told, event)
    # The address of the meeting on the web is for those who register.
    assert "mote.exempel.se" not in json.dumps(event), event


def every(value):
    """Looks at every thing of a graph."""
    if isinstance(value, list):
        for item in value:
            every(item)
    elif isinstance(value, dict):
        if set(value) != {"@id"}:
            missing = REQUIRED[value["@type"]] - set(value)
            assert not missing, (missing, value)
        for key, inner in value.items():
            if key in ENUMERATIONS:
                assert inner.removeprefix("https://schema.org/") in ENUMERATIONS[key], value
            assert inner not in ("", [], None), value
            every(inner)


def check_deposit():
    """Holds the feed of the legal deposit against the library's rules."""
    root = ElementTree.parse(ROOT / "eplikt.xml").getroot()
    terms, media = "{http://purl.org/dc/terms/}", "{http://search.yahoo.com/mrss/}"
    assert root.tag == "rss" and root.get("version") == "2.0"
    channel = root.find("channel")
    for name in ("title", "link", "description", "language"):
        assert channel.findtext(name), name
    items = channel.findall("item")
    assert items, "something is to be delivered"
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == len(guids), guids
    for item in items:
        link = item.findtext("link")
        assert item.findtext("title") and item.findtext("guid") == link and link.startswith(f"{BASE}/"), link
        assert (ROOT / link[len(BASE) + 1 :]).is_file(), link
        day = item.findtext("pubDate")
        assert PUB_DATE.fullmatch(day) and " 09:00:00 " in day, day
        assert item.findtext(f"{terms}format") == "application/pdf"
        assert re.fullmatch(r"http://id\.kb\.se/organisations/SE\d{10}(-\w+)?", item.findtext(f"{terms}publisher"))
        assert item.findtext(f"{terms}accessRights") == "gratis"
        assert item.findtext(f"{terms}license", "http").startswith("http")
        for annex in item.findall(f"{media}content"):
            assert annex.get("type") and (ROOT / annex.get("url")[len(BASE) + 1 :]).is_file(), annex.attrib
    return len(items)


def html_in(path, name):
    """Reads the text of an entry with a parser of XML and nothing more: what readers of feeds tidy away stays."""
    atom = "{http://www.w3.org/2005/Atom}"
    [entry] = [it for it in ElementTree.parse(path).iter(f"{atom}entry") if it.findtext(f"{atom}id") == name]
    assert entry.find(f"{atom}content").get("type") == "html", name
    return entry.findtext(f"{atom}content")


def check_feeds(pages):
    """Reads every feed twice, as Atom and as JSON, and sees that pages lead to it."""
    announced = set()
    for page in pages:
        announced |= {link["href"] for link in page.links if link.get("rel") == "alternate"}
    feeds = sorted(ROOT.rglob("flode.xml"))
    for path in feeds:
        address = "/" + path.relative_to(ROOT).as_posix()
        assert address in announced and address.replace(".xml", ".json") in announced, address
        atom = feedparser.parse(path.read_bytes())
        assert not atom.bozo and atom.version == "atom10", (path, atom.get("bozo_exception"))
        assert atom.feed.id and atom.feed.updated and atom.feed.title, path
        # A parser that holds a feed against RFC 4287: every element that must be there, every date with its offset.
        strict = atoma.parse_atom_bytes(path.read_bytes())
        assert [it.id_ for it in strict.entries] == [it.id for it in atom.entries], path
        assert all(it.updated.tzinfo for it in strict.entries), path
        atoma.parse_json_feed_bytes(path.with_suffix(".json").read_bytes())
        read = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert read["version"] == "https://jsonfeed.org/version/1.1" and read["title"] == atom.feed.title, path
        assert read["feed_url"] == BASE + address.replace(".xml", ".json"), read["feed_url"]
        told = [(it.id, it.title, it.link) for it in atom.entries]
        again = [(it["id"], it["title"], it["url"]) for it in read["items"]]
        assert [(i, u) for i, _, u in told] == [(i, u) for i, _, u in again], (told, again)
        for entry, item in zip(atom.entries, read["items"]):
            assert item["url"].startswith(f"{BASE}/") and item["date_modified"], item
            assert TAG.fullmatch(item["id"]), item
            # RFC 3339, and JSON Feed 1.1: one text at least.
            assert datetime.datetime.fromisoformat(item["date_modified"]).tzinfo, item
            text = item.get("content_html", item.get("content_text"))
            assert text and ("content_html" in item) != ("content_text" in item), item
            # Control characters may stand in no feed.
            assert not any(unicodedata.category(it) == "Cc" for it in item["title"] + text.replace("\n", "")), item
            if "content_html" in item:
                assert html_in(path, entry.id) == text, item
                for address in ADDRESS.findall(text):
                    assert re.match(r"(https://|mailto:|tel:)", address), (path, address)
        assert len(set(told)) == len(told), told
    return len(feeds)


ROOT = Path(sys.argv[1])
PAGES = {path.parent: Head(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("index.html"))}
PUBLICATIONS = [folder for folder in PAGES if (folder / f"{folder.name}.bib").is_file()]
assert len(PUBLICATIONS) >= 4, PUBLICATIONS
for FOLDER in PUBLICATIONS:
    check_references(PAGES[FOLDER], FOLDER)
EVENTS = [folder for folder, page in PAGES.items() if any('"Event"' in "".join(data) for _, data in page.scripts)]
assert len(EVENTS) >= 5, EVENTS
for FOLDER in EVENTS:
    check_event(PAGES[FOLDER], FOLDER)
for FOLDER, PAGE in PAGES.items():
    for DATA in PAGE.linked_data():
        every(DATA["@graph"])
        NAMED = {THING["@id"] for THING in DATA["@graph"] if "@id" in THING}
        # Who is behind what a page shows is told on the page itself.
        assert f"{BASE}/#organisation" in NAMED and f"{BASE}/#webbplats" in NAMED, FOLDER
    # A page that shows no publication tells of none; and every script is one that the page may run, or data.
    assert FOLDER in PUBLICATIONS or not PAGE.all("DCTERMS.title"), FOLDER
    for ATTRIBUTES, DATA in PAGE.scripts:
        assert ATTRIBUTES.get("type") == "application/ld+json" or ("src" in ATTRIBUTES and not DATA), (FOLDER, ATTRIBUTES)
DELIVERED = check_deposit()
FEEDS = check_feeds(PAGES.values())
print(f"{len(PUBLICATIONS)} publications and {len(EVENTS)} events, {DELIVERED} to deliver and {FEEDS} feeds read back as they were meant")
