//! A line on the terminal that shows how far a long run has come.
//!
//! It appears only when there is something to wait for, and is gone before anything else is written. It is written with
//! spaces and carriage returns alone, which every terminal understands.

use crate::project::Progress;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What is over sooner needs no line.
pub(super) const DELAY: Duration = Duration::from_millis(300);

/// How often the line is drawn.
const PAUSE: Duration = Duration::from_millis(100);

/// How far a run has come.
#[derive(Debug, Default)]
struct Counts {
    folders: AtomicUsize,
    targets: AtomicUsize,
    done: AtomicUsize,
}

impl Counts {
    fn text(&self) -> String {
        let [folders, targets, done] =
            [&self.folders, &self.targets, &self.done].map(|count| count.load(Ordering::Relaxed));
        match targets {
            0 => format!("looking for charts: {folders} folders"),
            1 => "reading 1 target".to_owned(),
            _ => format!("reading {targets} targets: {done} done"),
        }
    }
}

/// The line, until it is dropped.
#[derive(Debug)]
pub(super) struct Line {
    counts: Arc<Counts>,
    ticker: Mutex<Option<(Sender<()>, JoinHandle<()>)>>,
}

impl Line {
    /// One that is never drawn.
    pub(super) fn none() -> Self {
        Self {
            counts: Arc::default(),
            ticker: Mutex::default(),
        }
    }

    /// One that is drawn after a while, no wider than so many columns.
    pub(super) fn start(
        mut out: impl Write + Send + 'static,
        width: usize,
        delay: Duration,
    ) -> Self {
        let counts = Arc::<Counts>::default();
        let shared = Arc::clone(&counts);
        let (stop, stopped) = mpsc::channel();
        let draw = move || {
            let mut drawn = 0;
            let mut pause = delay;
            while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                // In the last column some terminals begin a new line.
                let text: String = shared
                    .text()
                    .chars()
                    .take(width.saturating_sub(1))
                    .collect();
                let blanks = drawn.max(text.len()) - text.len();
                drawn = text.len();
                let _ = write!(out, "\r{text}{:blanks$}", "").and_then(|()| out.flush());
                pause = PAUSE;
            }
            if drawn > 0 {
                let _ = write!(out, "\r{:drawn$}\r", "").and_then(|()| out.flush());
            }
        };
        let ticker = std::thread::Builder::new().spawn(draw).ok();
        Self {
            counts,
            ticker: Mutex::new(ticker.map(|handle| (stop, handle))),
        }
    }
}

impl Line {
    /// Takes it away for good, so that something else can be written.
    pub(super) fn finish(&self) {
        let mut ticker = self.ticker.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((stop, handle)) = ticker.take() {
            drop(stop);
            // Waits until the line is gone. The thread cannot panic; if it did, its message would have been seen.
            let _ = handle.join();
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Progress for Line {
    fn folder(&self) {
        self.counts.folders.fetch_add(1, Ordering::Relaxed);
    }

    fn targets(&self, count: usize) {
        self.counts.targets.store(count, Ordering::Relaxed);
    }

    fn target(&self) {
        self.counts.done.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, PAUSE};
    use crate::project::Progress;
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    /// What was written, as a terminal of one line shows it after each piece.
    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<String>>>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            self.0.lock().unwrap().push(text);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Screen {
        fn written(&self) -> String {
            self.0.lock().unwrap().concat()
        }

        fn wait_for(&self, text: &str) {
            while !self.written().contains(text) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }

    /// What a line shows after carriage returns and what overwrote it.
    fn shown(written: &str) -> String {
        let mut line: Vec<char> = Vec::new();
        for part in written.split('\r') {
            for (column, c) in part.chars().enumerate() {
                match line.get_mut(column) {
                    Some(cell) => *cell = c,
                    None => line.push(c),
                }
            }
        }
        line.into_iter().collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn it_shows_how_far_the_run_has_come_and_leaves_nothing() {
        let screen = Screen::default();
        let line = Line::start(screen.clone(), 80, Duration::ZERO);
        line.folder();
        line.folder();
        screen.wait_for("looking for charts: 2 folders");
        line.targets(12);
        line.target();
        screen.wait_for("reading 12 targets: 1 done");
        let last = shown(&screen.written());
        assert_eq!(
            last, "reading 12 targets: 1 done",
            "no rest of what was longer"
        );
        drop(line);
        assert_eq!(shown(&screen.written()), "");
        assert!(screen.written().ends_with('\r'));
        assert!(!screen.written().contains(['\n', '\x1b']));
    }

    #[test]
    fn what_is_over_soon_draws_nothing_and_does_not_wait() {
        let screen = Screen::default();
        let start = std::time::Instant::now();
        drop(Line::start(screen.clone(), 80, Duration::from_secs(60)));
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!(screen.written(), "");
    }

    #[test]
    fn a_narrow_terminal_is_not_overrun() {
        let screen = Screen::default();
        let line = Line::start(screen.clone(), 10, Duration::ZERO);
        screen.wait_for("looking f");
        std::thread::sleep(PAUSE);
        drop(line);
        for part in screen.written().split('\r') {
            assert!(part.len() < 10, "{part}");
        }
    }
}
