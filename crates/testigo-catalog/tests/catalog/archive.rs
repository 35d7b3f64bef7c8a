//! Statements to test with, projected by the real projection.

use testigo_catalog::{Beside, Catalog, RecordDatabase};
use testigo_custody::{
    ArchiveId, Checked, Digest, Field, Head, LogId, StatementId, json_string, sha256,
};
use testigo_record::{ClaimedValue, Projected, claimed_fields, field, project, read};

pub(crate) fn log_id(number: u8) -> LogId {
    LogId::from_bytes([number; 32])
}

pub(crate) fn root(size: u64) -> Digest {
    sha256(&size.to_be_bytes())
}

/// The statements of some logs, in the order in which they were made.
#[derive(Clone, Default)]
pub(crate) struct Archive {
    pub(crate) statements: Vec<Projected>,
    pub(crate) sizes: std::collections::BTreeMap<LogId, u64>,
    /// The log that writes next.
    pub(crate) log: u8,
}

fn quoted_id(id: StatementId) -> String {
    json_string(&id.to_string())
}

impl Archive {
    pub(crate) fn id(number: usize) -> StatementId {
        StatementId::from_bytes(*sha256(format!("statement {number}").as_bytes()).as_bytes())
    }

    pub(crate) fn put(
        &mut self,
        kind: &str,
        common: &[(&str, String)],
        claims: &[(&str, &str)],
    ) -> StatementId {
        self.put_head(kind, false, common, claims)
    }

    pub(crate) fn put_head(
        &mut self,
        kind: &str,
        critical: bool,
        common: &[(&str, String)],
        claims: &[(&str, &str)],
    ) -> StatementId {
        let number = self.statements.len();
        let id = Archive::id(number);
        let mut fields = vec![Field {
            name: "recorded_at".to_owned(),
            value: format!(
                "\"2026-01-02T{:02}:{:02}:00Z\"",
                number / 60 % 24,
                number % 60
            ),
        }];
        fields.extend(common.iter().map(|(name, value)| Field {
            name: (*name).to_owned(),
            value: value.clone(),
        }));
        let values: Vec<(String, ClaimedValue)> = claims
            .iter()
            .map(|(name, text)| {
                let definition = field(kind, name).unwrap_or_else(|| panic!("no field {name}"));
                let value = match read(definition, text) {
                    Ok(canonical) => ClaimedValue::Read(canonical),
                    Err(_) => ClaimedValue::Unread((*text).to_owned()),
                };
                ((*name).to_owned(), value)
            })
            .collect();
        fields.extend(claimed_fields(&values));
        let log = log_id(self.log);
        let archive = ArchiveId::from_bytes([9; 32]);
        let head = Head {
            archive,
            log,
            kind: kind.to_owned(),
            critical,
        };
        let mut names = vec!["head".to_owned()];
        names.extend(fields.iter().map(|field| field.name.clone()));
        let checked = Checked {
            id,
            head: Some(head),
            parts: fields.len() + 1,
            field_names: names,
            fields: fields
                .into_iter()
                .enumerate()
                .map(|(at, field)| (at + 1, field))
                .collect(),
        };
        let size = self.sizes.entry(log).or_default();
        self.statements.push(project(&checked, log, *size));
        *size += 1;
        id
    }

    pub(crate) fn record(
        &mut self,
        kind: &str,
        source: Option<StatementId>,
        claims: &[(&str, &str)],
    ) -> StatementId {
        let common: Vec<(&str, String)> = source
            .map(|source| ("source", quoted_id(source)))
            .into_iter()
            .collect();
        self.put(kind, &common, claims)
    }

    pub(crate) fn source(&mut self, name: &str) -> StatementId {
        self.record("source", None, &[("name", name), ("kind", "press")])
    }

    pub(crate) fn claim(
        &mut self,
        subject: StatementId,
        source: StatementId,
        claims: &[(&str, &str)],
    ) -> StatementId {
        let common = [
            ("source", quoted_id(source)),
            ("subject", quoted_id(subject)),
        ];
        self.put("claim", &common, claims)
    }

    pub(crate) fn level(
        &mut self,
        subject: StatementId,
        level: &str,
        field: Option<&str>,
    ) -> StatementId {
        let mut common = vec![
            ("subject", quoted_id(subject)),
            ("level", json_string(level)),
            ("reason", json_string("decided")),
        ];
        common.extend(field.map(|field| ("field", json_string(field))));
        self.put("level", &common, &[])
    }

    /// A retraction or a supersession of a statement.
    pub(crate) fn withdraw(
        &mut self,
        kind: &str,
        target: StatementId,
        claims: &[(&str, &str)],
    ) -> StatementId {
        let of_target = self.statements.iter().find(|row| row.id == target);
        let subject = of_target.and_then(|row| row.subject).unwrap_or(target);
        let common = [
            ("subject", quoted_id(subject)),
            ("reason", "\"a mistake\"".to_owned()),
            ("targets", format!("[{}]", quoted_id(target))),
        ];
        self.put(kind, &common, claims)
    }

    pub(crate) fn erase(&mut self, subject: StatementId, targets: &[StatementId]) -> StatementId {
        let targets: Vec<String> = targets.iter().map(|target| quoted_id(*target)).collect();
        let common = [
            ("subject", quoted_id(subject)),
            ("reason", json_string("asked for")),
            ("targets", format!("[{}]", targets.join(","))),
        ];
        self.put("erased", &common, &[])
    }

    /// The statements of one log with its size.
    pub(crate) fn of_log(&self, log: LogId) -> (Vec<Projected>, u64) {
        let statements = self
            .statements
            .iter()
            .filter(|row| row.log == log)
            .cloned()
            .collect();
        (
            statements,
            self.sizes.get(&log).copied().unwrap_or_default(),
        )
    }

    pub(crate) fn logs(&self) -> Vec<LogId> {
        self.sizes.keys().copied().collect()
    }

    pub(crate) fn load(&self, catalog: &mut Catalog) {
        for log in self.logs() {
            let (statements, size) = self.of_log(log);
            catalog.apply(&statements, log, size, root(size)).unwrap();
        }
    }

    pub(crate) fn catalog(&self) -> Catalog {
        let mut catalog = Catalog::in_memory().unwrap();
        self.load(&mut catalog);
        catalog
    }

    /// In the order of log id, then index.
    pub(crate) fn in_order(&self) -> Vec<Projected> {
        let mut statements = self.statements.clone();
        statements.sort_by_key(|row| (row.log, row.position));
        statements
    }

    pub(crate) fn database(&self) -> RecordDatabase {
        RecordDatabase::project(&mut self.in_order().into_iter(), Beside::default()).unwrap()
    }
}
