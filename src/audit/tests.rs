use super::*;

const FRAME: &str = "<!doctype html><html lang=sv><title>T</title><h1>R</h1>";

fn facts(html: &str) -> Facts {
    let known = ["/", "/om/", "/a.css", "/b.png", "/b-2.png", "/sok/"];
    let frame = Frame { base_url: "https://x.se", form: Some("https://ut.x.org/1") };
    read(&Url::root().page("har"), html.as_bytes(), frame, |address| known.contains(&address))
}

#[track_caller]
fn check_whole(html: &str, expected: &[&str]) {
    let page = Url::root().page("har");
    let facts = facts(html);
    let said: Vec<_> = judge(std::iter::once((&page, &facts)))
        .iter()
        .map(|it| format!("{} {} {}", it.code, it.place, it.message))
        .collect();
    assert_eq!(said, expected, "{html}");
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    check_whole(&format!("{FRAME}{body}"), expected);
}

#[test]
fn a_sound_page_gets_no_remark() {
    check(
        "<link rel=stylesheet href=/a.css><link rel=canonical href=https://x.se/har/><a href=/om/>Om</a>\
         <a href='#b'>b</a><h2 id=b>B</h2><img src=/b.png alt='' srcset='/b.png 1x, /b-2.png 2x'>\
         <a href=https://y.se/>ut</a><a href=mailto:a@b.se>brev</a><script src=/a.css></script>\
         <script type=application/ld+json>{\"a\": \"<h1>\"}</script>\
         <form action=/sok/><label for=q>Sök</label><input id=q name=q><label>B <input></label>\
         <input type=hidden name=x><button aria-label='Sök'><svg aria-hidden=true><path/></svg></button></form>\
         <a href=/><img src=/b.png alt='Start'></a>",
        &[],
    );
}

#[test]
fn broken_links_are_told_once_each() {
    check(
        "<a href=/saknas/>a</a><a href=/saknas/>b</a><img src=c.png alt=''><a href='#d'>d</a><a href=/om/#e>e</a>",
        &[
            "F901 /har/ länken `/saknas/` leder till en adress som inte finns",
            "F901 /har/ länken `c.png` leder till en adress som inte finns",
            "F902 /har/ länken `#d` leder till en plats som inte finns på sidan",
        ],
    );
}

#[test]
fn anchors_are_looked_for_on_their_pages() {
    let (here, about) = (Url::root().page("har"), Url::root().page("om"));
    let linking =
        facts(&format!("{FRAME}<a href=/om/#a>a</a><a href=/om/#%C3%A5>å</a><a href=/b.png#x>x</a>"));
    let linked = facts(&format!("{FRAME}<p id=å>"));
    let said = judge([(&here, &linking), (&about, &linked)].into_iter());
    let said: Vec<_> = said.iter().map(|it| format!("{} {} {}", it.code, it.place, it.message)).collect();
    assert_eq!(said, ["F902 /har/ länken `/om/#a` leder till en plats som inte finns på sidan"]);
}

#[test]
fn headings_stand_in_order() {
    check_whole("<html lang=sv>", &["F903 /har/ sidan har inga rubriker på nivå 1 (`h1`); den ska ha en"]);
    check("<h1>x</h1>", &["F903 /har/ sidan har 2 rubriker på nivå 1 (`h1`); den ska ha en"]);
    check(
        "<h2>a</h2><h4>b</h4><h2>c</h2><h3>d</h3>",
        &["F904 /har/ en rubriknivå hoppas över: `h4` följer på `h2`"],
    );
}

#[test]
fn what_cannot_be_heard_is_told() {
    check("<img src=/b.png>", &["F905 /har/ bilden `/b.png` saknar beskrivning (`alt`)"]);
    check("<p id=a><p id=a>", &["F906 /har/ `id=\"a\"` står två gånger på sidan"]);
    let silent =
        "F907 /har/ länken till `/om/` saknar text, så den som lyssnar på sidan hör inte vad den är till för";
    check("<a href=/om/> </a>", &[silent]);
    check("<a href=/om/><span aria-hidden=true><span>→</span>→</span></a>", &[silent]);
    check("<a href=/om/><img src=/b.png alt=''></a>", &[silent]);
    check("<a name=x></a>", &[]);
    check(
        "<button><svg></svg></button>",
        &["F907 /har/ en knapp saknar text, så den som lyssnar på sidan hör inte vad den är till för"],
    );
    check_whole("<html><h1>R</h1>", &["F908 /har/ sidan säger inte vilket språk den är på"]);
    check("<input name=q><label for=r></label>", &["F913 /har/ formulärfältet `q` saknar ledtext"]);
}

#[test]
fn what_the_browser_would_refuse_is_told() {
    let foreign =
        |link: &str| format!("F909 /har/ sidan hämtar eller skickar något utanför webbplatsen: `{link}`");
    check("<img alt='' src=https://y.se/z.png>", &[&foreign("https://y.se/z.png")]);
    check("<link rel=stylesheet href=//y.se/z.css>", &[&foreign("//y.se/z.css")]);
    check("<form action=https://y.se/></form>", &[&foreign("https://y.se/")]);
    check("<form method=post action=https://ut.x.org/1></form>", &[]);
    check("<form action=https://ut.x.org/2></form>", &[&foreign("https://ut.x.org/2")]);
    check("<button formaction=https://ut.x.org/1>A</button>", &[&foreign("https://ut.x.org/1")]);
    check("<img alt='' src=https://ut.x.org/1>", &[&foreign("https://ut.x.org/1")]);
    check("<img alt='' src='data:image/png;base64,x'>", &[&foreign("data:image/png;base64,x")]);
    check("<p style='color:red'>", &["F910 /har/ utseende är skrivet rakt in i sidan, i `p`"]);
    check("<style>p{}</style>", &["F910 /har/ utseende är skrivet rakt in i sidan, i `style`"]);
    check("<script>'<h1>'</script>", &["F911 /har/ ett skript är skrivet rakt in i sidan"]);
    check("<p ONCLICK=x>", &["F912 /har/ ett skript är skrivet i attributet `onclick`"]);
    check("<a href=javascript:x>x</a>", &["F912 /har/ ett skript är skrivet i attributet `href`"]);
}

#[test]
fn a_mistake_on_many_pages_is_told_once() {
    let pages: Vec<_> = ["a", "b", "c"].iter().map(|it| (Url::root().page(it), facts(FRAME))).collect();
    assert_eq!(judge(pages.iter().map(|(url, facts)| (url, facts))), []);
    let broken = facts(&format!("{FRAME}<a href=/saknas/>x</a>"));
    let said = judge(pages.iter().map(|(url, _)| (url, &broken)));
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].place.to_string(), "/a/");
    assert_eq!(said[0].advice.last().map(String::as_str), Some("samma fel finns på 2 sidor till"));
}

#[test]
fn facts_survive_being_stored() {
    let facts = facts("<p id=x><a href=/om/#e></a>");
    let stored = postcard::to_stdvec(&facts).unwrap();
    assert_eq!(postcard::from_bytes::<Facts>(&stored).unwrap(), facts);
}

proptest::proptest! {
    #[test]
    fn no_page_is_too_broken_to_read(html in "(<[a-z]{1,6}( [a-z]{2,5}=['\"]?[a-z#/%.:]{0,4}['\"]?){0,2}/?>|</[a-z]{1,6}>|[<>a&;/!-]{1,3}|\\PC){0,40}") {
        facts(&html);
    }
}
