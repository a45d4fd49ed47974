//! Things on the disk that are no plain files, and names that no file should have.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;

use super::program::{FOU, Scratch, run};
use super::{check, leftovers};

#[test]
fn links_are_followed_only_inside_the_site() {
    check(
        |site| symlink("/etc/passwd", site.path("content/ont.md")).unwrap(),
        1,
        &["fel[F103]", "content/ont.md"],
    );
    check(|site| symlink("/etc", site.path("content/etc")).unwrap(), 1, &["fel[F103]", "content/etc"]);
    check(
        |site| symlink("finns-inte.md", site.path("content/ont.md")).unwrap(),
        1,
        &["fel[F104]", "content/ont.md"],
    );
    check(|site| symlink("ont.md", site.path("content/ont.md")).unwrap(), 1, &["content/ont.md"]);
    check(|site| symlink("..", site.path("content/upp")).unwrap(), 1, &["fel[F105]", "content/upp"]);
    check(
        |site| symlink("/dev/zero", site.path("content/ont.md")).unwrap(),
        1,
        &["fel[F103]", "content/ont.md"],
    );
}

#[test]
fn pipes_and_sockets_are_never_opened() {
    let pipe = |site: &Scratch| {
        let made = std::process::Command::new("mkfifo").arg(site.path("content/ont.md")).status();
        assert!(made.unwrap().success());
    };
    check(pipe, 1, &["fel[F106]", "content/ont.md"]);
    let socket = |site: &Scratch| {
        std::os::unix::net::UnixListener::bind(site.path("content/ont.md")).unwrap();
    };
    check(socket, 1, &["fel[F106]", "content/ont.md"]);
}

#[test]
fn a_folder_is_no_page() {
    check(
        |site| fs::create_dir_all(site.path("content/x/index.md")).unwrap(),
        1,
        &["fel[F107]", "content/x/index.md"],
    );
}

#[test]
fn names_must_fit_every_disk() {
    let long = "a".repeat(252);
    check(|site| site.page(&format!("content/{long}.md"), "Ont", ""), 1, &["fel[F102]", "content/aaa"]);
    for name in ["CON", "nul", "com1", "a:b", "a?b", "a\\b", "tab\tb"] {
        check(|site| site.page(&format!("content/{name}.md"), "Ont", ""), 1, &["fel[F102]", "content/"]);
    }
    let broken = |site: &Scratch| {
        fs::write(site.path("content").join(OsStr::from_bytes(b"o\xFFnt.md")), "---\ntitle: x\n---\n")
            .unwrap();
    };
    check(broken, 1, &["fel[F101]", "content/o\u{FFFD}nt.md"]);
}

/// Runs the program as somebody without rights; tests may be run by root, who may do everything.
fn as_nobody(site: &Scratch) -> super::program::Ran {
    let mut command = site.command(&["build"]);
    if nobody_can_be() {
        let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        command = std::process::Command::new(site.open_program());
        command.args(arguments).current_dir(site.path("")).stdin(std::process::Stdio::null());
        command.uid(65_534).gid(65_534);
    }
    run(command)
}

fn nobody_can_be() -> bool {
    std::process::Command::new("true").uid(65_534).gid(65_534).status().is_ok()
        && fs::metadata(FOU).is_ok_and(|program| program.permissions().mode() & 0o005 == 0o005)
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    let site = Scratch::published_site();
    let before = site.published();
    open_up(&site);
    site.page("content/hemlig.md", "Hemlig", "");
    fs::set_permissions(site.path("content/hemlig.md"), fs::Permissions::from_mode(0o000)).unwrap();
    as_nobody(&site).expect(3, &["fel: kan inte läsa", "content/hemlig.md", "du saknar rättighet till den"]);
    site.remove("content/hemlig.md");
    fs::create_dir(site.path("content/hemlig")).unwrap();
    fs::set_permissions(site.path("content/hemlig"), fs::Permissions::from_mode(0o000)).unwrap();
    as_nobody(&site)
        .expect(3, &["fel: kan inte läsa mappen", "content/hemlig", "du saknar rättighet till den"]);
    assert!(site.published() == before);
}

/// Lets everybody write where the site is published.
fn open_up(site: &Scratch) {
    let everybody = || fs::Permissions::from_mode(0o777);
    for path in ["", ".public.fou", "public"] {
        fs::set_permissions(site.path(path), everybody()).unwrap();
    }
    for item in fs::read_dir(site.path(".public.fou")).unwrap() {
        fs::set_permissions(item.unwrap().path(), everybody()).unwrap();
    }
}

#[test]
fn sources_that_may_only_be_read_are_built() {
    let site = Scratch::site();
    fs::set_permissions(site.path(""), fs::Permissions::from_mode(0o777)).unwrap();
    site.page("content/ny.md", "Ny sida", "");
    for folder in ["content", "themes"] {
        fs::set_permissions(site.path(folder), fs::Permissions::from_mode(0o555)).unwrap();
    }
    as_nobody(&site).expect(0, &[]);
    assert!(site.path("public/ny/index.html").is_file());
    assert_eq!(leftovers(&site), Vec::<String>::new());
}

#[test]
fn an_output_that_may_not_be_written_is_named() {
    let site = Scratch::site();
    fs::set_permissions(site.path(""), fs::Permissions::from_mode(0o555)).unwrap();
    as_nobody(&site).expect(3, &["fel: kan inte skapa", ".public.fou", "du saknar rättighet till den"]);
}
