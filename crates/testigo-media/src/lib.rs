//! Pictures of what a browser must not open by itself: the pages of a PDF.
//!
//! [`pages`] and [`draw_page`] read a file in this process, and are made for a process of their own: a file from
//! anybody may take hours or all memory, or end what reads it. [`Drawer`] starts one ([`as_child`]) for each page, feeds
//! it through a pipe and ends it after some seconds.
//!
//! **Invariant**: nothing in a file is run, followed or loaded. What is drawn is bytes in, picture out: no file, no
//! network, no clock, and in the child no way to open one where the system can forbid it. Every answer is bounded.

mod child;
mod drawer;
mod limits;
mod pdf;

pub use child::{as_child, draw_words};
pub use drawer::{Drawer, TIME_S_MAX};
pub use pdf::{CannotDraw, PDF_BYTES_MAX, SIDE_PIXELS_MAX, draw_page, pages};
