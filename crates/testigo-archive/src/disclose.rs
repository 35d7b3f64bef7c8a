//! `dossier build`: everything that leaves the archive leaves here, through the gate (DESIGN 4.6).

mod bag_writer;
mod combination;
mod consent;
mod estimated;
mod exhibits;
mod export;
mod figures;
mod leak;
mod own_labels;
mod paper;
mod preview;
mod proofs;
mod selection;
mod specification;
mod tables;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};
use testigo_catalog::{Beside, Grouped, RecordDatabase};
use testigo_custody::{Digest, LogId, Opening};
use testigo_report::{VerifyPage, html, verify_text};
use testigo_store::objects;
use testigo_words::{Language, Words};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::reconciling::LinkageTold;
use bag_writer::BagWriter;
use combination::unique_combinations;
use exhibits::{Exhibit, refuse_hits};
use figures::{CountedFigure, figures_json, heads_json, show_figures, withheld_persons};
use leak::Manner;
use proofs::ShownLog;
use selection::Selection;
use specification::Specification;

pub use export::{ExportAnswer, ExportFormat, ExportRequest};
pub use preview::{DossierPreview, LeavingOriginal, LeavingRecord, PreviewedFigure, StayingRecord};
pub(crate) use specification::parse_condition;

/// What was withheld (FORMAT 7.4).
#[derive(Debug, Default, Serialize)]
pub struct WithheldCounts {
    /// Parts of disclosed statements.
    pub fields: u64,
    /// Items that stay, or whose original stays.
    pub items: u64,
    /// Persons and entries that stay.
    pub persons: u64,
    /// Other records that stay.
    pub records: u64,
    /// All of them, by reason.
    pub reasons: std::collections::BTreeMap<&'static str, u64>,
    /// Originals that leave although not all of them could be searched.
    pub not_searched: u64,
    /// Names that leave without their bearers' consent.
    pub names_without_consent: u64,
}

/// The answer to `dossier build`.
#[derive(Debug, Serialize)]
pub struct DossierAnswer {
    /// Where it stands.
    pub path: String,
    /// Disclosed statements.
    pub statements: u64,
    /// Exhibits.
    pub items: u64,
    /// Figures.
    pub figures: u64,
    /// What stays.
    pub withheld: WithheldCounts,
    /// Its level.
    pub level: &'static str,
    /// For whom.
    pub recipient: String,
    /// For what.
    pub purpose: String,
    /// Codes, some with a place.
    pub warnings: Vec<String>,
}

/// Everything that is decided before a byte is written.
struct Decided<'a> {
    specification: &'a Specification,
    selection: Selection,
    exhibits: Vec<Exhibit>,
    figures: Vec<CountedFigure<'a>>,
    persons: Vec<(u64, String)>,
    same_person: Vec<Grouped>,
    linkage: Option<LinkageTold>,
    withheld: WithheldCounts,
    logs: Vec<ShownLog>,
    warnings: Vec<String>,
}

impl Decided<'_> {
    fn answer(self, out: &Path) -> DossierAnswer {
        DossierAnswer {
            path: out.display().to_string(),
            statements: self.selection.statements.len() as u64,
            items: self.exhibits.len() as u64,
            figures: self.figures.len() as u64,
            withheld: self.withheld,
            level: self.specification.level.code(),
            recipient: self.specification.recipient.clone(),
            purpose: self.specification.purpose.clone(),
            warnings: self.warnings,
        }
    }

    /// What leaves, as rows, with a view for each figure.
    fn database(&self) -> Result<RecordDatabase> {
        let views: Vec<(String, String)> = self
            .figures
            .iter()
            .map(|figure| (figure.view.clone(), figure.stated.sql.clone()))
            .collect();
        let disclosed = self.selection.statements.iter();
        let mut rows = disclosed.map(|disclosed| disclosed.row.clone());
        let beside = Beside {
            withheld_persons: &self.persons,
            same_person: &self.same_person,
            figures: &views,
        };
        RecordDatabase::project(&mut rows, beside)
            .map_err(|error| Error::new("catalog_failed").because(error))
    }
}

impl Archive {
    /// Builds a dossier. Nothing is written before the gate and the search have let everything pass.
    pub fn build_dossier(&mut self, specification: &str, out: &Path) -> Result<DossierAnswer> {
        self.refuse_inside(out)?;
        let specification = self.read_specification(specification)?;
        // The log must be ready before heads are taken: the release is its next entry.
        let own = self.own_log()?;
        let mut bag = BagWriter::begin(out)?;
        let built = self.decide(&specification).and_then(|mut decided| {
            self.write_bag(&mut bag, &mut decided, own)?;
            Ok(decided)
        });
        let decided = match built {
            Ok(decided) => decided,
            Err(error) => {
                bag.abandon()?;
                return Err(error);
            }
        };
        bag.finish(out)?;
        Ok(decided.answer(out))
    }

    fn decide<'a>(&mut self, specification: &'a Specification) -> Result<Decided<'a>> {
        let mut selection = self.select(specification)?;
        let withheld_values = self.withheld_values(specification, &selection)?;
        let mut hits = BTreeSet::new();
        Self::search_texts(specification, &selection, &withheld_values, &mut hits);
        self.search_own_labels(&selection, &withheld_values, &mut hits)?;
        let exhibits =
            self.choose_exhibits(specification, &mut selection, &withheld_values, &mut hits)?;
        let figures = self.state_figures(specification, &mut selection)?;
        for (figure, row) in figures
            .iter()
            .flat_map(|figure| figure.stated.rows.iter().map(move |row| (figure, row)))
        {
            for value in row.values.iter().flatten() {
                hits.extend(withheld_values.search(value, Manner::Free, &figure.view));
            }
        }
        let found = refuse_hits(&hits)?;
        let persons = withheld_persons(&selection);
        let (same_person, ungrouped) = self.same_person_shown(&figures, &selection)?;
        let linkage = self.linkage_told()?;
        let logs = self.shown_logs()?;
        let withheld = WithheldCounts::of(&selection, &exhibits, persons.len() as u64);
        let mut warnings = self.warnings(&found, &withheld, &selection, &figures)?;
        warnings.extend(warning("grouping_withheld", ungrouped));
        Ok(Decided {
            specification,
            selection,
            exhibits,
            figures,
            persons,
            same_person,
            linkage,
            withheld,
            logs,
            warnings,
        })
    }

    /// What whoever hands the dossier over must be told.
    fn warnings(
        &self,
        single_parts: &[String],
        withheld: &WithheldCounts,
        selection: &Selection,
        figures: &[CountedFigure<'_>],
    ) -> Result<Vec<String>> {
        let is_empty = selection.statements.is_empty();
        let mut warnings =
            self.warnings_of_selection(single_parts, withheld, selection, is_empty)?;
        for figure in figures {
            for code in &figure.stated.warnings {
                warnings.push(format!("{code}: {}", figure.view));
            }
            if figure.suppressed.contains(&true) {
                warnings.push(format!("cells_suppressed: {}", figure.view));
            }
        }
        let for_strangers = figures
            .iter()
            .any(|figure| figure.wanted.suppress.is_some());
        if for_strangers && figures.len() > 1 {
            warnings.extend(warning("suppressed_beside_others", figures.len() as u64));
        }
        Ok(warnings)
    }

    /// The same of whatever leaves, in any form.
    fn warnings_of_selection(
        &self,
        single_parts: &[String],
        withheld: &WithheldCounts,
        selection: &Selection,
        is_empty: bool,
    ) -> Result<Vec<String>> {
        let mut warnings: Vec<String> = single_parts
            .iter()
            .map(|place| format!("single_part: {place}"))
            .collect();
        let unique = unique_combinations(selection);
        let names = withheld.names_without_consent;
        warnings.extend(warning("names_without_consent", names));
        warnings.extend(warning("not_searched", withheld.not_searched));
        warnings.extend(warning("combination_unique", unique));
        warnings.extend(warning("retracted_left_out", selection.retracted_left_out));
        if is_empty {
            let held = self.catalog.counts_by_kind()?;
            let held = held.iter().map(|(_, count)| count).sum();
            warnings.extend(warning("nothing_disclosed", held));
        }
        Ok(warnings)
    }

    /// Hands the bytes of an exhibit to whatever writes them and gives their digest; they must be those that are recorded.
    fn copy_exhibit(
        &self,
        exhibit: &Exhibit,
        write: impl FnOnce(&mut dyn Read) -> Result<Digest>,
    ) -> Result<()> {
        let place = objects::place_of(&self.ring, exhibit.log, exhibit.digest);
        let mut reader = objects::open(&self.store, &self.ring, &place)?;
        if write(&mut reader)? == exhibit.digest {
            Ok(())
        } else {
            Err(Error::new("object_damaged").with("path", place))
        }
    }

    fn write_bag(
        &mut self,
        bag: &mut BagWriter,
        decided: &mut Decided<'_>,
        own: LogId,
    ) -> Result<()> {
        let database = Self::write_rows(bag, decided)?;
        for exhibit in &decided.exhibits {
            self.surroundings.go_on()?;
            let name = format!("data/{}", exhibit.path());
            self.copy_exhibit(exhibit, |bytes| bag.copy(&name, bytes))?;
        }
        show_figures(&mut decided.figures, &database)?;
        write_json(
            bag,
            "data/figures.json",
            &figures_json(
                &decided.figures,
                &decided.same_person,
                decided.linkage.as_ref(),
                &decided.logs,
            )?,
        )?;
        let withheld = serde_json::to_value(&decided.withheld)
            .map_err(|error| Error::new("internal").because(error))?;
        let mut withheld = withheld;
        withheld["rows"] = decided
            .persons
            .iter()
            .map(|(number, kind)| json!([number, kind]))
            .collect();
        write_json(bag, "data/withheld.json", &withheld)?;
        let words = Words::new(Language::from_tag(&decided.specification.language));
        let report = self.report(decided)?;
        bag.write("data/report.html", html(&report, &words).as_bytes())?;
        self.write_tags(bag, decided, own, &words)?;
        let (manifest, covered) = bag.close_payload()?;
        let index = decided
            .logs
            .iter()
            .find(|log| log.log == own)
            .map_or(0, |log| log.head.size);
        // VERIFY.txt names the entry that the release will be: if another process of this
        // installation wrote in between, nothing is released.
        let now = self.shown_logs()?;
        let expects = |logs: &[ShownLog], size: u64| {
            logs.iter()
                .any(|log| log.log == own && log.head.size == size)
        };
        if !expects(&now, index) {
            return Err(Error::new("log_moved"));
        }
        // What is released is finished.
        self.surroundings.go_on()?;
        let release = self.release(decided, &manifest.to_string(), &covered)?;
        let logs = self.shown_logs()?;
        if !expects(&logs, index + 1) {
            return Err(Error::new("log_moved"));
        }
        self.write_proofs(
            bag,
            &logs,
            &decided.selection.statements,
            &decided.exhibits,
            &release,
            (own, index),
        )
    }

    fn write_rows(bag: &mut BagWriter, decided: &Decided<'_>) -> Result<RecordDatabase> {
        let failed = |error: testigo_catalog::RecordDatabaseError| {
            Error::new("catalog_failed").because(error)
        };
        let database = decided.database()?;
        database
            .write(&bag.path("data/record.sqlite"))
            .map_err(failed)?;
        bag.adopt("data/record.sqlite")?;
        for (name, text) in tables::csv(&database)? {
            bag.write(&format!("data/record/{name}.csv"), &text)?;
        }
        Ok(database)
    }

    fn write_tags(
        &self,
        bag: &mut BagWriter,
        decided: &Decided<'_>,
        own: LogId,
        words: &Words,
    ) -> Result<()> {
        let date = self.surroundings.now();
        let info = format!(
            "Bag-Software-Agent: testigo {}\nBagging-Date: {}\nPayload-Oxum: {}\n",
            env!("CARGO_PKG_VERSION"),
            &date[..10],
            bag.oxum()
        );
        bag.write("bag-info.txt", info.as_bytes())?;
        let crate_json = ro_crate(decided.specification, bag, &date);
        write_json(bag, "ro-crate-metadata.json", &crate_json)?;
        let index = decided
            .logs
            .iter()
            .find(|log| log.log == own)
            .map_or(0, |log| log.head.size);
        let page = VerifyPage {
            archive: self.ring.archive().to_string(),
            group_key: self.ring.group_verifier().to_string(),
            logs: decided.logs.iter().map(|log| log.log.to_string()).collect(),
            release_log: own.to_string(),
            release_index: index,
            path_length: proofs::path_length_of_last(index),
        };
        bag.write("VERIFY.txt", verify_text(&page, words).as_bytes())?;
        Ok(())
    }

    /// The last act: the group's word over the whole package.
    fn release(
        &mut self,
        decided: &Decided<'_>,
        manifest: &str,
        covered: &testigo_package::Manifest,
    ) -> Result<Opening> {
        let specification = decided.specification;
        let mut draft = Draft::new("release");
        draft.text("title", &specification.title);
        draft.text("recipient", &specification.recipient);
        draft.text("purpose", &specification.purpose);
        draft.level = Some(specification.level);
        draft.text("selection", &specification.selection);
        draft.json("heads", heads_json(&decided.logs).to_string());
        draft.text("manifest", manifest);
        let files: serde_json::Map<String, Value> = covered
            .iter()
            .map(|(name, digest)| (name.clone(), Value::from(digest.to_string())))
            .collect();
        draft.json("files", Value::from(files).to_string());
        let mut batch = Batch::default();
        self.write(draft, &mut batch)?;
        let opening = batch
            .openings()
            .last()
            .cloned()
            .ok_or_else(|| Error::new("internal"))?;
        self.commit(batch)?;
        Ok(opening)
    }
}

fn warning(code: &str, count: u64) -> Option<String> {
    (count > 0).then(|| format!("{code}: {count}"))
}

fn write_json(bag: &mut BagWriter, name: &str, value: &Value) -> Result<()> {
    let mut text = serde_json::to_string_pretty(value)
        .map_err(|error| Error::new("internal").because(error))?;
    text.push('\n');
    bag.write(name, text.as_bytes())?;
    Ok(())
}

/// RO-Crate 1.2: what the package holds, for archives that read it.
fn ro_crate(specification: &Specification, bag: &BagWriter, date: &str) -> Value {
    let parts: Vec<Value> = bag
        .payload()
        .keys()
        .map(|name| json!({"@id": name}))
        .collect();
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": specification.title,
            "description": specification.purpose,
            "datePublished": &date[..10],
            "license": "For the named recipient and purpose only.",
            "hasPart": parts,
        }),
    ];
    for (name, digest) in bag.payload() {
        graph.push(json!({"@id": name, "@type": "File", "sha256": digest.to_string()}));
    }
    json!({"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})
}
