#!/usr/bin/env python3
"""Makes the PDFs that tests read, with real tools: Typst, ReportLab, pikepdf (qpdf).

    make.py FOLDER          the corpus of tests/pdf.rs
    make.py --sites         the small PDFs that lie in tests/sites, and are committed

What is made is plainly fictitious, and the same bytes each time as far as the tools allow.
"""

import io
import sys
import zlib
from pathlib import Path

import pikepdf
import typst
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

LIGATURES = "Om finansiering, flera fält och effekter: å ä ö Å Ä Ö é – ”citat” – 25 % på föräldraskapsstödet."
PARAGRAPH = (LIGATURES + " Socialtjänsten i Provköping prövade ett nytt arbetssätt. ") * 4


def written(title, body, lang="sv", authors=("Anna Öberg",), date=(2025, 10, 3), page='paper: "a5"'):
    """Compiles a tagged report that follows PDF/UA-1."""
    by = ", ".join(f'"{author}"' for author in authors)
    text = f"""#set document(title: "{title}", author: ({by},), date: datetime(year: {date[0]}, month: {date[1]}, day: {date[2]}))
#set text(lang: "{lang}", size: 11pt)
#set page({page}, numbering: "1")
#set par(justify: true)
{body}
"""
    return typst.compile(text.encode(), format="pdf", pdf_standards="ua-1")


def chapters(count):
    return "\n#pagebreak()\n".join(f"= Kapitel {at}\n{PARAGRAPH}" for at in range(1, count + 1))


def drawn(pages, title=None, author=None, image_from=None, size=A4):
    """Draws pages without tags, as a program does that only knows ink."""
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=size, invariant=1)
    if title:
        paper.setTitle(title)
    if author:
        paper.setAuthor(author)
    picture = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(picture).text((60, 60), "Inskannad text som ingen kan lyssna på", fill="black")
    for at in range(1, pages + 1):
        if image_from and at >= image_from:
            paper.drawInlineImage(picture, 0, 0, *A4)
        else:
            paper.setFont("Helvetica", 24)
            paper.drawString(72, 0.8 * size[1], f"Sida {at} av rapporten")
        paper.showPage()
    paper.save()
    return out.getvalue()


def changed(data, change, **save):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id="encryption" not in save, **save)
    return out.getvalue()


def many_pages(count):
    kids = " ".join(f"{at} 0 R" for at in range(3, count + 3))
    return raw([CATALOGUE, f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", *[page("")] * count])


def raw(objects, trailer=""):
    """Writes a PDF by hand, with a sound table of objects."""
    out, places = b"%PDF-1.7\n", []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        body = body if isinstance(body, bytes) else body.encode()
        out += b"%d 0 obj\n" % at + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return out + end.encode()


def stream(data, more=""):
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(more):
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {more} >>"


def bomb(size):
    """Packs a stream of blanks so that few bytes become very many."""
    packer = zlib.compressobj(9)
    chunk = b" " * (1 << 20)
    data = b"".join(packer.compress(chunk) for _ in range(size)) + packer.flush()
    return zlib.compress(data, 9)


def hostile():
    """Makes files that are there to harm the reader."""
    packed = bomb(1024)
    twice = "/Filter [/FlateDecode /FlateDecode]"
    picture = "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    draws = "/Contents 4 0 R /Resources << /XObject << /A 5 0 R /B 6 0 R >> >>"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A 5 0 R /B 6 0 R >> >>"
    endless = b"/A Do /B Do /A Do /B Do /A Do /B Do"
    return {
        "bomb": raw([CATALOGUE, PAGES, page("/Contents 4 0 R"), stream(packed, twice)]),
        "bomb-metadata": raw([
            "<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>", PAGES, page(""), stream(packed, twice)]),
        "bomb-image": raw([
            CATALOGUE, PAGES, page("/Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >>"),
            stream(b"q 595 0 0 842 0 0 cm /A Do Q"), stream(packed, picture + " " + twice)]),
        "loop-pages": raw([CATALOGUE, "<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 9 >>", page("")]),
        "loop-forms": raw([CATALOGUE, PAGES, page(draws), stream(endless), stream(endless, form), stream(endless, form)]),
        "loop-bookmarks": raw([
            "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>", PAGES, page(""),
            "<< /First 5 0 R >>", "<< /Next 5 0 R /First 5 0 R >>"]),
        "loop-table": raw([CATALOGUE, PAGES, page("")], "/Prev 9").replace(b"/Prev 9", b"/Prev 0"),
        "deep-arrays": raw([CATALOGUE, PAGES, page("/Deep " + "[" * 200_000 + "]" * 200_000)]),
        "deep-dictionaries": raw(["<< /Type /Catalog /Pages 2 0 R /A " + "<< /A " * 100_000 + ">> " * 100_000 + ">>", PAGES, page("")]),
        "deep-content": raw([CATALOGUE, PAGES, page("/Contents 4 0 R"), stream(b"q " * 2_000_000)]),
        "vast-page": raw([CATALOGUE, PAGES, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000000000 1000000000] >>"]),
        "thin-page": raw([CATALOGUE, PAGES, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1 1000000000] >>"]),
        "many-paths": raw([
            CATALOGUE, PAGES, page("/Contents 4 0 R"),
            stream(zlib.compress(b"0 0 m 9 9 99 99 500 800 c 3 w S\n" * 3_000_000), "/Filter /FlateDecode")]),
        "no-pages": raw([CATALOGUE, "<< /Type /Pages /Kids [] /Count 0 >>"]),
        "no-pdf": b"PK\x03\x04 this is another sort of file\n" * 20,
        "empty": b"",
    }


def corpus():
    tagged = written("Tillit i fält", f"#title()\n= Inledning\n{PARAGRAPH}\n#pagebreak()\n= Slutsats\n{PARAGRAPH}")

    def lock(user):
        return {"encryption": pikepdf.Encryption(owner="ägare", user=user, R=6)}

    def attach(pdf):
        pdf.attachments["data.csv"] = b"a,b\n1,2\n"

    return {
        "tagged": tagged,
        "untagged": drawn(3, "Utan taggar", "Gunnar Gäst"),
        # Two that are read again and again: few bytes, and low pages, whose pictures are soon drawn.
        "strip": written("Remsa", "Å.", page="width: 105mm, height: 36mm, margin: 5mm"),
        "strip-plain": drawn(1, size=(300, 102)),
        "scan": drawn(6, "Inskannad", image_from=3),
        "long": written("Tre hundra sidor", chapters(300)),
        "unmarked": drawn(25, "Utan bokmärken"),
        "locked": changed(tagged, lambda pdf: None, **lock("hemligt")),
        "protected": changed(tagged, lambda pdf: None, **lock("")),
        "attached": changed(tagged, attach),
        "english": written("Trust", "#title()\n= Introduction\nTrust in the field.", lang="en"),
        "small": written("Liten", "#title()\nEn rad."),
        "pages": many_pages(10_001),
        **hostile(),
    }


def sites():
    """Writes the few PDFs of tests/sites."""
    root = Path(__file__).resolve().parent.parent / "sites"
    whole, swedish = root / "whole/site/content", root / "swedish/site/content"
    report = "#title()\n_Ett kunskapsunderlag_\n\nAnna Öberg och Gunnar Gäst\n\n#v(1fr)\nForskningsrapport 2025:1\n" \
        "#pagebreak()\n= Bakgrund\nTillit är att kunna lita på någon.\n#pagebreak()\n= Slutsats\nLyssna först."
    files = {
        whole / "publikationer/tillit/rapport.pdf":
            written("Tillit i socialtjänsten: Ett kunskapsunderlag", report, authors=("Anna Öberg", "Gunnar Gäst")),
        whole / "publikationer/tillit/bilaga.pdf": written("Bilaga 1", "#title()\nFrågorna."),
        whole / "kalender/bilder.pdf": written("Bilderna", "#title()\nTre bilder.", page='paper: "presentation-16-9"'),
        whole / "publikationer/hemlig/kanariefagel.pdf":
            raw([CATALOGUE, PAGES, page(""), "<< /Title (KANARIEPDF) >>"], "/Info 4 0 R"),
        # The folder's name is written in decomposed letters.
        next(swedish.glob("publikationer/h*")) / "rapport.pdf": written("Den ”hållbara” ön", "#title()\nOm ön.", authors=("Örjan Östberg",)),
    }
    for path, data in files.items():
        path.write_bytes(data)


def main():
    if sys.argv[1:] == ["--sites"]:
        sites()
    else:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in corpus().items():
            (folder / f"{name}.pdf").write_bytes(data)


main()
