//! A browser without a screen: HTTP/1.1 by hand, cookies, and the program that serves.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::world::{PASSPHRASE, World};

/// How often a page of long work is asked for again.
const LOOKS: usize = 600;

pub(crate) struct Browser {
    program: Child,
    pub(crate) port: u16,
    /// The address with its one-time key.
    pub(crate) url: String,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What was answered.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) bytes: Vec<u8>,
}

impl Page {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What stands in the quotation marks that follow this text.
    #[track_caller]
    pub(crate) fn quoted_after(&self, before: &str) -> String {
        let text = self.text();
        let (_, rest) = text
            .split_once(before)
            .unwrap_or_else(|| panic!("no {before} in {text}"));
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _killed = self.program.kill();
        let _gone = self.program.wait();
    }
}

impl Browser {
    /// Starts `serve` and waits for its line.
    pub(crate) fn start(world: &World) -> Self {
        let mut program = world
            .command(&["serve"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(program.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(ready["schema"], "testigo.serve/1");
        let url = ready["url"].as_str().unwrap().to_owned();
        let port = url.split([':', '/']).nth(4).unwrap().parse().unwrap();
        Self {
            program,
            port,
            url,
            cookies: BTreeMap::new(),
        }
    }

    /// Started, let in and unlocked.
    pub(crate) fn opened(world: &World) -> Self {
        let mut browser = Self::start(world);
        browser.enter();
        let unlocked = browser.post("/unlock", &[("passphrase", PASSPHRASE), ("by", "Renata")]);
        assert_eq!(unlocked.status, 303, "{}", unlocked.text());
        browser
    }

    /// Uses the one-time key.
    pub(crate) fn enter(&mut self) -> Page {
        let key = self.url.rsplit_once('/').unwrap().1.to_owned();
        self.get(&format!("/{key}"))
    }

    /// One request; cookies that are set are kept.
    pub(crate) fn ask(
        &mut self,
        method: &str,
        place: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Page {
        let page = ask((self.port, &self.cookies), (method, place), headers, body);
        for (_, cookie) in page.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        page
    }

    /// What another tab of the same browser is answered.
    pub(crate) fn beside(&self, place: &str) -> impl FnOnce() -> Page + Send + use<> {
        let (port, cookies, place) = (self.port, self.cookies.clone(), place.to_owned());
        move || ask((port, &cookies), ("GET", &place), &[], b"")
    }

    /// A page, once it is made: one that takes long is asked for again.
    pub(crate) fn get(&mut self, place: &str) -> Page {
        let mut page = self.look(place);
        for _ in 0..LOOKS {
            if !page.text().contains("data-again") {
                break;
            }
            page = self.look(place);
        }
        page
    }

    /// What is answered at once.
    pub(crate) fn look(&mut self, place: &str) -> Page {
        self.ask("GET", place, &[], b"")
    }

    pub(crate) fn post(&mut self, place: &str, fields: &[(&str, &str)]) -> Page {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let origin = format!("http://127.0.0.1:{}", self.port);
        let form = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", &origin),
        ];
        self.ask("POST", place, &form, body.as_bytes())
    }

    /// A form with a file.
    pub(crate) fn upload(
        &mut self,
        place: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(
                format!(
                    "--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .as_bytes(),
            );
        }
        let (name, bytes) = file;
        body.extend_from_slice(
            format!(
                "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        let form = [("Content-Type", "multipart/form-data; boundary=cut")];
        self.ask("POST", place, &form, &body)
    }

    /// Follows to where an answer leads, and waits for work that takes long.
    #[track_caller]
    pub(crate) fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..LOOKS {
            match page.header("location").map(str::to_owned) {
                Some(next) => page = self.get(&next),
                None if page.text().contains("http-equiv=\"refresh\"") => {
                    std::thread::sleep(std::time::Duration::from_millis(50));
                    page = self.get("/work");
                }
                None => return page,
            }
        }
        panic!("it did not end: {}", page.text());
    }
}

/// One request to the workspace at this port, with these cookies.
fn ask(
    (port, cookies): (u16, &BTreeMap<String, String>),
    (method, place): (&str, &str),
    headers: &[(&str, &str)],
    body: &[u8],
) -> Page {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let own = ("Host", &*format!("127.0.0.1:{port}"));
    let host = headers.iter().find(|(name, _)| *name == "Host");
    let others = headers.iter().filter(|(name, _)| *name != "Host");
    let cookies: Vec<String> = cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let (cookies, length) = (cookies.join("; "), body.len().to_string());
    let lines: String = std::iter::once(host.unwrap_or(&own))
        .chain(others)
        .chain(&[
            ("Connection", "close"),
            ("Cookie", &cookies),
            ("Content-Length", &length),
        ])
        .flat_map(|(name, value)| [name, ": ", value, "\r\n"])
        .collect();
    let head = format!("{method} {place} HTTP/1.1\r\n{lines}\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    // A refusal may come before all of it is sent.
    let _sent = stream.write_all(body);
    let mut all = Vec::new();
    let _read = stream.read_to_end(&mut all);
    parsed(&all)
}

fn encoded(value: &str) -> String {
    let each = value.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    each.collect()
}

fn parsed(all: &[u8]) -> Page {
    let end = all
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("an answer");
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    Page {
        status: status.parse().unwrap(),
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect(),
        bytes: all[end + 4..].to_vec(),
    }
}
