//! A folder for one test, with an output to be and a file that nobody may touch.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use fou::publish::staging::{Staging, Summary};
use fou::publish::target::Target;

/// Removed with all that is in it when the test ends.
pub(crate) struct Ground {
    root: PathBuf,
}

impl Ground {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("fou-publish-{}-{number}", std::process::id()));
        let ground = Self { root };
        fs::create_dir_all(ground.root.join("content")).unwrap();
        fs::write(ground.precious(), "precious").unwrap();
        ground
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.root.join("public")
    }

    /// The source that must outlive everything.
    pub(crate) fn precious(&self) -> PathBuf {
        self.root.join("content/precious.md")
    }

    pub(crate) fn target(&self) -> Target {
        target(&self.root)
    }

    pub(crate) fn open(&self) -> Staging {
        Staging::open(&self.target()).unwrap()
    }

    /// Lists the names in the hidden folder.
    pub(crate) fn hidden(&self) -> Vec<String> {
        let items = fs::read_dir(self.root.join(".public.fou")).unwrap();
        items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.output().join(path)).unwrap()
    }

    pub(crate) fn by_hand(&self, path: &str, text: &str) {
        fs::write(self.output().join(path), text).unwrap();
    }

    pub(crate) fn stamp(&self, path: &str) -> (u64, i64, i64) {
        let found = fs::symlink_metadata(self.output().join(path)).unwrap();
        (found.ino(), found.mtime(), found.mtime_nsec())
    }

    /// Expects exactly these files in the output, beside the marker.
    #[track_caller]
    pub(crate) fn expect(&self, files: &[(&str, &str)]) {
        let mut found = tree(&self.output());
        assert!(found.remove(".fou").is_some(), "the marker is there");
        let expected = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        assert_eq!(found, expected);
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

pub(crate) fn target(root: &Path) -> Target {
    Target { output: root.join("public"), sources: vec![root.join("content")], durable: false }
}

/// Publishes a whole site.
#[track_caller]
pub(crate) fn publish(ground: &Ground, files: &[(&str, &str)], memory: &[u8]) -> Summary {
    let staging = ground.open();
    for (path, text) in files {
        staging.write(path, text.as_bytes()).unwrap();
    }
    staging.commit(memory).unwrap()
}

/// Reads a folder with all that is in it; a link is shown as where it points.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        let name = item.file_name().into_string().unwrap();
        if item.file_type().unwrap().is_dir() {
            files.extend(tree(&item.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        } else if item.file_type().unwrap().is_symlink() {
            files.insert(name, format!("-> {}", fs::read_link(item.path()).unwrap().display()));
        } else {
            files.insert(name, String::from_utf8_lossy(&fs::read(item.path()).unwrap()).into_owned());
        }
    }
    files
}

/// Prepares this same program to run one test alone, as a child that finds its folder in `FOU_TEST_ROOT`.
pub(crate) fn child(test: &str, root: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env("FOU_TEST_ROOT", root);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Returns the folder if this is such a child.
pub(crate) fn child_root() -> Option<PathBuf> {
    std::env::var("FOU_TEST_ROOT").ok().map(PathBuf::from)
}

/// A child that does not outlive the test.
pub(crate) struct Reaped(pub(crate) Child);

impl Drop for Reaped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
