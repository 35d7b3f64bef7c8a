//! What the header of a picture or a recording says of it: size, duration, time, place, device.

mod movie;
mod mpeg_audio;
mod ogg;
mod picture;
mod sound;
mod tiff;

use crate::searchable::sections::Sections;
use std::io::{self, Read};

/// What a picture or a recording says of itself; nothing of it is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Pixels, as stored; a phone may say elsewhere that it is to be turned.
    pub width: Option<u32>,
    /// Pixels, as stored.
    pub height: Option<u32>,
    /// Milliseconds.
    pub duration_ms: Option<u64>,
    /// The day, as `2019-11-15`: of photographs by the clock of the camera, of recordings in UTC.
    pub captured_at: Option<String>,
    /// What device or program made it, a value each: make, model, program, the time as written.
    pub device: Vec<String>,
    /// Latitude and longitude in decimal degrees, south and west negative.
    pub location: Option<(String, String)>,
}

/// Reads the header of a picture (JPEG, PNG, GIF, WebP, TIFF), a film (MP4, `QuickTime`, 3GP) or a
/// sound (WAV, Ogg with Opus or Vorbis, MP3, M4A, AMR). In bounded memory and from front to back; what is not known or broken stays empty.
pub fn facts(media_type: &str, bytes: &mut dyn Read) -> Facts {
    let mut found = Facts::default();
    let mut sections = Sections::new(bytes);
    // An error ends the reading; what was found before stands.
    let read: io::Result<Option<()>> = match media_type {
        "image/jpeg" => picture::read_jpeg(&mut sections, &mut found),
        "image/png" => picture::read_png(&mut sections, &mut found),
        "image/gif" => picture::read_gif(&mut sections, &mut found),
        "image/webp" => picture::read_webp(&mut sections, &mut found),
        "image/tiff" => picture::read_tiff(&mut sections, &mut found),
        "audio/wav" | "audio/x-wav" | "audio/wave" => sound::read_wav(&mut sections, &mut found),
        "audio/ogg" | "audio/opus" => ogg::read(&mut sections, &mut found),
        "audio/mpeg" => mpeg_audio::read(&mut sections, &mut found),
        "audio/amr" => sound::read_amr(&mut sections, &mut found),
        "video/mp4" | "video/quicktime" | "video/3gpp" | "audio/mp4" => {
            movie::read(&mut sections, &mut found)
        }
        _ => Ok(None),
    };
    drop(read);
    found
}

impl Facts {
    /// Keeps a text that names the device, once.
    fn add_device(&mut self, text: &str) {
        let text = text.trim_matches(|next: char| next.is_whitespace() || next == '\0');
        let is_new = !self.device.iter().any(|known| known == text);
        if !text.is_empty() && text.len() <= 256 && is_new && self.device.len() < 16 {
            self.device.push(text.to_owned());
        }
    }

    fn set_size(&mut self, width: u32, height: u32) {
        if width > 0 && height > 0 {
            self.width.get_or_insert(width);
            self.height.get_or_insert(height);
        }
    }
}

/// `2019:11:15 10:20:30` or `2019-11-15T10:20:30` as a day, if there is such a day.
fn day_of(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?.replace([':', '/'], "-");
    testigo_record::Date::parse(&day)
        .filter(|date| date.earliest.is_some() && date.earliest == date.latest)?;
    (day != "0000-00-00").then_some(day)
}

/// Degrees with six places.
fn degrees(value: f64) -> Option<String> {
    (value.is_finite() && value.abs() <= 180.0).then(|| format!("{value:.6}"))
}

#[cfg(test)]
mod tests;
