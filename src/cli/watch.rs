//! Watches over the pages that are being made: a template without end must keep nobody waiting.
//!
//! A loop that writes nothing cannot be stopped from within the template language; the program ends instead. What
//! stands is untouched, and what was begun is cleared by the next run.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use super::{Verdict, report};
use crate::error::Error;
use crate::url::Url;
use crate::view::View;

/// How long one page may take.
const LONGEST: Duration = Duration::from_secs(10);

/// How often somebody looks.
const PAUSE: Duration = Duration::from_millis(500);

/// What each thread is making: since when, through which template, for which address.
type Making = Mutex<BTreeMap<Option<usize>, (Instant, &'static str, String)>>;

/// A look at the clock while pages are made; it ends when it is dropped.
pub(super) struct Watch {
    making: Arc<Making>,
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    /// If the machine has no thread left.
    pub(super) fn begin() -> Result<Self, Error> {
        let making = Arc::new(Making::default());
        let seen = Arc::downgrade(&making);
        std::thread::Builder::new()
            .spawn(move || look(&seen))
            .map_err(|error| Error::Refused(format!("kan inte starta trådar: {error}")))?;
        Ok(Self { making })
    }

    /// Notes that this thread begins with an output.
    pub(super) fn start(&self, url: &Url, view: &View) {
        if let View::Page(page) = view {
            let entry = (Instant::now(), page.main.template(), url.to_string());
            self.making.lock().expect(SOUND).insert(rayon::current_thread_index(), entry);
        }
    }

    /// Notes that this thread is done with it.
    pub(super) fn stop(&self) {
        self.making.lock().expect(SOUND).remove(&rayon::current_thread_index());
    }
}

/// Why the list can always be had.
const SOUND: &str = "no thread panics while it notes what it makes";

fn look(seen: &Weak<Making>) {
    while let Some(making) = seen.upgrade() {
        let late =
            making.lock().expect(SOUND).values().find(|(since, ..)| since.elapsed() > LONGEST).cloned();
        drop(making);
        if let Some((_, template, address)) = late {
            report::tell(&format!(
                "fel: mallen `{template}` är inte klar med sidan `{address}` efter {} s, och bygget avbröts: leta \
                 efter en slinga i mallen som aldrig tar slut",
                LONGEST.as_secs()
            ));
            std::process::exit(Verdict::Machine.code());
        }
        std::thread::sleep(PAUSE);
    }
}
