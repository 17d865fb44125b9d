//! Reading what is no regular file: a pipe such as `<(…)` of a shell, a device.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// How long a pipe may be without a writer. Opening it waits for one.
const UNOPENED: Duration = Duration::from_secs(2);

/// How long the writer may be silent: a program that asks for a password first takes its time.
const SILENT: Duration = Duration::from_secs(30);

/// What a reading thread has come to.
enum Event {
    Opened,
    Read(Vec<u8>),
    Ended(io::Result<()>),
}

/// Reads to the end. Another thread does it, since neither opening nor reading can be called off.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let (sender, events) = sync_channel(1);
    let path = path.to_owned();
    thread::Builder::new().spawn(move || {
        let result = copy(&path, &sender);
        // Where nobody listens any more, nobody wants to know.
        let _ = sender.send(Event::Ended(result));
    })?;
    collect(&events, limit)
}

fn copy(path: &Path, sender: &SyncSender<Event>) -> io::Result<()> {
    let gone = |_| io::Error::from(ErrorKind::BrokenPipe);
    let mut file = File::open(path)?;
    sender.send(Event::Opened).map_err(gone)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => {
                let bytes = buffer.get(..count).unwrap_or_default().to_vec();
                sender.send(Event::Read(bytes)).map_err(gone)?;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn collect(events: &Receiver<Event>, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut patience = UNOPENED;
    loop {
        match events.recv_timeout(patience) {
            Ok(Event::Opened) => patience = SILENT,
            Ok(Event::Read(more)) => {
                bytes.extend(more);
                if bytes.len() as u64 > limit {
                    return Err(io::Error::from(ErrorKind::FileTooLarge));
                }
            }
            Ok(Event::Ended(result)) => return result.map(|()| bytes),
            Err(RecvTimeoutError::Timeout) => return Err(timed_out(patience)),
            Err(RecvTimeoutError::Disconnected) => return Err(ErrorKind::BrokenPipe.into()),
        }
    }
}

fn timed_out(patience: Duration) -> io::Error {
    let seconds = patience.as_secs();
    let message = if patience == UNOPENED {
        format!("it is a pipe, and nobody has written to it for {seconds} seconds")
    } else {
        format!("nothing has come from it for {seconds} seconds")
    };
    io::Error::new(ErrorKind::TimedOut, message)
}

#[cfg(all(test, unix))]
mod tests {
    use super::read;
    use std::io::ErrorKind;
    use std::path::Path;

    #[test]
    fn what_never_ends_is_cut_off() {
        let error = read(Path::new("/dev/zero"), 1 << 20).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        assert!(read(Path::new("/dev/null"), 1).unwrap().is_empty());
    }

    #[test]
    fn a_pipe_is_read_while_somebody_writes_to_it_and_refused_in_time() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if !made.is_ok_and(|status| status.success()) {
            return; // no such program here
        }
        let text = vec![b'x'; 1 << 20];
        let writer = std::thread::spawn({
            let (pipe, text) = (pipe.clone(), text.clone());
            move || std::fs::write(pipe, text)
        });
        assert_eq!(read(&pipe, 1 << 21).unwrap(), text);
        writer.join().unwrap().unwrap();
        let error = read(&pipe, 1).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }
}
