//! A memory or a marker that is not exactly what was written is never believed, and never in the way.

use std::fs;
use std::path::Path;

use crate::ground::{Ground, publish};

const SITE: [(&str, &str); 2] = [("index.html", "one"), ("a/b.html", "deep")];

/// Publishes, damages one file, and expects that the next publication is right whatever was done to it.
fn survive(ground: &Ground, file: &Path, name: &str, damage: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let original = fs::read(file).unwrap();
    fs::write(file, damage(original)).unwrap();
    let staging = ground.open();
    assert!(staging.memory().is_none_or(|memory| memory == b"memory"), "{name}");
    drop(staging);
    let next = [("index.html", "two"), ("a/b.html", "deep")];
    assert_eq!(publish(ground, &next, b"memory").unchanged, 1, "{name}");
    ground.expect(&next);
    publish(ground, &SITE, b"memory");
    ground.expect(&SITE);
    assert!(ground.open().is_intact(), "{name}");
}

fn memory_file(ground: &Ground) -> std::path::PathBuf {
    let name = ground.hidden().into_iter().find(|name| name.starts_with("memory.")).unwrap();
    ground.root().join(".public.fou").join(name)
}

#[test]
fn every_byte_of_the_memory_may_be_wrong() {
    let ground = Ground::new();
    publish(&ground, &SITE, b"memory");
    for place in 0..fs::read(memory_file(&ground)).unwrap().len() {
        survive(&ground, &memory_file(&ground), &format!("memory, byte {place}"), |mut bytes| {
            bytes[place] ^= 0x55;
            bytes
        });
    }
    for length in [0, 1, 13, 20, 21, 30] {
        survive(&ground, &memory_file(&ground), &format!("memory, cut to {length}"), |bytes| {
            bytes[..length].to_vec()
        });
    }
    survive(&ground, &memory_file(&ground), "memory, too long", |bytes| [&bytes[..], b"more"].concat());
}

#[test]
fn every_byte_of_the_marker_may_be_wrong() {
    let ground = Ground::new();
    publish(&ground, &SITE, b"memory");
    let marker = ground.output().join(".fou");
    for place in 0..fs::read(&marker).unwrap().len() {
        survive(&ground, &marker, &format!("marker, byte {place}"), |mut bytes| {
            bytes[place] ^= 0x15;
            bytes
        });
    }
    for length in [0, 3, 4, 6, 20, 37] {
        survive(&ground, &marker, &format!("marker, cut to {length}"), |bytes| bytes[..length].to_vec());
    }
    survive(&ground, &marker, "a marker of a later version", |_| b"fou 2 something else\n".to_vec());
}

#[test]
fn the_memory_of_another_site_is_not_believed() {
    let ground = Ground::new();
    publish(&ground, &SITE, b"first");
    let (name, first) = (memory_file(&ground), fs::read(memory_file(&ground)).unwrap());
    publish(&ground, &[("index.html", "two")], b"second");
    fs::write(&name, &first).unwrap();
    fs::write(memory_file(&ground), &first).unwrap();
    assert_ne!(ground.open().memory(), Some(&b"first"[..]));
    publish(&ground, &SITE, b"third");
    ground.expect(&SITE);
}

#[test]
fn a_lost_work_folder_costs_only_time() {
    let ground = Ground::new();
    publish(&ground, &SITE, b"memory");
    let before = ground.stamp("a/b.html");
    fs::remove_dir_all(ground.root().join(".public.fou")).unwrap();
    assert_eq!(ground.open().memory(), None);
    assert_eq!(publish(&ground, &SITE, b"memory").unchanged, 2);
    assert_eq!(ground.stamp("a/b.html"), before, "equal files are found by reading them");
}
