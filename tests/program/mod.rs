//! Runs the real program on sites that lie on a real disk.
#![allow(dead_code, reason = "each test takes from here what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// The program as it was built.
pub(crate) const FOU: &str = env!("CARGO_BIN_EXE_fou");

/// The day on which every test happens.
pub(crate) const TODAY: &str = "2026-03-02";

const SETTINGS: &str = "title: Provet\ndescription: En webbplats för prov.\nbase_url: https://prov.example\n\
                        theme: nordvast\norganisation:\n  name: Provet\n  parent: Provkommun\n  area: Provlän\n";
const HOME: &str = "---\ntitle: Provet\nsummary: En webbplats för prov.\n---\n\nVälkommen.\n";

/// A folder of its own for each test, removed when the test is done.
pub(crate) struct Scratch {
    root: PathBuf,
}

/// What a run of the program came to.
pub(crate) struct Ran {
    /// The exit code; `None` if a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) seconds: f64,
}

impl Scratch {
    /// Makes an empty folder.
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("fou-prov-{}-{count}", std::process::id());
        let root = fs::canonicalize(std::env::temp_dir()).unwrap().join(name);
        fs::create_dir(&root).unwrap();
        Self { root }
    }

    /// Makes a small site with the real theme.
    pub(crate) fn site() -> Self {
        let scratch = Self::new();
        scratch.write("content/site.yaml", SETTINGS);
        scratch.write("content/index.md", HOME);
        scratch.page("content/om.md", "Om provet", "Här står något.");
        copy(&home().join("themes"), &scratch.path("themes"));
        scratch
    }

    /// Makes a small site and publishes it once.
    pub(crate) fn published_site() -> Self {
        let scratch = Self::site();
        let ran = scratch.fou(&["build"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        scratch
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Writes a page with a title.
    pub(crate) fn page(&self, path: &str, title: &str, body: &str) {
        self.write(path, format!("---\ntitle: {title}\n---\n\n{body}\n"));
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    /// Prepares a run in the site's folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(FOU);
        self.set_out(&mut command, arguments);
        command
    }

    /// Copies the program to where anybody may run it: the folder it was built in may be closed to others.
    pub(crate) fn open_program(&self) -> PathBuf {
        let copy = self.path("fou-kopia");
        fs::copy(FOU, &copy).unwrap();
        copy
    }

    /// Prepares a run under limits that a shell command sets before it: `ulimit -n 20`.
    pub(crate) fn limited(&self, limit: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("bash");
        // Should a run never end, the test does.
        command.args(["-c", &format!("{limit}\nexec timeout 30 \"$0\" \"$@\""), FOU]);
        self.set_out(&mut command, arguments);
        command
    }

    fn set_out(&self, command: &mut Command, arguments: &[&str]) {
        command.args(arguments).current_dir(&self.root).stdin(Stdio::null());
        if matches!(
            arguments.first(),
            Some(&("build" | "bygg" | "check" | "kontrollera" | "record" | "bokför" | "new" | "ny"))
        ) && !arguments.contains(&"--today")
        {
            command.args(["--today", TODAY]);
        }
    }

    /// Runs the program in the site's folder.
    pub(crate) fn fou(&self, arguments: &[&str]) -> Ran {
        run(self.command(arguments))
    }

    /// Reads every file of the output folder, by path; links and times do not count.
    pub(crate) fn published(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.path("public"))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Runs a command to its end.
pub(crate) fn run(mut command: Command) -> Ran {
    let began = Instant::now();
    let Output { status, stdout, stderr } = command.output().unwrap();
    Ran {
        code: code(status),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
        seconds: began.elapsed().as_secs_f64(),
    }
}

fn code(status: ExitStatus) -> Option<i32> {
    status.code()
}

impl Ran {
    /// Expects an exit code and that every text stands on the error stream, in clear words and without a panic.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, said: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", cut(&self.err));
        for text in said {
            assert!(self.err.contains(text), "`{text}` is not said:\n{}", cut(&self.err));
        }
        assert!(!self.err.contains("panicked"), "{}", cut(&self.err));
    }
}

fn cut(text: &str) -> String {
    text.chars().take(4_000).collect()
}

/// The folder of this repository.
pub(crate) fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads every file of a folder, by path.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for item in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = item.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).unwrap();
        }
    }
}
