//! How long stages, templates and outputs took: `--timings`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::report;
use crate::lang::numbers;
use crate::url::Url;
use crate::view::View;

/// How many templates and outputs are named.
const SLOWEST: usize = 5;

/// How long a run takes, stage by stage.
pub(super) struct Timings {
    began: Instant,
    is_wanted: bool,
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Starts the clock.
    pub(super) fn begin(is_wanted: bool) -> Self {
        Self { began: Instant::now(), is_wanted, stages: Vec::new() }
    }

    /// Runs a stage and notes how long it took.
    pub(super) fn stage<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let value = run();
        self.stages.push((name, began.elapsed()));
        value
    }

    /// Says how long it has taken so far: "på 0,25 s".
    pub(super) fn total(&self) -> String {
        format!("på {}\u{a0}s", numbers::decimal(self.began.elapsed().as_secs_f64(), 2))
    }

    /// Prints the stages, if they are wanted.
    pub(super) fn print(&self) {
        if self.is_wanted {
            for (name, time) in &self.stages {
                report::tell(&format!("{:>10}  {name}", milliseconds(*time)));
            }
        }
    }
}

/// How long each output takes, on every thread.
pub(super) struct Clock {
    is_wanted: bool,
    outputs: Mutex<Vec<(Duration, &'static str, String)>>,
}

thread_local! {
    /// When this thread began with the output that it is making.
    static BEGAN: Cell<Option<Instant>> = const { Cell::new(None) };
}

impl Clock {
    /// Makes a clock that runs only if it is wanted.
    pub(super) fn new(is_wanted: bool) -> Self {
        Self { is_wanted, outputs: Mutex::default() }
    }

    /// Notes that this thread begins with an output.
    pub(super) fn start(&self) {
        if self.is_wanted {
            BEGAN.set(Some(Instant::now()));
        }
    }

    /// Notes that this thread is done with an output.
    pub(super) fn stop(&self, url: &Url, view: &View) {
        let Some(began) = BEGAN.take() else { return };
        let template = match view {
            View::Page(page) => page.main.template(),
            _ => "(ingen mall)",
        };
        let mut outputs = self.outputs.lock().expect("no thread panics while it notes a time");
        outputs.push((began.elapsed(), template, url.to_string()));
    }

    /// Prints the slowest templates and outputs, if they are wanted.
    pub(super) fn print(&self) {
        let mut outputs = self.outputs.lock().expect("no thread panics while it notes a time");
        let mut templates: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
        for (time, template, _) in outputs.iter() {
            let (count, total) = templates.entry(template).or_default();
            *count += 1;
            *total += *time;
        }
        let mut templates: Vec<_> = templates.into_iter().collect();
        templates.sort_by_key(|(_, (_, total))| std::cmp::Reverse(*total));
        for (template, (count, total)) in templates.into_iter().take(SLOWEST) {
            report::tell(&format!("{:>10}  mallen {template}, {count} sidor", milliseconds(total)));
        }
        outputs.sort();
        for (time, _, url) in outputs.iter().rev().take(SLOWEST) {
            report::tell(&format!("{:>10}  {url}", milliseconds(*time)));
        }
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{} ms", numbers::decimal(time.as_secs_f64() * 1000.0, 1))
}
