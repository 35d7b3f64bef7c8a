//! A PDF in the viewer: one page at a time, as a picture, and the text that stands on it.

use testigo_archive::{Result, TextPart};
use testigo_media::CannotDraw;

use super::{PARTS, Place};
use crate::drawing::{WIDTHS, told, width_near};
use crate::query::query;
use crate::workspace::Asked;

/// One page of it.
pub(super) struct Paper {
    item: String,
    pub(super) page: u32,
    pub(super) pages: u32,
    /// `Page 3 of 12`, in words.
    pub(super) title: String,
    /// Of its picture, in pixels.
    pub(super) width: u16,
    /// Somebody asked for a page of it before.
    pub(super) is_open: bool,
    /// What happened and what to do, where it cannot be drawn.
    pub(super) refused: Option<(String, String)>,
}

impl Paper {
    pub(super) fn new(
        asked: &Asked<'_>,
        item: &str,
        pages: std::result::Result<u32, CannotDraw>,
        place: &Place,
    ) -> Self {
        let count = pages.unwrap_or(0);
        let page = place.page.clamp(1, count.max(1));
        let numbers = [("page", &*page.to_string()), ("pages", &count.to_string())];
        Self {
            item: item.to_owned(),
            title: asked.words().say("paper-of", &numbers),
            page,
            pages: count,
            width: width_near(place.width),
            is_open: place.page > 0,
            refused: pages.err().map(|why| told(why).on_a_page(asked.words())),
        }
    }

    /// Where on it something stands.
    pub(super) fn locator(&self) -> String {
        format!("page {}", self.page)
    }

    pub(super) fn picture(&self) -> String {
        format!(
            "/item/{}/page/{}?width={}",
            self.item, self.page, self.width
        )
    }

    pub(super) fn before(&self) -> Option<String> {
        let before = self.page.checked_sub(1)?;
        (before > 0).then(|| self.at(before, self.width))
    }

    pub(super) fn after(&self) -> Option<String> {
        (self.page < self.pages).then(|| self.at(self.page + 1, self.width))
    }

    pub(super) fn smaller(&self) -> Option<String> {
        let width = WIDTHS.into_iter().rev().find(|width| *width < self.width);
        width.map(|width| self.at(self.page, width))
    }

    pub(super) fn larger(&self) -> Option<String> {
        let width = WIDTHS.into_iter().find(|width| *width > self.width);
        width.map(|width| self.at(self.page, width))
    }

    /// Whether it is wider than the place that it has.
    pub(super) fn is_large(&self) -> bool {
        self.width > WIDTHS[0]
    }

    /// What leads back to this page of it.
    pub(super) fn fields(&self) -> [(&'static str, String); 2] {
        [
            ("page", self.page.to_string()),
            ("width", self.width.to_string()),
        ]
    }

    /// The item's page with the part of its text that begins there.
    pub(super) fn text_at(&self, from: u64) -> String {
        format!("{}&from={from}", self.at(self.page, self.width))
    }

    fn at(&self, page: u32, width: u16) -> String {
        let (page, width) = (page.to_string(), width.to_string());
        let query = query(&[("page", &page), ("width", &width)]);
        format!("/item/{}?{query}", self.item)
    }

    /// The text of this page, and where it begins among the parts of the item's text.
    pub(super) fn text(&self, asked: &mut Asked<'_>) -> Result<(Vec<TextPart>, u64, u64)> {
        let locator = self.locator();
        let begins = asked.archive.text_before(&self.item, &locator)?;
        let (mut text, total) = asked
            .archive
            .text_of(&self.item, PARTS, begins.unwrap_or(0))?;
        let here = text
            .iter()
            .take_while(|part| part.locator == locator)
            .count();
        text.truncate(here);
        Ok((text, begins.unwrap_or(0), total))
    }
}
