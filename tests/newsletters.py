#!/usr/bin/env python3
"""Reads every letter of built sites with Python's own `email` package, and holds its forms against each other.

    tests/newsletters.py PUBLIC…

Checks of each `utskick.eml`: two parts in the right order, quoted-printable and UTF-8, the headers of a list; that its
parts are `utskick.txt` and `utskick.html` byte for byte. Of the HTML: language, title, size, whole addresses, nothing
that mail programs leave out or that tells of the reader, an alternative for each picture, styles in the elements, tables
that say that they are layout. Of the text: lines of at most 78 columns, and every address of the HTML. That no letter is
in the sitemap, and that each page's own address is among what the letter links to.
"""
import email
import email.policy
import html.parser
import pathlib
import re
import sys

TAG = re.compile(r"\*\|[A-Z:]+\|\*")
FORBIDDEN = {"script", "form", "input", "link", "iframe", "video", "audio", "object", "embed", "svg", "picture", "base"}


class Letter(html.parser.HTMLParser):
    """What there is to check of a letter's HTML."""

    def __init__(self):
        super().__init__()
        self.faults, self.links, self.levels, self.title, self.inside = [], [], [], "", None
        self.lang = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in FORBIDDEN:
            self.faults.append(f"has a <{tag}>")
        if any(name.startswith("on") for name in attributes):
            self.faults.append(f"<{tag}> has a script")
        if tag == "html":
            self.lang = attributes.get("lang")
        if tag == "table" and "class" in attributes and attributes.get("role") != "presentation":
            self.faults.append("a table for layout does not say so")
        if tag == "a":
            self.links.append(attributes.get("href", ""))
        if tag == "img":
            if "alt" not in attributes:
                self.faults.append("an image has no alternative")
            if int(attributes.get("width", 0)) > 552 or int(attributes.get("width", 2)) <= 1:
                self.faults.append(f"an image is {attributes.get('width')} wide")
            if not re.search(r"\.(jpe?g|png|gif)$", attributes.get("src", "")):
                self.faults.append(f"not every mail program shows {attributes.get('src')}")
            self.whole(attributes.get("src", ""))
        if tag in {"p", "a", "h1", "h2", "h3"} and "style" not in attributes:
            self.faults.append(f"a <{tag}> has no style of its own")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.inside = tag

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data
        if self.inside == "style" and re.search(r"@import|@font-face|url\(", data):
            self.faults.append("a style sheet fetches something")

    def handle_endtag(self, tag):
        self.inside = None

    def whole(self, address):
        if not (address.startswith(("https://", "mailto:")) or TAG.fullmatch(address)):
            self.faults.append(f"`{address}` is not whole")
        if re.search(r"[?&](utm_|mc_)", address):
            self.faults.append(f"`{address}` tells of the reader")


def read_html(text):
    letter = Letter()
    letter.feed(text)
    for link in letter.links:
        letter.whole(link)
    if letter.lang != "sv" or not letter.title.strip():
        letter.faults.append(f"language {letter.lang}, title `{letter.title}`")
    if letter.levels[:1] != [1] or any(b > a + 1 for a, b in zip(letter.levels, letter.levels[1:])):
        letter.faults.append(f"headings {letter.levels}")
    if len(text.encode()) > 100_000:
        letter.faults.append("too large")
    return letter


def check(file):
    raw = file.read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    faults = [f"{type(defect).__name__}" for part in message.walk() for defect in part.defects]
    if b"\n" in raw.replace(b"\r\n", b""):
        faults.append("a line does not end in CRLF")
    faults += [f"a line of {len(line)} octets" for line in raw.split(b"\r\n") if len(line) > 998]
    for header in ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "List-Id", "List-Unsubscribe"]:
        if not message[header]:
            faults.append(f"no {header}")
    parts = list(message.iter_parts())
    kinds = [(part.get_content_type(), part.get_content_charset(), part["Content-Transfer-Encoding"]) for part in parts]
    expected = [(kind, "utf-8", "quoted-printable") for kind in ["text/plain", "text/html"]]
    if message.get_content_type() != "multipart/alternative" or kinds != expected:
        return faults + [f"parts {message.get_content_type()} {kinds}"]
    plain, rich = (part.get_content().replace("\r\n", "\n") for part in parts)
    page = file.parent
    if plain.rstrip("\n") != (page / "utskick.txt").read_text(encoding="utf-8").rstrip("\n"):
        faults.append("its text is not utskick.txt")
    if rich.rstrip("\n") != (page / "utskick.html").read_text(encoding="utf-8").rstrip("\n"):
        faults.append("its HTML is not utskick.html")
    letter = read_html(rich)
    faults += letter.faults
    if letter.title.strip() != message["Subject"]:
        faults.append(f"subject `{message['Subject']}`, title `{letter.title}`")
    long = [line for line in plain.split("\n") if len(line) > 78 and not re.fullmatch(r"\s*(\[\d+\] )?\S+", line)]
    faults += [f"a line of {len(line)} columns: {line}" for line in long]
    missing = [link for link in letter.links if link.removeprefix("mailto:") not in plain and link.rstrip("/") not in plain]
    faults += [f"the text lacks {link}" for link in missing]
    if not any("unsub" in link.lower() or "Avsluta" in link for link in letter.links):
        faults.append("nobody can end the subscription")
    return faults


def main():
    count, bad = 0, False
    for public in map(pathlib.Path, sys.argv[1:]):
        sitemap = (public / "sitemap.xml").read_text(encoding="utf-8")
        if "utskick" in sitemap:
            print(f"{public}: a letter is in the sitemap")
            bad = True
        for file in sorted(public.glob("nyhetsbrev/*/utskick.eml")):
            count += 1
            for fault in check(file):
                print(f"{file}: {fault}")
                bad = True
    if count == 0:
        print("no letter was found")
        bad = True
    print(f"{count} letters read")
    sys.exit(bad)


if __name__ == "__main__":
    main()
