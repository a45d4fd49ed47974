//! A wrong output costs nobody a file.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use fou::publish::staging::Staging;
use fou::publish::target::Target;

use crate::ground::{Ground, publish, tree};

/// Expects a refusal of an output, in these words after the path, and that nothing on the ground has changed.
#[track_caller]
fn check(ground: &Ground, output: &Path, expected: &str) {
    let before = tree(ground.root());
    let target = Target { output: output.to_path_buf(), ..ground.target() };
    let message = Staging::open(&target).unwrap_err().to_string();
    assert!(message.contains(expected), "{message}");
    assert_eq!(tree(ground.root()), before);
}

#[test]
fn an_output_that_is_holds_or_lies_in_the_sources_is_refused() {
    let ground = Ground::new();
    let root = ground.root();
    fs::create_dir(root.join("content/deep")).unwrap();
    symlink(root.join("content"), root.join("link")).unwrap();
    symlink(root, root.join("round")).unwrap();
    check(&ground, &root.join("content"), "är källmappen");
    check(&ground, &root.join("content/"), "är källmappen");
    check(&ground, &root.join("content/deep/.././"), "är källmappen");
    check(&ground, &root.join("link"), "är källmappen");
    check(&ground, &root.join("round/round/content"), "är källmappen");
    check(&ground, root, "innehåller källmappen");
    check(&ground, &root.join("round"), "innehåller källmappen");
    check(&ground, root.parent().unwrap(), "innehåller källmappen");
    check(&ground, &root.join("content/deep"), "ligger i källmappen");
    check(&ground, &root.join("content/new/public"), "ligger i källmappen");
    check(&ground, &root.join("link/new"), "ligger i källmappen");
    check(&ground, &root.join("missing/../content/new"), "ligger i källmappen");
    check(&ground, Path::new("/"), "är hela disken");
    check(&ground, Path::new("/.."), "är hela disken");
}

#[test]
fn a_source_that_is_spelt_otherwise_is_the_same_source() {
    let ground = Ground::new();
    let root = ground.root();
    symlink(root.join("content"), root.join("alias")).unwrap();
    let sources = vec![root.join("alias/../content/."), root.join("nothing/here")];
    for output in ["content", "content/x", "nothing", "nothing/here", "nothing/here/x"] {
        let target = Target { output: root.join(output), sources: sources.clone(), durable: false };
        let before = tree(root);
        Staging::open(&target).unwrap_err();
        assert_eq!(tree(root), before, "{output}");
    }
}

#[test]
fn a_source_that_is_mounted_elsewhere_is_the_same_source() {
    let ground = Ground::new();
    let mirror = ground.root().join("mirror");
    fs::create_dir(&mirror).unwrap();
    let Some(_mount) =
        crate::faults::Mount::make(&["--bind", ground.root().join("content").to_str().unwrap()], &mirror)
    else {
        // Only an administrator mounts; links and spellings are tried above.
        return;
    };
    check(&ground, &mirror, "är källmappen");
    check(&ground, &mirror.join("public"), "ligger i källmappen");
}

#[test]
fn an_output_with_files_of_others_is_refused() {
    let ground = Ground::new();
    let root = ground.root();
    fs::create_dir(root.join("foreign")).unwrap();
    fs::write(root.join("foreign/thesis.txt"), "years of work").unwrap();
    fs::create_dir_all(root.join("marked/.fou")).unwrap();
    fs::write(root.join("file"), "a file").unwrap();
    symlink(root.join("nowhere"), root.join("dangling")).unwrap();
    symlink(root.join("foreign"), root.join("linked")).unwrap();
    check(&ground, &root.join("foreign"), "innehåller filer som fou inte har skrivit; flytta undan dem");
    check(&ground, &root.join("linked"), "innehåller filer som fou inte har skrivit");
    check(&ground, &root.join("marked"), "innehåller filer som fou inte har skrivit");
    check(&ground, &root.join("file"), "är en fil och inte en mapp; välj en egen mapp");
    check(&ground, &root.join("file/public"), "något på vägen dit är en fil och inte en mapp");
    check(&ground, &root.join("dangling"), "den finns inte");
    fs::write(root.join(".work.fou"), "not a folder").unwrap();
    check(&ground, &root.join("work"), "behövs som arbetsmapp");
}

#[test]
fn an_output_is_made_wherever_it_may_be() {
    let ground = Ground::new();
    let root = ground.root();
    fs::create_dir_all(root.join("real/empty")).unwrap();
    symlink(root.join("real/empty"), root.join("link")).unwrap();
    for (spelt, lands) in [
        ("new/deep/public/", "new/deep/public"),
        ("./up/../dotted/./public", "dotted/public"),
        ("link", "real/empty"),
        ("content-2", "content-2"),
    ] {
        for text in ["one", "two"] {
            let staging = Staging::open(&Target { output: root.join(spelt), ..ground.target() }).unwrap();
            staging.write("index.html", text.as_bytes()).unwrap();
            staging.commit(b"").unwrap();
            assert_eq!(fs::read_to_string(root.join(lands).join("index.html")).unwrap(), text, "{spelt}");
        }
    }
    assert!(root.join("link").is_symlink(), "the link stays a link");
}

#[test]
fn a_second_run_is_told_that_another_is_at_work() {
    let ground = Ground::new();
    publish(&ground, &[("index.html", "old")], b"");
    let first = ground.open();
    first.write("index.html", b"new").unwrap();
    let message = Staging::open(&ground.target()).unwrap_err().to_string();
    let expected = format!("en annan körning av fou bygger redan i `{}`", ground.output().display());
    assert!(message.starts_with(&expected), "{message}");
    symlink(ground.root(), ground.root().join("alias")).unwrap();
    let other_way = Target { output: ground.root().join("alias/public"), ..ground.target() };
    assert!(Staging::open(&other_way).is_err(), "another spelling is the same output");
    first.commit(b"").unwrap();
    ground.expect(&[("index.html", "new")]);
    publish(&ground, &[("index.html", "newer")], b"");
}
