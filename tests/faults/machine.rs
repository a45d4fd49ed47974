//! A machine that runs out of something, and outputs that would cost somebody a file.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use super::leftovers;
use super::program::{Scratch, files, run};

#[test]
fn an_output_that_is_holds_or_lies_in_the_sources_is_refused() {
    let site = Scratch::published_site();
    let before = files(&site.path(""));
    for (output, said) in [
        ("content", "`content` är källmappen `./content`"),
        (".", "`.` innehåller källmappen `./content`"),
        ("..", "`..` innehåller källmappen `./content`"),
        ("content/ut", "`content/ut` ligger i källmappen `./content`"),
        ("themes/nordvast", "`themes/nordvast` ligger i källmappen `./themes`"),
        ("content/index.md", "`content/index.md` ligger i källmappen `./content`"),
        ("/", "`/` "),
    ] {
        site.fou(&["build", "--output", output]).expect(3, &["fel: ", said]);
        assert!(files(&site.path("")) == before, "{output}");
    }
    site.write("fil", "x");
    site.fou(&["build", "--output", "fil"]).expect(3, &["fel: `fil` är en fil och inte en mapp"]);
    site.write("egen/viktig.txt", "x");
    site.fou(&["build", "--output", "egen"])
        .expect(3, &["fel: `egen` innehåller filer som fou inte har skrivit"]);
    assert_eq!(site.read("egen/viktig.txt"), "x");
}

#[test]
fn a_file_that_grows_too_large_leaves_the_old_site() {
    let site = Scratch::published_site();
    let before = site.published();
    site.write("static/stor.bin", vec![b'x'; 1 << 20]);
    run(site.limited("trap '' XFSZ; ulimit -f 512", &["build"]))
        .expect(3, &["fel: kan inte skriva `./public/stor.bin`: filen blir för stor"]);
    assert!(site.published() == before);
    assert_eq!(leftovers(&site), Vec::<String>::new());
}

/// A small disk of its own, for whoever may mount one.
struct Disk<'a>(&'a Scratch);

impl<'a> Disk<'a> {
    fn mount(site: &'a Scratch) -> Option<Self> {
        fs::create_dir(site.path("disk")).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=1m", "none"]).arg(site.path("disk"));
        mount.output().is_ok_and(|it| it.status.success()).then_some(Self(site))
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path("disk")).output();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let site = Scratch::site();
    // Only an administrator mounts; the limit of the test above stands for the full disk where nobody is that.
    let Some(disk) = Disk::mount(&site) else { return };
    site.fou(&["build", "--output", "disk/public"]).expect(0, &[]);
    let before = files(&site.path("disk/public"));
    site.write("static/stor.bin", vec![b'x'; 1 << 20]);
    let ran = site.fou(&["build", "--output", "disk/public"]);
    ran.expect(3, &["fel: kan inte skriva `disk/public/", "disken är full"]);
    assert!(files(&site.path("disk/public")) == before);
    site.remove("static/stor.bin");
    site.page("content/ny.md", "Ny sida", "");
    site.fou(&["build", "--output", "disk/public"]).expect(0, &[]);
    drop(disk);
}

#[test]
fn a_machine_without_open_files_says_so() {
    let site = Scratch::published_site();
    let mut failed = 0;
    for limit in 5..20 {
        let before = site.published();
        site.page("content/om.md", "Om provet", &format!("Med {limit} filer."));
        let ran = run(site.limited(&format!("ulimit -n {limit}"), &["build"]));
        if ran.code != Some(0) {
            ran.expect(3, &["fel: kan inte "]);
            assert!(site.published() == before, "with {limit} files");
            failed += 1;
        }
    }
    assert!(failed > 0, "no limit was too small");
    site.fou(&["build"]).expect(0, &[]);
    assert_eq!(leftovers(&site), Vec::<String>::new());
}

#[test]
fn a_machine_without_threads_says_so() {
    let site = Scratch::published_site();
    let before = site.published();
    let mut command = Command::new("bash");
    command
        .args(["-c", "ulimit -u 1 && exec \"$0\" \"$@\""])
        .arg(site.open_program())
        .args(["build"])
        .current_dir(site.path(""));
    if Command::new("true").uid(65_533).gid(65_533).status().is_err() {
        // Only an administrator can be somebody else, and what others run would count.
        return;
    }
    command.uid(65_533).gid(65_533);
    run(command).expect(3, &["fel: kan inte starta trådar"]);
    assert!(site.published() == before);
}

#[test]
fn a_machine_with_little_memory_builds_a_small_site() {
    let site = Scratch::published_site();
    site.page("content/ny.md", "Ny sida", "");
    run(site.limited("ulimit -v 400000", &["build"])).expect(0, &[]);
}
