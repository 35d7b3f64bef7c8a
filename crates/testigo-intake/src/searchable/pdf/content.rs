//! The text that a page shows, in the order in which it is drawn (ISO 32000-1, 8 and 9).

use super::file::{PdfFile, VALUE_COST_BYTES};
use super::fonts::{Font, Fonts};
use super::glyphs;
use super::object::{Dictionary, Lexer, Object, is_space};
use super::page_text::{IDENTITY, Matrix, PageText, moved, times};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Forms within forms.
const FORMS_DEPTH_MAX: usize = 12;
/// What drawing a form or a picture costs beside its bytes: small forms that draw each other twice and twice again would
/// take a few bytes of a file, and any time.
const FORM_COST_BYTES: usize = 16 * 1024;
const STATES_MAX: usize = 256;
const OPERANDS_MAX: usize = 64;

#[derive(Clone)]
struct State {
    to_page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// Draws the content of one page or form.
struct Drawing<'a, 'b> {
    file: &'a mut PdfFile,
    fonts: &'a mut Fonts,
    page: &'a mut PageText<'b>,
    resources: Rc<Dictionary>,
    font_names: Dictionary,
    form_names: Dictionary,
    property_names: Dictionary,
    /// Fonts that were used here, by their names.
    named: BTreeMap<Vec<u8>, Option<Rc<Font>>>,
    state: State,
    states: Vec<State>,
    text_matrix: Matrix,
    line_matrix: Matrix,
    depth: usize,
}

/// Reads a content stream.
pub(super) fn draw(
    file: &mut PdfFile,
    fonts: &mut Fonts,
    page: &mut PageText<'_>,
    resources: &Rc<Dictionary>,
    content: &[u8],
) {
    draw_within(file, fonts, page, resources, content, IDENTITY, 0);
}

fn draw_within(
    file: &mut PdfFile,
    fonts: &mut Fonts,
    page: &mut PageText<'_>,
    resources: &Rc<Dictionary>,
    content: &[u8],
    to_page: Matrix,
    depth: usize,
) {
    let mut names = |kind: &[u8]| {
        if file.is_spent() {
            return Dictionary::new();
        }
        let names = file.value(resources, kind);
        file.spend(VALUE_COST_BYTES * names.weight());
        names.into_dictionary().unwrap_or_default()
    };
    let font_names = names(b"Font");
    let form_names = names(b"XObject");
    let property_names = names(b"Properties");
    let mut drawing = Drawing {
        file,
        fonts,
        page,
        resources: Rc::clone(resources),
        font_names,
        form_names,
        property_names,
        named: BTreeMap::new(),
        state: State {
            to_page,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        },
        states: Vec::new(),
        text_matrix: IDENTITY,
        line_matrix: IDENTITY,
        depth,
    };
    drawing.run(content);
}

impl Drawing<'_, '_> {
    fn run(&mut self, content: &[u8]) {
        let mut lexer = Lexer::of_content(content);
        let mut operands: Vec<Object> = Vec::new();
        loop {
            let Some(object) = lexer.object() else {
                lexer.skip_space();
                // Not at the end: an operand too large or too deep.
                if lexer.at < content.len() {
                    self.page.found.leave_out();
                }
                return;
            };
            let Object::Word(word) = object else {
                if operands.len() >= OPERANDS_MAX {
                    operands.remove(0);
                }
                operands.push(object);
                continue;
            };
            if word == b"ID" {
                self.page.has_image = true;
                lexer.at = end_of_inline_image(content, lexer.at);
            } else {
                self.operator(&word, &operands);
            }
            operands.clear();
            if self.page.found.is_full() {
                self.page.found.leave_out();
                return;
            }
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[Object]) {
        let numbers = numbers_of(operands);
        match (word, operands, numbers.as_slice()) {
            (b"q", ..) if self.states.len() < STATES_MAX => self.states.push(self.state.clone()),
            (b"Q", ..) => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            (b"cm", _, [_, _, _, _, _, _]) => {
                self.state.to_page = times(&matrix_of(&numbers), &self.state.to_page);
            }
            (b"BT", ..) => {
                self.text_matrix = IDENTITY;
                self.line_matrix = IDENTITY;
            }
            (b"Tf", [Object::Name(name), ..], [size]) => {
                self.state.size = *size;
                self.state.font = self.font(name);
            }
            (b"Tc", _, [space]) => self.state.character_space = *space,
            (b"Tw", _, [space]) => self.state.word_space = *space,
            (b"Tz", _, [scale]) => self.state.scale = *scale / 100.0,
            (b"TL", _, [leading]) => self.state.leading = *leading,
            (b"Ts", _, [rise]) => self.state.rise = *rise,
            (b"Td", _, [x, y]) => self.next_line(*x, *y),
            (b"TD", _, [x, y]) => {
                self.state.leading = -*y;
                self.next_line(*x, *y);
            }
            (b"Tm", _, [_, _, _, _, _, _]) => {
                self.text_matrix = matrix_of(&numbers);
                self.line_matrix = self.text_matrix;
            }
            (b"T*", ..) => self.next_line(0.0, -self.state.leading),
            (b"Tj", [Object::Text(text)], _) => self.show(text),
            (b"'", [Object::Text(text)], _) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text);
            }
            (b"\"", [_, _, Object::Text(text)], [word_space, character_space]) => {
                self.state.word_space = *word_space;
                self.state.character_space = *character_space;
                self.next_line(0.0, -self.state.leading);
                self.show(text);
            }
            (b"TJ", [Object::Array(pieces)], _) => self.show_pieces(pieces),
            (b"Do", [Object::Name(name)], _) => self.form(name),
            (b"BDC" | b"DP", [_, properties], _) => self.replacement(properties),
            _ => {}
        }
    }

    fn font(&mut self, name: &[u8]) -> Option<Rc<Font>> {
        if let Some(known) = self.named.get(name) {
            return known.clone();
        }
        let object = self.font_names.get(name).cloned();
        let font = object.and_then(|object| self.fonts.get(self.file, &object));
        self.named.insert(name.to_vec(), font.clone());
        font
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line_matrix = times(&moved(x, y), &self.line_matrix);
        self.text_matrix = self.line_matrix;
    }

    fn show_pieces(&mut self, pieces: &[Object]) {
        for piece in pieces {
            if let Object::Text(text) = piece {
                self.show(text);
            } else if let Object::Number(number) = piece {
                let step = -number / 1000.0 * self.state.size * self.state.scale;
                self.text_matrix = times(&moved(step, 0.0), &self.text_matrix);
            }
        }
    }

    fn show(&mut self, text: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            // Text in a font that is not there.
            self.page.found.leave_out();
            return;
        };
        let state = &self.state;
        for shown in font.show(text) {
            let lifted = times(&moved(0.0, state.rise), &self.text_matrix);
            let at = times(&lifted, &state.to_page);
            let is_blank = shown
                .text
                .as_ref()
                .is_some_and(|text| text.trim().is_empty());
            if !is_blank {
                self.page.go_to(&at, state.size);
            }
            self.page.push(shown.text.as_deref());
            let extra = if shown.is_space {
                state.word_space
            } else {
                0.0
            };
            let width = shown.width * font.unit * state.size + state.character_space + extra;
            self.text_matrix = times(&moved(width * state.scale, 0.0), &self.text_matrix);
            let [.., x, y] = times(&self.text_matrix, &state.to_page);
            self.page.end = Some((x, y));
        }
    }

    /// A picture, or content of its own.
    fn form(&mut self, name: &[u8]) {
        self.file.spend(FORM_COST_BYTES);
        if self.file.is_spent() {
            self.page.found.leave_out();
            return;
        }
        // A stream always stands elsewhere.
        let object = self.form_names.get(name);
        let object = object
            .filter(|object| matches!(object, Object::Reference(_)))
            .cloned();
        let found = object.and_then(|object| self.file.resolve_found(&object));
        let Some(found) = found else { return };
        let Some(dictionary) = found.object.dictionary() else {
            return;
        };
        if dictionary.get(b"Subtype".as_slice()).and_then(Object::name) != Some(b"Form") {
            self.page.has_image = true;
            return;
        }
        if self.depth >= FORMS_DEPTH_MAX {
            self.page.found.leave_out();
            return;
        }
        let matrix = self.file.value(dictionary, b"Matrix");
        let matrix = numbers_of(matrix.array().unwrap_or_default());
        let to_page = times(&matrix_of(&matrix), &self.state.to_page);
        let own = self.file.value(dictionary, b"Resources").into_dictionary();
        let resources = own.map_or_else(|| Rc::clone(&self.resources), Rc::new);
        match self.file.unpack(&found) {
            Some(content) => draw_within(
                self.file,
                self.fonts,
                self.page,
                &resources,
                &content.bytes,
                to_page,
                self.depth + 1,
            ),
            None => self.page.found.leave_out(),
        }
    }

    /// 14.9.4: what the shown text stands for, in other words.
    fn replacement(&mut self, properties: &Object) {
        if self.file.is_spent() {
            self.page.found.leave_out();
            return;
        }
        let named = properties.name().map(|name| self.property_names.get(name));
        let properties = match named {
            Some(Some(value)) => self.file.resolve(&value.clone()),
            Some(None) => return,
            None => properties.clone(),
        };
        self.file.spend(VALUE_COST_BYTES * properties.weight());
        let Some(values) = properties.dictionary() else {
            return;
        };
        for name in [b"ActualText".as_slice(), b"Alt", b"E"] {
            if let Some(Object::Text(text)) = values.get(name) {
                let text = glyphs::text_string(text).unwrap_or_default();
                self.page.found.push_metadata(&self.page.locator, &text);
            }
        }
    }
}

fn numbers_of(values: &[Object]) -> Vec<f64> {
    values.iter().take(6).filter_map(Object::number).collect()
}

/// No matrix leaves everything where it is.
fn matrix_of(numbers: &[f64]) -> Matrix {
    numbers.first_chunk().copied().unwrap_or(IDENTITY)
}

/// 8.9.7: behind `EI` with white space on both sides.
fn end_of_inline_image(content: &[u8], at: usize) -> usize {
    let rest = content.get(at..).unwrap_or_default();
    let end = rest.windows(4).position(|window| {
        matches!(window, [before, b'E', b'I', behind] if is_space(*before) && is_space(*behind))
    });
    at + end.map_or(rest.len(), |end| end + 3)
}
