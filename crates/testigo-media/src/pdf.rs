//! Pages of a PDF, counted and drawn by hayro.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt as _;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

/// Of a file whose pages are drawn.
pub const PDF_BYTES_MAX: u64 = 256 << 20;
/// Of a picture, in each direction.
pub const SIDE_PIXELS_MAX: u16 = 4_000;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotDraw {
    /// No PDF, or not as it was written.
    #[error("the file is damaged, or no PDF")]
    Damaged,
    /// It opens with a password only.
    #[error("the file needs a password")]
    Encrypted,
    /// It has fewer pages.
    #[error("there is no such page")]
    NoSuchPage,
    /// More than [`PDF_BYTES_MAX`].
    #[error("the file is too large to be drawn")]
    TooLarge,
    /// The limit of time or of memory was reached, or the process that drew fell.
    #[error("the page takes too much to be drawn")]
    TooMuch,
    /// The process that draws could not be started.
    #[error("drawing could not be started")]
    NotStarted,
    /// The bytes of the file could not be read.
    #[error("the file could not be read")]
    Unreadable,
    /// Nobody wants it any more.
    #[error("drawing was given up")]
    GivenUp,
}

/// How many pages it has.
pub fn pages(pdf: Vec<u8>) -> Result<u32, CannotDraw> {
    Ok(count(&open(pdf)?))
}

/// A page, counted from 1, as a PNG that is `width` pixels wide, or less if it would be too high.
pub fn draw_page(pdf: Vec<u8>, page: u32, width: u16) -> Result<Vec<u8>, CannotDraw> {
    let pdf = open(pdf)?;
    let place = usize::try_from(page)
        .ok()
        .and_then(|page| page.checked_sub(1));
    let page = place
        .and_then(|place| pdf.pages().get(place))
        .ok_or(CannotDraw::NoSuchPage)?;
    let (wide, high) = page.render_dimensions();
    let (width, height) =
        size((f64::from(wide), f64::from(high)), width).ok_or(CannotDraw::Damaged)?;
    let scale = Affine::scale_non_uniform(
        f64::from(width) / f64::from(wide),
        f64::from(height) / f64::from(high),
    );
    let mut context = RenderContext::new(width, height);
    render_into(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &mut context,
        scale * page.initial_transform(true).to_kurbo(),
    );
    context.flush();
    let mut picture = Pixmap::new(width, height);
    let on_paper = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..RasterizerSettings::default()
    };
    context.render_with(&mut picture, &mut Resources::default(), on_paper);
    picture.into_png().map_err(|_| CannotDraw::TooMuch)
}

fn open(pdf: Vec<u8>) -> Result<Pdf, CannotDraw> {
    if pdf.len() as u64 > PDF_BYTES_MAX {
        return Err(CannotDraw::TooLarge);
    }
    let pdf = Pdf::new(pdf).map_err(|error| match error {
        LoadPdfError::Decryption(_) => CannotDraw::Encrypted,
        LoadPdfError::Invalid => CannotDraw::Damaged,
    })?;
    if count(&pdf) == 0 {
        return Err(CannotDraw::Damaged);
    }
    Ok(pdf)
}

fn count(pdf: &Pdf) -> u32 {
    u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX)
}

/// Width and height in pixels of a page of this size. None if it has no size.
fn size((wide, high): (f64, f64), width: u16) -> Option<(u16, u16)> {
    let is_size = |length: f64| length.is_finite() && length > 0.0;
    if !is_size(wide) || !is_size(high) {
        return None;
    }
    let most = f64::from(SIDE_PIXELS_MAX);
    let wanted = f64::from(width).clamp(1.0, most);
    let scale = (wanted / wide).min(most / high);
    // A page like a thread is drawn thicker than it is.
    Some((pixels(wide * scale), pixels(high * scale)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 1 and the most"
)]
fn pixels(length: f64) -> u16 {
    length.round().clamp(1.0, f64::from(SIDE_PIXELS_MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::{SIDE_PIXELS_MAX, size};

    #[test]
    fn a_picture_is_as_wide_as_asked_and_never_too_large() {
        for (page, width, expected) in [
            ((595.0, 842.0), 1_000, Some((1_000, 1_415))),
            ((595.0, 842.0), 60_000, Some((2_827, 4_000))),
            ((595.0, 842.0), 0, Some((1, 1))),
            ((1e30, 1.0), 1_000, Some((1_000, 1))),
            ((1.0, 1e30), 1_000, Some((1, SIDE_PIXELS_MAX))),
            ((1e-30, 1e-30), 1_000, Some((1_000, 1_000))),
            ((0.0, 842.0), 1_000, None),
            ((595.0, f64::NAN), 1_000, None),
            ((f64::INFINITY, 842.0), 1_000, None),
        ] {
            assert_eq!(size(page, width), expected, "{page:?} {width}");
        }
    }
}
