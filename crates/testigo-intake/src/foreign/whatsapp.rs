//! An exported chat of `WhatsApp`: `_chat.txt` or `WhatsApp Chat with ....txt`, alone or in a zip or
//! folder with its media.
//!
//! The chat goes out as one file; each of its media as a file of its own with who sent it and when.
//! The messenger encodes media again and strips what the camera noted, and so it is said. Whether
//! `12/3` is in March or in December is settled by the whole chat, or stays unread.

mod line;

use super::Format;
use super::output::{Output, Stop};
use super::package::{Package, file_name};
use super::warc::value;
use crate::found::{Found, FoundValue, Said};
use crate::text_lines::TextLines;
use line::{Attached, Leading, Line};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Senders that are named as authors of the chat.
const SENDERS_MAX: usize = 500;
/// Messages that are looked for in a text before it is taken for another text.
const FIRST_LINES: usize = 50;
/// A line beyond this goes on without being read.
const LINE_CHARS_MAX: usize = 64 * 1024;

pub(super) fn read(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    let mut chats = 0;
    for (place, name) in package.names().iter().enumerate() {
        let is_text = name
            .to_ascii_lowercase()
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "txt");
        if !package.is_single_file() && !is_text {
            continue;
        }
        let Some(chat) = look_through(package, place, output, name)? else {
            continue;
        };
        chats += 1;
        give_chat(package, place, name, &chat, output)?;
    }
    if chats == 0 {
        return Err(Stop::not_this_format(Format::WhatsApp));
    }
    Ok(())
}

/// What the whole of a chat says.
#[derive(Default)]
struct Chat {
    order: Option<Leading>,
    senders: BTreeSet<String>,
    first: Option<String>,
    last: Option<String>,
}

/// What speaks for an order of day and month.
#[derive(Default)]
struct Signs {
    stated: Option<Leading>,
    /// A first or second number that can be no month.
    first_over_12: bool,
    second_over_12: bool,
    /// Lines that would be earlier than the line before, by the day first and by the month first.
    backwards: [u64; 2],
    last: [Option<(String, u32)>; 2],
}

impl Signs {
    fn add(&mut self, line: &Line) {
        let stamp = &line.stamp;
        self.stated = self.stated.or(stamp.order);
        let [first, second, _] = stamp.numbers;
        self.first_over_12 |= first > 12;
        self.second_over_12 |= second > 12;
        let orders = [Leading::Day, Leading::Month];
        for ((order, last), backwards) in orders
            .into_iter()
            .zip(&mut self.last)
            .zip(&mut self.backwards)
        {
            let Some(day) = stamp.day(order) else {
                continue;
            };
            let moment = (day, stamp.minutes);
            *backwards += u64::from(last.as_ref().is_some_and(|last| *last > moment));
            *last = Some(moment);
        }
    }

    /// A chat is in order of time, so the order by which it would not be is not its own.
    fn order(&self) -> Option<Leading> {
        if self.stated.is_some() {
            return self.stated;
        }
        match (self.first_over_12, self.second_over_12) {
            (true, false) => Some(Leading::Day),
            (false, true) => Some(Leading::Month),
            (true, true) => None,
            (false, false) => match self.backwards.map(|count| count == 0) {
                [true, false] => Some(Leading::Day),
                [false, true] => Some(Leading::Month),
                [true, true] | [false, false] => None,
            },
        }
    }
}

/// Calls `each` with every line and the message that it begins, if it begins one.
fn each_line(
    source: &mut dyn Read,
    each: &mut dyn FnMut(Option<Line>) -> Result<bool, Stop>,
) -> Result<(), Stop> {
    let mut lines = TextLines::new(source, |_| None)?;
    let mut at_start = true;
    while let Some(piece) = lines.next_piece()? {
        // Of a long line only the start can begin a message.
        let begins = at_start && piece.text.len() <= LINE_CHARS_MAX;
        let found = if begins {
            line::read(&piece.text)
        } else {
            None
        };
        at_start = piece.ends_line;
        if !each(found)? {
            return Ok(());
        }
    }
    Ok(())
}

/// None if the text is no chat.
fn look_through(
    package: &Package,
    place: usize,
    output: &mut Output<'_>,
    name: &str,
) -> Result<Option<Chat>, Stop> {
    let Ok(mut source) = package.bytes(place) else {
        output.trouble(0, "", name, "file_unreadable")?;
        return Ok(None);
    };
    let mut signs = Signs::default();
    let mut chat = Chat::default();
    let mut ends: [Option<line::Stamp>; 2] = [None, None];
    let (mut lines, mut messages) = (0_usize, 0_usize);
    let read = each_line(&mut source, &mut |line| {
        lines += 1;
        if let Some(line) = line {
            messages += 1;
            signs.add(&line);
            if let Some(sender) = line.sender.filter(|_| chat.senders.len() < SENDERS_MAX) {
                chat.senders.insert(sender);
            }
            let [first, last] = &mut ends;
            first.get_or_insert_with(|| line.stamp.clone());
            *last = Some(line.stamp);
        }
        Ok(messages > 0 || lines < FIRST_LINES)
    });
    if messages == 0 {
        return Ok(None);
    }
    if read.is_err() {
        output.trouble(0, "", name, "file_damaged")?;
    }
    chat.order = signs.order();
    if let Some(order) = chat.order {
        let [first, last] = ends.map(|stamp| stamp.and_then(|stamp| stamp.day(order)));
        (chat.first, chat.last) = (first, last);
    } else {
        output.trouble(0, "date", name, "date_ambiguous")?;
    }
    Ok(Some(chat))
}

fn give_chat(
    package: &Package,
    place: usize,
    name: &str,
    chat: &Chat,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let key = format!("chat:{name}");
    let mut about = Found {
        kind: "item",
        key: key.clone(),
        locator: name.to_owned(),
        values: Vec::new(),
    };
    let title = file_name(name).trim_end_matches(".txt");
    if title != "_chat" {
        about.values.push(value("", "title", title));
    }
    for sender in &chat.senders {
        about.values.push(value("sender", "author", sender));
    }
    if let (Some(first), Some(last)) = (&chat.first, &chat.last) {
        let span = if first == last {
            first.clone()
        } else {
            format!("{first}/{last}")
        };
        let is_span = testigo_record::Date::parse(&span).is_some();
        about
            .values
            .extend(is_span.then(|| value("date", "captured_at", &span)));
    }
    output.mark_given(name);
    let mut bytes = package.bytes(place)?;
    output.piece(0, name.to_owned(), &mut bytes, about)?;
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut given = BTreeMap::new();
    let mut source = package.bytes(place)?;
    let read = each_line(&mut source, &mut |line| {
        if let Some(line) = line
            && line.sender.is_some()
        {
            let row = output.next_row();
            give_attached(&line, row, &key, folder, chat.order, &mut given, output)?;
        }
        Ok(true)
    });
    match read {
        // That the text is damaged was said when it was looked through.
        Err(Stop::Failed(super::ForeignError::Unreadable(_))) => Ok(()),
        other => other,
    }
}

/// Hands out the file that a message names.
fn give_attached(
    line: &Line,
    row: u64,
    chat_key: &str,
    folder: &str,
    order: Option<Leading>,
    given: &mut BTreeMap<String, u64>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let (name, is_sure) = match line::attached(&line.text) {
        Attached::None => return Ok(()),
        Attached::Omitted => return output.trouble(row, "", &line.text, "attachment_missing"),
        Attached::Named(name, is_sure) => (name, is_sure),
    };
    let path = if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    };
    if let Some(first) = given.get(&path) {
        // Sent once more: the file went out with the message that named it first.
        let text = format!("{name} ({first})");
        return output.trouble(row, "", &text, "attachment_named_twice");
    }
    let stamp = &line.stamp;
    let day = order.map(|order| stamp.day(order));
    let date = match day {
        Some(Some(day)) => Said::Text(day),
        Some(None) => Said::Unread(stamp.written.clone(), "date_invalid"),
        // Named for the whole chat.
        None => Said::Unread(stamp.written.clone(), "date_ambiguous"),
    };
    let mut about = Found {
        kind: "item",
        key: String::new(),
        locator: format!("message {row}"),
        values: vec![
            FoundValue {
                column: String::new(),
                field: "of".to_owned(),
                said: Said::Refers(chat_key.to_owned()),
            },
            value("", "as", "attachment"),
        ],
    };
    if let Some(sender) = &line.sender {
        about.values.push(value("sender", "author", sender));
    }
    about.values.push(FoundValue {
        column: "date".to_owned(),
        field: "captured_at".to_owned(),
        said: date,
    });
    about.values.push(value(
        "date",
        "capture",
        &format!("sent: {}", stamp.written),
    ));
    for condition in ["reencoded", "metadata_stripped"] {
        about.values.push(value("", "condition", condition));
    }
    if output.file(row, &path, about)? {
        given.insert(path, row);
        return Ok(());
    }
    if is_sure {
        output.trouble(row, "", name, "attachment_missing")
    } else {
        Ok(())
    }
}
