//! `fou help`: the handbook of the one who writes, and the fields of each kind.
//!
//! The steps are words; the fields are those that are read, so that the two never drift apart. A test does what the
//! steps say.

use std::fmt::Write as _;
use std::io::Write as _;

use super::args::{self, Help as Arguments};
use super::{Verdict, new, report};
use crate::model::described;
use crate::model::kind::Kind;

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Verdict {
    let text = match arguments.kind.as_deref().map(new::kind) {
        None => args::help() + &topics(),
        Some(Ok(kind)) => handbook(kind),
        Some(Err(why)) => {
            report::tell(&format!("fel: {why}"));
            return Verdict::Misuse;
        }
    };
    // Whoever has stopped listening has had what they wanted.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Verdict::Whole
}

/// Says of what there is more to read.
fn topics() -> String {
    let all = Kind::ALL.map(|kind| kind.words().query);
    format!("\nSteg för steg, med alla fält: fou help SLAG, där SLAG är något av\n  {}\n", all.join(", "))
}

/// Explains how an entry of a kind is made.
fn handbook(kind: Kind) -> String {
    let mut text = match kind {
        Kind::Publication => PUBLICATION.to_owned(),
        Kind::Chapter => CHAPTER.to_owned(),
        Kind::Newsletter => NEWSLETTER.to_owned(),
        other => steps(other),
    };
    text += match kind {
        Kind::Event => EVENT,
        Kind::Series => SERIES,
        _ => "",
    };
    text += "\nFälten, mellan de två strecken överst i filen:\n\n";
    let fields = described::fields(kind);
    let width = fields.iter().map(|it| it.key.len()).max().unwrap_or(0);
    for field in fields {
        let needed = if field.required { " (måste finnas)" } else { "" };
        let _ = writeln!(text, "  {:width$}  {}{needed}", field.key, field.words);
    }
    text
}

fn steps(kind: Kind) -> String {
    let words = kind.words();
    let (article, one, word) = (words.article, words.one, words.query);
    format!(
        "Så lägger du in {article} {one}\n
1. Gör filen:

     fou new {word} \"Rubriken\"

2. Öppna filen som kommandot nämner. Fyll i fälten, och skriv texten under dem.

3. Se hur det blir medan du skriver:

     fou serve

4. Ta bort raden `draft: true` när allt är färdigt, och kontrollera:

     fou check

5. Bygg webbplatsen, och lägg ut mappen public:

     fou build
"
    )
}

/// What an event may have besides.
const EVENT: &str = "
Nästa tillfällen i en serie, om seriens sida säger vilka dagar den kommer:

     fou new evenemang --series morgonsoffan --count 2

Ett program skrivs punkt för punkt, mellan de två strecken. Punkter i olika spår går samtidigt; en punkt utan spår är för
alla. En punkt har adressen #pass_ och sitt id. Varar dagen flera dagar, skriv day: 2026-05-09 i den första punkten varje
dag. Presentationer läggs under materials i punkten.

     programme:
       - {start: \"09:00\", end: \"09:30\", title: Kaffe, type: paus}
       - {start: \"09:30\", end: \"10:30\", title: Inledning, place: Stora salen, speakers: [anna-oberg]}
       - {start: \"10:30\", end: \"11:30\", title: Samtal, track: Barn och unga, place: Sal 1, id: samtal}
       - {start: \"10:30\", end: \"11:30\", title: Siffror, track: Uppföljning, speakers: [{name: Namn, affiliation: Kommun}]}

Efteråt, om det finns en utvärdering:

     evaluation: {participants: 120, answers: 80, mean: \"4,3\", highest: 5, quotes: [Tänkvärt.], files: [svar.pdf]}
";

/// How a series says when it comes.
const SERIES: &str = "
Rytmen säger vilka dagar serien kommer, och vad som utgår. Då kan fou new evenemang --series föreslå nästa dag, och
anmärkningarna säger till om ett tillfälle ligger fel. Orden kan också vara: andra tisdagen i maj, första och tredje
onsdagen i månaden, varje torsdag, varannan torsdag (då med from: 2026-01-15).

     rhythm: {days: sista fredagen i månaden, start: \"08:30\", end: \"09:30\", except: [juli, december, 2026-05-29]}
";

/// From a PDF to a page that can be cited.
const PUBLICATION: &str = "\
Så ger du ut en publikation

1. Lägg in den. Pdf:en kopieras till en egen mapp, med ett namn som fungerar i en adress. Utan pdf går det också: ta
   bort --pdf och det som följer.

     fou new publikation \"Tillit i praktiken\" --pdf rapport.pdf

2. Öppna filen index.md i mappen som kommandot nämner, och fyll i fälten. Viktigast är
   - title, så som den står på omslaget,
   - summary, en mening som syns i listor och sökresultat,
   - authors, i omslagets ordning: den som har en sida nämns med dess namn (anna-oberg), andra så här: {name: Namn},
   - date, så noga som det är känt: 2026, 2026-03 eller 2026-03-27,
   - series och number, om den ingår i en serie: nästa nummer är redan föreslaget,
   - topics, så att den hittas bland sina ämnen,
   - events, om den har presenterats: då leder sidan dit, och till inspelningen om det finns någon.
   Skriv en sammanfattning under fälten: den läses av fler än pdf:en. Rubriker i texten börjar med ##.

3. Se hur det blir medan du skriver. Anmärkningar om texten och pdf:en står längst ned på sidan.

     fou serve

4. Ta bort raden `draft: true` när allt är färdigt, och kontrollera. Varje anmärkning säger vad du kan skriva i stället.

     fou check

5. Bygg webbplatsen, och lägg ut mappen public.

     fou build

6. Bokför pdf:en när den är ute, och spara content/publicerat.yaml tillsammans med texten. Sedan kan ingen byta ut den
   i det tysta. Blir det en ny upplaga: lägg den nya pdf:en över den gamla, skriv vad som är ändrat i fältet edition,
   och bokför igen.

     fou record

7. Lämna pdf:en till Kungliga biblioteket inom tre månader, om er myndighet har leveransplikt. Skriv sedan dagen i
   fältet deposit: delivered 2026-05-08.

Utan pdf tecknas ett omslag av titel, serie, nummer och år. Ska rapporten läsas direkt på webbplatsen, kapitel för
kapitel, så står det hur under slaget kapitel.
";

/// How a report becomes HTML.
const CHAPTER: &str = "\
Så lägger du in ett kapitel

1. Gör en fil i publikationens mapp, bredvid index.md. Numret först i namnet bestämmer ordningen: 01-inledning.md,
   02-metod.md. Överst står `title: Inledning` mellan två streck (---), som i index.md, och texten under dem. Ett
   förord utan nummer heter 00-forord.md. Rubriker börjar med ##, och får sina nummer av sig själva.

2. Se hur det blir medan du skriver:

     fou serve

3. Litteraturen läggs bredvid, i referenser.bib (från Zotero, EndNote och andra program). Hänvisa med nyckeln i listan:

     Det är känt [@ek2020, s. 12; se @oberg2025], även hos @provverket.

4. Figurer och tabeller numreras. En figur är en bild med bildtext, och en tabell får sin rubrik av raden före den.
   En länk utan ord skriver själv numret på det den leder till:

     ![Tre rutor med pilar](modell.svg \"Modellen\"){#fig-modell}

     ::tabell{rubrik=\"Svar per kommun\" id=tab-svar}

     | Kommun | Svar |
     |--------|-----:|
     | Solna  |   12 |

     [Figur](#fig-modell) visar det som står i [tabell](#tab-svar). Mer står i [](02-metod.md).

5. Kontrollera, bygg webbplatsen, och lägg ut mappen public:

     fou check
     fou build
";

/// How an issue of the newsletter is made and sent.
const NEWSLETTER: &str = "\
Så gör du ett nyhetsbrev

En gång för alla: skriv i content/site.yaml vilket verktyg som skickar brevet: mailchimp, getanewsletter, paloma,
ungapped, rule eller ingen (ett vanligt e-postprogram). Utom för Mailchimp kopierar du själv verktygets koder:

     mailing: {provider: paloma, unsubscribe: \"…\", web_version: \"…\", sender: nyhetsbrev@kommun.se}

1. Gör brevet. Det som är nytt sedan förra brevet, och det som är på gång, är redan med:

     fou new nyhetsbrev

2. Öppna filen som kommandot nämner. Stryk, flytta och lägg till punkter under items. Skriv i preheader den rad som visas
   efter ämnet i inkorgen. Under de två strecken skriver du det som brevet börjar med. En punkt hämtar rubrik, mening,
   datum och länk från det den nämner; det du skriver själv gäller i stället:

     items:
       - section: Nytt från oss
       - publication: tillit
       - {recording: fackdagen-2026, heading: Se fackdagen i efterhand}
       - {news: ny-kollega, text: Välkommen!}
       - {event: samtal, start: 2026-05-29 09:00}
       - coming: 2026-06-30
       - {heading: Tipset, text: Läs det här., link: /om/, image: bild.jpg, alt: Två personer vid ett bord}

   section är en rubrik för det som följer, och coming alla evenemang till och med en dag. start är tiden som brevet
   uppger: ändras den sedan, säger programmet till.

3. Se hur det blir. Brevet ligger vid sin sida: /nyhetsbrev/2026-1/utskick.html, utskick.txt och utskick.eml.

     fou serve

4. Ta bort raden `draft: true`, kontrollera, bygg webbplatsen, och lägg ut mappen public. Då finns allt som brevet länkar
   till, och dess bilder:

     fou check
     fou build

5. Klistra in allt i public/nyhetsbrev/2026-1/utskick.html som egen html i verktyget, och utskick.txt som ren text. Ämnet
   är brevets rubrik, eller subject. Skicka ett prov till dig själv. Utan verktyg: öppna utskick.eml i e-postprogrammet,
   byt ut mottagaren, och skicka.
";
