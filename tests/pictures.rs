//! Pictures as they are found: made by a real tool as cameras and programs make them, broken, and made to harm.
//!
//! `tests/pictures/make.py` makes them, and `tests/run` runs it. Each is read as the program reads it, by a process of
//! its own.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "files lie on the disk"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fou::reader;
use fou::reader::trade::{Look, Renditions};
use fou::source::Sources;
use fou::source::blob::Blob;
use fou::source::path::SourcePath;
use fou::source::raster::{Facts, Fault, Format, Reading, Rendition};

/// The program that reads.
const PROGRAM: &str = env!("CARGO_BIN_EXE_fou");

/// What stands in every sort of metadata.
const SECRET: &[u8] = b"HEMLIGT";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("pictures")
}

#[track_caller]
fn one(name: &str) -> Reading {
    let file = folder().join(name);
    assert!(file.exists(), "{} is missing: run tests/pictures/make", file.display());
    reader::one::<Renditions>(Path::new(PROGRAM), &file).unwrap()
}

/// Decodes a rendition to the colour of a pixel that lies at so many hundredths of its width and height.
#[track_caller]
fn colour(rendition: &Rendition, (x, y): (u32, u32)) -> [u8; 3] {
    let picture = image::load_from_memory(&rendition.blob.bytes().unwrap()).unwrap().into_rgb8();
    assert_eq!((picture.width(), picture.height()), (rendition.shape.width, rendition.shape.height));
    picture.get_pixel(picture.width() * x / 100, picture.height() * y / 100).0
}

#[track_caller]
fn near(left: [u8; 3], right: [u8; 3]) {
    assert!(left.iter().zip(right).all(|(left, right)| left.abs_diff(right) < 8), "{left:?} {right:?}");
}

/// Lists the widths of each format, the narrowest first.
fn widths(reading: &Reading) -> BTreeMap<Format, Vec<u32>> {
    let mut all = BTreeMap::<_, Vec<_>>::new();
    reading.renditions.iter().for_each(|it| all.entry(it.shape.format).or_default().push(it.shape.width));
    all
}

#[test]
fn a_photograph_becomes_renditions_that_tell_nothing_but_what_they_show() {
    for name in ["telephone.jpg", "photograph.webp", "far-head.jpg", "progressive.jpg"] {
        let reading = one(name);
        assert_eq!(
            (reading.fault, reading.facts),
            (None, Some(Facts { width: 2000, height: 1500 })),
            "{name}"
        );
        let all = vec![360, 720, 1280];
        assert_eq!(widths(&reading), BTreeMap::from([(Format::WebP, all.clone()), (Format::Jpeg, all)]));
        let sizes: Vec<_> = reading.renditions.iter().map(|it| it.blob.size).collect();
        assert!(sizes.iter().all(|size| *size < 250_000), "{name}: {sizes:?}");
        for it in &reading.renditions {
            let bytes = it.blob.bytes().unwrap();
            assert!(!bytes.windows(SECRET.len()).any(|it| it == SECRET), "{name}");
            let told: [&[u8]; 6] = [b"Exif", b"EXIF", b"XMP ", b"ICCP", b"ICC_PROFILE", b"http"];
            assert!(told.iter().all(|told| !bytes.windows(told.len()).any(|it| it == *told)), "{name}");
        }
    }
    // The test would see it if it were there.
    let original = fs::read(folder().join("telephone.jpg")).unwrap();
    assert!(original.windows(SECRET.len()).filter(|it| *it == SECRET).count() >= 5);
}

#[test]
fn a_picture_is_turned_the_right_way_up() {
    // What stands in the upper left, upper right and lower left corner, for each way of holding the camera.
    const R: [u8; 3] = [255, 0, 0];
    const G: [u8; 3] = [0, 255, 0];
    const B: [u8; 3] = [0, 0, 255];
    const W: [u8; 3] = [255, 255, 255];
    let turned = [[R, G, B], [G, R, W], [W, B, G], [B, W, R], [R, B, G], [B, R, W], [W, G, B], [G, W, R]];
    for (at, corners) in turned.into_iter().enumerate() {
        let reading = one(&format!("turned-{}.jpg", at + 1));
        let (width, height) = if at < 4 { (400, 300) } else { (300, 400) };
        assert_eq!(reading.facts, Some(Facts { width, height }), "{}", at + 1);
        for it in &reading.renditions {
            let seen = [(10, 10), (90, 10), (10, 90)].map(|place| colour(it, place));
            seen.into_iter().zip(corners).for_each(|(seen, corner)| near(seen, corner));
        }
    }
}

#[test]
fn colours_become_those_of_the_web() {
    // Display P3 (200, 60, 60) is (217, 42, 52) in sRGB, by the primaries of both.
    for name in ["wide-colours.jpg", "wide-colours.png"] {
        one(name).renditions.iter().for_each(|it| near(colour(it, (50, 50)), [217, 42, 52]));
    }
    one("mad-colours.jpg").renditions.iter().for_each(|it| near(colour(it, (50, 50)), [200, 60, 60]));
    // Inks and greys are the same picture as in colours, as far as they can be.
    let (colours, inks) = (one("telephone.jpg"), one("inks.jpg"));
    for place in [(20, 20), (50, 50), (80, 30)] {
        near(colour(&inks.renditions[2], place), colour(&colours.renditions[2], place));
    }
    let [red, green, blue] = colour(&one("grey.jpg").renditions[1], (50, 50));
    assert!(red.abs_diff(green) < 3 && red.abs_diff(blue) < 3);
}

#[test]
fn drawings_keep_every_pixel_and_transparency_stays() {
    for name in ["drawing.png", "palette.png"] {
        let reading = one(name);
        let all = vec![360, 720, 1280];
        assert_eq!(
            widths(&reading),
            BTreeMap::from([(Format::WebP, all.clone()), (Format::Png, all)]),
            "{name}"
        );
        for it in &reading.renditions {
            assert_eq!(colour(it, (1, 1)), [255, 255, 255], "{name}");
            let bytes = it.blob.bytes().unwrap();
            assert!(!bytes.windows(SECRET.len()).any(|it| it == SECRET), "{name}");
        }
    }
    for name in ["transparent.png", "transparent-photograph.png"] {
        let reading = one(name);
        assert_eq!(widths(&reading).keys().collect::<Vec<_>>(), [&Format::WebP, &Format::Png], "{name}");
        for it in &reading.renditions {
            let picture = image::load_from_memory(&it.blob.bytes().unwrap()).unwrap();
            let picture = picture.into_rgba8();
            assert!(picture.get_pixel(0, 0).0[3] < 10, "{name}");
        }
    }
    // The hidden colour of what is transparent has not come out.
    let edge = one("transparent.png").renditions.remove(1);
    let picture = image::load_from_memory(&edge.blob.bytes().unwrap()).unwrap().into_rgba8();
    assert!(picture.pixels().filter(|it| it.0[3] > 20).all(|it| it.0[0] < 40), "no pink at the edge");
    assert_eq!(one("sixteen-bits.png").facts, Some(Facts { width: 600, height: 400 }));
    assert_eq!(one("one-pixel.png").renditions.len(), 2);
    assert_eq!(one("flat.png").renditions.last().unwrap().shape.height, 9);
    assert_eq!(one("misnamed.jpg").fault, None);
}

#[test]
fn what_cannot_be_shown_is_told_and_costs_only_itself() {
    let expected = [
        ("bomb.png", Fault::Vast(60000, 60000)),
        ("cut-progressive.jpg", Fault::Broken),
        ("cut.jpg", Fault::Broken),
        ("cut.png", Fault::Broken),
        ("cut.webp", Fault::Broken),
        ("empty.jpg", Fault::Broken),
        ("liar.png", Fault::Broken),
        ("moving.gif", Fault::Moving),
        ("moving.png", Fault::Moving),
        ("moving.webp", Fault::Moving),
        ("print.tiff", Fault::Foreign),
        ("still.gif", Fault::Foreign),
        ("telephone.heic", Fault::Foreign),
        ("vast.jpg", Fault::Vast(65535, 65535)),
        ("windows.bmp", Fault::Foreign),
        ("words.jpg", Fault::Broken),
    ];
    let began = Instant::now();
    for (name, fault) in expected {
        assert_eq!(one(name), Reading::failed(fault), "{name}");
    }
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

#[test]
fn what_is_broken_anywhere_is_read_or_told_of() {
    let broken = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken-pictures");
    let _ = fs::remove_dir_all(&broken);
    fs::create_dir_all(&broken).unwrap();
    let mut sources = Sources::default();
    let mut hashes = BTreeMap::new();
    for (name, step) in
        [("small.jpg", 900), ("turned-6.jpg", 60), ("other.png", 30), ("wide-colours.jpg", 60)]
    {
        let whole = fs::read(folder().join(name)).unwrap();
        for at in (0..whole.len()).step_by(step) {
            let mut bent = whole.clone();
            bent[at] ^= 0x55;
            for (how, bytes) in [("cut", &whole[..at]), ("bent", &bent[..])] {
                let file = broken.join(format!("{how}-{at}-{name}"));
                fs::write(&file, bytes).unwrap();
                let blob = Blob::from_file(&file).unwrap();
                hashes.insert(blob.hash, file.display().to_string());
                sources.blobs.insert(SourcePath::new(&format!("content/{how}-{at}-{name}")), blob);
            }
        }
    }
    let found = Mutex::new(BTreeMap::new());
    let wanted = reader::wanted::<Look>(&sources, &BTreeMap::new());
    reader::read::<Look>(Path::new(PROGRAM), &wanted, &|hash, reading| {
        found.lock().unwrap().insert(hash, reading);
    })
    .unwrap();
    let found = found.into_inner().unwrap();
    assert_eq!(found.len(), hashes.len());
    for (hash, reading) in &found {
        let name = &hashes[hash];
        assert!(reading.facts.is_some() != reading.fault.is_some(), "{name}: {reading:?}");
        assert!(!matches!(reading.fault, Some(Fault::Slow | Fault::Heavy)), "{name}: {reading:?}");
        assert!(!name.contains("/cut-") || !name.ends_with("jpg") || reading.fault.is_some(), "{name}");
    }
    fs::remove_dir_all(&broken).unwrap();
}

/// Writes a sound site to disk, with a page, a person and an event that show pictures.
fn site(name: &str, shown: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    let put = |path: &str, bytes: &[u8]| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    };
    for (path, text) in support::base().texts {
        put(path.as_str(), text.text.as_bytes());
    }
    let mut text = "---\ntitle: Bilder\n---\n".to_owned();
    for picture in shown {
        let _ = write!(text, "\n![Ett prov]({picture})\n");
        put(&format!("content/om/bilder/{picture}"), &fs::read(folder().join(picture)).unwrap());
    }
    put("content/om/bilder/index.md", text.as_bytes());
    root
}

/// Runs a command and returns whether it went well, and what it said.
fn run(site: &Path, command: &str) -> (bool, String) {
    let mut program = Command::new(PROGRAM);
    let run =
        program.args([command, "--site", site.to_str().unwrap(), "--today", "2026-05-04"]).output().unwrap();
    (run.status.success(), String::from_utf8(run.stderr).unwrap() + &String::from_utf8(run.stdout).unwrap())
}

/// Lists the files of a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_file());
    all.map(|it| (it.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&it).unwrap())).collect()
}

#[test]
fn a_site_publishes_renditions_and_never_what_they_were_made_of() {
    let root = site("pictures-built", &["telephone.jpg", "transparent.png"]);
    let (whole, said) = run(&root, "build");
    assert!(whole, "{said}");
    let page = files(&root.join("public/om/bilder"));
    let html = String::from_utf8(page["index.html"].clone()).unwrap();
    assert_eq!(page.len(), 1 + 6 + 6, "{:?}", page.keys());
    for name in page.keys().filter(|name| *name != "index.html") {
        assert!(html.contains(&format!("/om/bilder/{name}")), "{name} is shown in\n{html}");
        assert!(!page[name].windows(SECRET.len()).any(|it| it == SECRET), "{name}");
    }
    assert!(
        html.contains("<picture><source type=\"image/webp\" srcset=\"/om/bilder/telephone-360."),
        "{html}"
    );
    assert!(html.contains("alt=\"Ett prov\" width=\"1280\" height=\"960\" decoding=\"async\"></picture>"));
    assert!(html.contains("width=\"800\" height=\"600\" loading=\"lazy\" decoding=\"async\"></picture>"));
    let (sound, said) = run(&root, "check");
    assert!(sound, "{said}");
}

#[test]
fn what_was_made_is_remembered_and_damage_is_not_believed() {
    let root = site("pictures-kept", &["telephone.jpg"]);
    assert!(run(&root, "build").0);
    let made = files(&root.join("public/om/bilder"));
    let store = root.join(".public.fou/raster");
    let kept = files(&store);
    assert_eq!(kept.len(), 1);
    let (name, bytes) = kept.first_key_value().unwrap();
    // As long as a word in it is another the site is built anew.
    let touch = |word: &str| {
        let file = root.join("content/om/bilder/index.md");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, format!("{text}\n{word}\n")).unwrap();
    };
    let modified = || fs::metadata(store.join(name)).unwrap().modified().unwrap();
    let first = modified();
    touch("Ett.");
    assert!(run(&root, "build").0);
    assert_eq!(modified(), first, "nothing was made again");
    for (word, at) in [("Två.", 20), ("Tre.", bytes.len() - 9), ("Fyra.", bytes.len() / 2)] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        fs::write(store.join(name), damaged).unwrap();
        touch(word);
        assert!(run(&root, "build").0);
        let now = files(&root.join("public/om/bilder"));
        let same = made.iter().all(|(name, bytes)| name == "index.html" || now[name] == *bytes);
        assert!(same && now.len() == made.len());
        assert_eq!(fs::read(store.join(name)).unwrap(), *bytes, "it was made again");
    }
    fs::remove_file(root.join("content/om/bilder/telephone.jpg")).unwrap();
    fs::write(root.join("content/om/bilder/index.md"), "---\ntitle: Bilder\n---\n").unwrap();
    assert!(run(&root, "build").0);
    assert_eq!(files(&store).len(), 0, "what nobody has any longer is swept");
}

#[test]
fn what_cannot_be_shown_stops_the_site_with_its_place() {
    let root = site("pictures-refused", &["cut.jpg", "moving.gif", "telephone.heic", "bomb.png"]);
    for command in ["build", "check"] {
        let (whole, said) = run(&root, command);
        assert!(!whole);
        let codes: Vec<_> = said.lines().filter_map(|line| line.strip_prefix("fel[")?.get(..4)).collect();
        assert_eq!(codes, ["F880", "F882", "F883", "F610"], "{said}");
        assert!(said.contains("--> content/om/bilder/index.md:5:1"), "{said}");
        assert!(!root.join("public").exists());
    }
}
