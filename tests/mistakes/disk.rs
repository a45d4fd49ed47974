//! Samples that no listing can hold: links, pipes, bytes that are no text.

use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use fou::source::Sources;
use fou::source::discover::discover;

/// Makes the files of a sample in a folder of its own and reads them; `None` if a listing can hold the sample.
pub(crate) fn sources(name: &str, listing: &str) -> Option<Sources> {
    let make = maker(name)?;
    assert!(listing.starts_with('#'), "{name} says in a line `# …` what it is made of");
    let ground = Ground(std::env::temp_dir().join(format!("fou-mistakes-{}-{name}", std::process::id())));
    let site = ground.0.join("site");
    fs::create_dir_all(site.join("content")).unwrap();
    make(&site);
    Some(discover(&site).unwrap())
}

fn maker(name: &str) -> Option<fn(&Path)> {
    Some(match name {
        "F101" => |site| write(site, std::ffi::OsString::from_vec(b"bild-\xE5.png".to_vec()), b"x"),
        "F103-fil" => |site| {
            fs::write(site.join("../annans.md"), "---\ntitle: X\n---\n").unwrap();
            symlink("../../annans.md", site.join("content/annans.md")).unwrap();
        },
        "F103-mapp" => |site| {
            fs::create_dir(site.join("../annans")).unwrap();
            symlink("../../annans", site.join("content/annans")).unwrap();
        },
        "F104" => |site| symlink("finns-inte.md", site.join("content/lank.md")).unwrap(),
        "F105" => |site| symlink("../content", site.join("content/runt")).unwrap(),
        "F106" => |site| {
            let pipe = site.join("content/ror.md");
            let made = std::process::Command::new("mkfifo").arg(pipe).status().unwrap();
            assert!(made.success());
        },
        "F107" => |site| fs::create_dir(site.join("content/mapp.md")).unwrap(),
        "F102-tecken" => |site| write(site, "vad?.png", b"x"),
        "F102-slut" => |site| write(site, "slut.", b"x"),
        "F102-upptaget" => |site| write(site, "con.md", b"x"),
        "F102-langt" => |site| write(site, format!("{}.png", "a".repeat(210)), b"x"),
        "F108" => |site| write(site, "lang.md", &vec![b'\n'; (16 << 20) + 1]),
        "F109" => |site| write(site, "gammal.md", b"---\ntitle: R\xE4tt\n---\n"),
        "F109-utf16" => |site| write(site, "bred.md", b"\xFF\xFE-\0-\0-\0"),
        "F110" => |site| write(site, "tecken.md", b"---\ntitle: Ett\x07ljud\n---\n"),
        "F111" => |site| write(site, "rad.md", &vec![b'x'; (1 << 20) + 1]),
        "F858" => |site| {
            let long = "Ett ord till i en lång mening. ".repeat(3_400);
            letter(site, &format!("- {{heading: Kort, text: Kort.}}\n- heading: Långt\n  text: {long}\n"));
        },
        "F858-manga" => |site| letter(site, &"- {heading: Kort, text: Kort.}\n".repeat(3_000)),
        _ => return None,
    })
}

fn write(site: &Path, name: impl AsRef<std::ffi::OsStr>, bytes: &[u8]) {
    fs::write(site.join("content").join(name.as_ref()), bytes).unwrap();
}

fn letter(site: &Path, items: &str) {
    let head = "title: Brev\nyear: 2026\nnumber: 1\ndate: 2026-05-11\npreheader: Mer om brevet";
    fs::create_dir(site.join("content/nyhetsbrev")).unwrap();
    write(site, "nyhetsbrev/brev.md", format!("---\n{head}\nitems:\n{items}---\n").as_bytes());
}

/// Removed with all that is in it.
struct Ground(PathBuf);

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
