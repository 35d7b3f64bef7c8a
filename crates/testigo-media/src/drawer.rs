//! The one who starts the process that draws, and ends it.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::child::{draw_words, reason_of};
use crate::pdf::{CannotDraw, SIDE_PIXELS_MAX};

/// After so many seconds a page is given up.
pub const TIME_S_MAX: u32 = 20;
/// Between two looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(50);
/// Between two looks whether a process that has answered has ended.
const ENDING: Duration = Duration::from_millis(2);
/// Looks at a process that has answered.
const ENDING_LOOKS: u32 = 500;
/// Of a picture: 4 bytes for each of its pixels is more than any PNG of it takes.
const PNG_BYTES_MAX: u64 = 4 * SIDE_PIXELS_MAX as u64 * SIDE_PIXELS_MAX as u64;
/// Digits of a number of pages.
const DIGITS_MAX: u64 = 10;
/// What a PNG begins with (PNG, third edition, 5.2 and 11.2.1); width and height follow.
const PNG_HEAD: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
/// At once through the pipe.
const PIECE_BYTES: usize = 64 << 10;

/// Draws pages in a process of their own: a program that begins with [`crate::as_child`].
#[derive(Debug, Clone)]
pub struct Drawer {
    program: PathBuf,
    looks_max: u32,
}

impl Drawer {
    /// With this program, which gets [`TIME_S_MAX`] seconds.
    pub fn new(program: PathBuf) -> Self {
        Self::within(program, Duration::from_secs(u64::from(TIME_S_MAX)))
    }

    /// With this program and this time.
    pub fn within(program: PathBuf, time: Duration) -> Self {
        let looks = time.as_millis() / LOOK.as_millis();
        Self {
            program,
            looks_max: u32::try_from(looks).unwrap_or(u32::MAX),
        }
    }

    /// How many pages the PDF has that is read here. It is given up once it is no longer wanted.
    pub fn pages(
        &self,
        pdf: impl Read + Send,
        is_wanted: impl Fn() -> bool,
    ) -> Result<u32, CannotDraw> {
        let said = self.ask(&draw_words(None), pdf, DIGITS_MAX, &is_wanted)?;
        let number = std::str::from_utf8(&said).ok();
        number
            .and_then(|number| number.parse().ok())
            .ok_or(CannotDraw::TooMuch)
    }

    /// A page, counted from 1, of the PDF that is read here, as a PNG.
    pub fn page(
        &self,
        pdf: impl Read + Send,
        page: u32,
        width: u16,
        is_wanted: impl Fn() -> bool,
    ) -> Result<Vec<u8>, CannotDraw> {
        let png = self.ask(
            &draw_words(Some((page, width))),
            pdf,
            PNG_BYTES_MAX,
            &is_wanted,
        )?;
        if !is_picture(&png) {
            return Err(CannotDraw::TooMuch);
        }
        Ok(png)
    }

    fn ask(
        &self,
        words: &[String],
        pdf: impl Read + Send,
        most: u64,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Vec<u8>, CannotDraw> {
        let mut child = Command::new(&self.program)
            .args(words)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What a process says that falls may hold words of the file.
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| CannotDraw::NotStarted)?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            end(&mut child);
            return Err(CannotDraw::NotStarted);
        };
        std::thread::scope(|scope| {
            let (tell, told) = channel();
            let given = scope.spawn(move || give(pdf, to));
            scope.spawn(move || {
                let mut answer = Vec::new();
                let read = from.take(most + 1).read_to_end(&mut answer);
                // Nobody waits any more for what came too late.
                let _told = tell.send(read.is_ok().then_some(answer));
            });
            let answer = self.wait(&mut child, &told, is_wanted);
            // Both pipes end with the process, and with them both threads.
            end(&mut child);
            match given.join() {
                Ok(true) => answer.and_then(|answer| within(answer, most)),
                Ok(false) | Err(_) => Err(CannotDraw::Unreadable),
            }
        })
    }

    /// What it answered, if it ended well.
    fn wait(
        &self,
        child: &mut Child,
        told: &Receiver<Option<Vec<u8>>>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Vec<u8>, CannotDraw> {
        for _ in 0..self.looks_max {
            if !is_wanted() {
                return Err(CannotDraw::GivenUp);
            }
            match told.recv_timeout(LOOK) {
                Ok(answer) => return ended_well(child, answer),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Err(CannotDraw::TooMuch)
    }
}

/// After its answer a process ends by itself, and says how.
fn ended_well(child: &mut Child, answer: Option<Vec<u8>>) -> Result<Vec<u8>, CannotDraw> {
    for _ in 0..ENDING_LOOKS {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return answer.ok_or(CannotDraw::TooMuch),
            Ok(Some(status)) => return Err(reason_of(status.code())),
            Ok(None) => std::thread::sleep(ENDING),
            Err(_) => break,
        }
    }
    Err(CannotDraw::TooMuch)
}

fn within(answer: Vec<u8>, most: u64) -> Result<Vec<u8>, CannotDraw> {
    if answer.len() as u64 > most {
        return Err(CannotDraw::TooMuch);
    }
    Ok(answer)
}

fn end(child: &mut Child) {
    // It may have ended by itself.
    let _killed = child.kill();
    let _gone = child.wait();
}

/// Whether the file could be read as far as it was wanted. The process may end before: it says why.
fn give(mut pdf: impl Read, mut to: ChildStdin) -> bool {
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match pdf.read(&mut piece) {
            Ok(0) => return true,
            Ok(read) => {
                if to.write_all(piece.get(..read).unwrap_or_default()).is_err() {
                    return true;
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
    }
}

/// Whether these bytes begin as a PNG of a size that was asked for.
fn is_picture(png: &[u8]) -> bool {
    let sides = png
        .strip_prefix(PNG_HEAD)
        .and_then(|rest| rest.first_chunk::<8>());
    let is_side = |side: &[u8]| {
        let side = side
            .iter()
            .fold(0, |number, byte| (number << 8) | u32::from(*byte));
        (1..=u32::from(SIDE_PIXELS_MAX)).contains(&side)
    };
    sides.is_some_and(|sides| sides.chunks(4).all(is_side))
}

#[cfg(test)]
mod tests {
    use super::is_picture;

    #[test]
    fn only_a_picture_of_a_bounded_size_is_passed_on() {
        let png = |width: u32, height: u32| {
            let mut png = super::PNG_HEAD.to_vec();
            png.extend(width.to_be_bytes());
            png.extend(height.to_be_bytes());
            png
        };
        for (expected, bytes) in [
            (true, png(1_000, 1_415)),
            (true, png(4_000, 4_000)),
            (false, png(4_001, 10)),
            (false, png(10, 0)),
            (false, png(1, 1)[..20].to_vec()),
            (false, b"<script>alert(1)</script>".to_vec()),
            (false, Vec::new()),
        ] {
            assert_eq!(is_picture(&bytes), expected, "{bytes:?}");
        }
    }
}
