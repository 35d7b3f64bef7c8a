//! The few entries of a TIFF structure that say size, device, time and place (TIFF 6; CIPA DC-008).

use super::{Facts, day_of, degrees};
use crate::decode::text_of;
use crate::searchable::exif::{Entry, Tiff};
use std::collections::BTreeSet;

const DIRECTORIES_MAX: usize = 16;
const ENTRIES_MAX: usize = 1024;
const EXIF_DIRECTORY: u16 = 0x8769;
const POSITION_DIRECTORY: u16 = 0x8825;

/// What the entries say before it is put together.
#[derive(Default)]
struct Said {
    width: u32,
    height: u32,
    /// `DateTimeOriginal`, else `DateTimeDigitized`, else `DateTime`.
    times: [Option<String>; 3],
    zone: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    is_south: bool,
    is_west: bool,
}

/// Reads the first picture of the structure; `with_size` is false where EXIF describes another.
pub(super) fn read(bytes: &[u8], with_size: bool, found: &mut Facts) -> Option<()> {
    let tiff = Tiff::of(bytes)?;
    let mut waiting = vec![(tiff.first_directory()?, false)];
    let mut seen = BTreeSet::new();
    let mut said = Said::default();
    while let Some((at, in_position)) = waiting.pop() {
        if !seen.insert(at) || seen.len() > DIRECTORIES_MAX {
            continue;
        }
        for entry in tiff.entries(at, in_position).take(ENTRIES_MAX) {
            match entry.tag {
                EXIF_DIRECTORY | POSITION_DIRECTORY if !in_position => {
                    let target = tiff.whole(&entry).and_then(|at| usize::try_from(at).ok());
                    waiting.extend(target.map(|at| (at, entry.tag == POSITION_DIRECTORY)));
                }
                _ if in_position => said.read_position(&tiff, &entry),
                _ => said.read(&tiff, &entry, found),
            }
        }
    }
    if with_size {
        found.set_size(said.width, said.height);
    }
    let time = said
        .times
        .iter()
        .flatten()
        .find(|time| day_of(time).is_some());
    if let Some(time) = time {
        found.captured_at = found.captured_at.take().or_else(|| day_of(time));
        let zone = said.zone.as_deref().unwrap_or_default();
        found.add_device(&format!("{time} {zone}"));
    }
    if let (Some(latitude), Some(longitude)) = (said.latitude, said.longitude) {
        let latitude = degrees(if said.is_south { -latitude } else { latitude });
        let longitude = degrees(if said.is_west { -longitude } else { longitude });
        found.location = latitude.zip(longitude);
    }
    Some(())
}

impl Said {
    fn read(&mut self, tiff: &Tiff<'_>, entry: &Entry<'_>, found: &mut Facts) {
        let text = || {
            text_of(entry.value)
                .trim_end_matches('\0')
                .trim()
                .to_owned()
        };
        let size = || tiff.whole(entry).unwrap_or(0);
        match entry.tag {
            0x0100 => self.width = size(),
            0x0101 => self.height = size(),
            0x010F | 0x0110 | 0x0131 | 0xA434 => found.add_device(&text()),
            0x9003 => self.times[0] = Some(text()),
            0x9004 => self.times[1] = Some(text()),
            0x0132 => self.times[2] = Some(text()),
            0x9011 => self.zone = Some(text()),
            _ => {}
        }
    }

    fn read_position(&mut self, tiff: &Tiff<'_>, entry: &Entry<'_>) {
        match entry.tag {
            1 => self.is_south = entry.value.starts_with(b"S"),
            2 => self.latitude = tiff.angle(entry).filter(|angle| *angle <= 90.0),
            3 => self.is_west = entry.value.starts_with(b"W"),
            4 => self.longitude = tiff.angle(entry),
            _ => {}
        }
    }
}
