//! What a verifier says: a stable code and one of three answers.

/// The answer to one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It could not be checked, or was never promised.
    Unchecked,
}

impl Verdict {
    /// As in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Unchecked => "unchecked",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $meaning:literal;)*) => {
        /// What is checked. The codes are stable: scripts rely on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $meaning] $name,)* }

        impl Code {
            /// All codes, in the order in which things are checked.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// As in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// One line for `docs/FINDINGS.md`.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }
        }
    };
}

codes! {
    ArchiveFormat = "archive.format", "The archive states a known format, and its id is made from its group key.";
    SignerTrust = "signer.trust", "The group key is one that the verifying person obtained another way (`--trust`).";
    GroupKey = "group.key", "The package's group key makes the archive id that its statements name.";
    KeyFiles = "key.files", "The sealed key files are those that the group listed, unchanged.";
    LogAdmission = "log.admission", "The group key admitted the log.";
    LogRemoval = "log.removal", "Entries behind a removal by the group are quarantined.";
    LogCheckpoint = "log.checkpoint", "The log's head is well-formed and signed by the log's key.";
    LogTiles = "log.tiles", "Entries and tiles give the root that the head states.";
    LogConsistency = "log.consistency", "Every earlier signed head is a prefix of the present log.";
    LogHeadSeen = "log.head_seen", "The log contains the largest head that this installation saw.";
    LogEntry = "log.entry", "Every entry is of a known version.";
    SealedList = "sealed.list", "The sealed files have the digests that their batch listed.";
    StatementOpening = "statement.opening", "Every opening gives the commitment that stands in the log.";
    StatementHead = "statement.head", "Every statement names the archive and log it stands in.";
    StatementRepeated = "statement.repeated", "No statement stands in its log twice; a repetition does not count.";
    StatementOrder = "statement.order", "Disclosed statements stand in the order of log and index, each once.";
    ErasureApplied = "erasure.applied", "Nothing of an erased statement but its head can be read.";
    ObjectBytes = "object.bytes", "Every object opens and gives the bytes that were recorded.";
    ObjectUnreferenced = "object.unreferenced", "Sealed objects that no statement names.";
    WitnessCosignature = "witness.cosignature", "Other groups signed that the log only grew.";
    TimeToken = "time.token", "A trusted clock signed the head.";
    PackagePath = "package.path", "No path in the package is hostile, hidden or ambiguous.";
    PackageLimit = "package.limit", "The package stays inside the stated limits.";
    BagDeclaration = "bag.declaration", "The package declares itself a BagIt 1.0 bag.";
    BagManifest = "bag.manifest", "Every file has the digest that the manifests state.";
    BagComplete = "bag.complete", "Every listed file is there and no other.";
    KeysPem = "keys.pem", "The files for checking by hand say the same as the signed notes.";
    ProofCheckpoint = "proof.checkpoint", "Each log in the package has a signed head.";
    ProofInclusion = "proof.inclusion", "Every disclosed statement is in its log.";
    ReleaseStatement = "release.statement", "The group released exactly this package.";
    ReleaseFiles = "release.files", "The files that the release names are unchanged.";
    ExhibitDigest = "exhibit.digest", "Every exhibit has the digest that was recorded when it was received.";
    ExhibitProof = "exhibit.proof", "Every exhibit's proof leads to its log's head.";
    WithheldCounts = "withheld.counts", "What was withheld is counted.";
    RecordRows = "record.rows", "The database holds the disclosed statements, row by row, and nothing else.";
    FigureRerun = "figure.rerun", "Running each figure again gives what is shown.";
    FigureStated = "figure.stated", "What a figure states of the whole record includes what is shown.";
}

/// One line of a verification report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was checked.
    pub code: Code,
    /// The answer.
    pub verdict: Verdict,
    /// What it is about: a log, a file, a place. Never a person's name.
    pub subject: String,
    /// Counts and reasons, in English; the edge has words for the code.
    pub detail: String,
}

/// The verdict on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything promised was checked and holds.
    Holds,
    /// Something fails.
    Fails,
    /// Something that the package promises could not be checked.
    Incomplete,
}

impl Outcome {
    /// As in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Incomplete => "incomplete",
        }
    }
}

/// At most this many findings are kept; all are counted.
pub const FINDINGS_MAX: usize = 10_000;

/// Collects findings, bounded.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    holds: u64,
    fails: u64,
    unchecked: u64,
    incomplete: bool,
}

impl Findings {
    /// It holds.
    pub fn holds(&mut self, code: Code, subject: impl Into<String>, detail: impl Into<String>) {
        self.holds += 1;
        self.keep(code, Verdict::Holds, subject.into(), detail.into());
    }

    /// It fails.
    pub fn fails(&mut self, code: Code, subject: impl Into<String>, detail: impl Into<String>) {
        self.fails += 1;
        self.keep(code, Verdict::Fails, subject.into(), detail.into());
    }

    /// Never promised, or not made: the verdict does not depend on it.
    pub fn absent(&mut self, code: Code, subject: impl Into<String>, detail: impl Into<String>) {
        self.unchecked += 1;
        self.keep(code, Verdict::Unchecked, subject.into(), detail.into());
    }

    /// Promised, but it could not be checked: the verdict becomes incomplete.
    pub fn incomplete(
        &mut self,
        code: Code,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) {
        self.incomplete = true;
        self.absent(code, subject, detail);
    }

    /// Holds if nothing of this code failed since `before` (from [`Findings::failures`]).
    pub fn holds_unless_failed(
        &mut self,
        before: u64,
        code: Code,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) {
        if self.fails == before {
            self.holds(code, subject, detail);
        }
    }

    /// How many failures so far.
    pub fn failures(&self) -> u64 {
        self.fails
    }

    /// `(holds, fails, unchecked)`.
    pub fn counts(&self) -> (u64, u64, u64) {
        (self.holds, self.fails, self.unchecked)
    }

    /// The findings kept, in the order found.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// The verdict on the whole.
    pub fn outcome(&self) -> Outcome {
        match (self.fails, self.incomplete) {
            (0, false) => Outcome::Holds,
            (0, true) => Outcome::Incomplete,
            _ => Outcome::Fails,
        }
    }

    fn keep(&mut self, code: Code, verdict: Verdict, subject: String, detail: String) {
        if self.list.len() < FINDINGS_MAX {
            self.list.push(Finding {
                code,
                verdict,
                subject,
                detail,
            });
        }
    }
}

/// Keys that the verifying person obtained another way.
#[derive(Debug, Default, Clone)]
pub struct Trust {
    lines: Vec<String>,
}

impl Trust {
    /// One archive id or vkey a line; empty lines and `#` comments are skipped.
    pub fn from_text(text: &str) -> Self {
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(str::to_owned)
            .collect();
        Self { lines }
    }

    /// Whether this group is among them.
    pub fn knows_group(&self, key: &testigo_custody::VerifierKey) -> bool {
        let archive = testigo_custody::ArchiveId::of_group_key(key.public_key_bytes()).to_string();
        let vkey = key.to_string();
        self.lines
            .iter()
            .any(|line| *line == archive || *line == vkey)
    }

    /// The witnesses among them.
    pub fn witnesses(&self) -> Vec<testigo_custody::VerifierKey> {
        self.lines
            .iter()
            .filter_map(|line| line.parse().ok())
            .collect()
    }
}

/// Whether the signers are known from outside the package, and the finding about it.
pub fn check_trust(
    trust: Option<&Trust>,
    group: &testigo_custody::VerifierKey,
    findings: &mut Findings,
) -> bool {
    let archive = testigo_custody::ArchiveId::of_group_key(group.public_key_bytes()).to_string();
    match trust {
        None => {
            let detail = "the keys are known only from this package: not confirmed";
            findings.absent(Code::SignerTrust, archive, detail);
            false
        }
        Some(trust) if trust.knows_group(group) => {
            findings.holds(Code::SignerTrust, archive, "confirmed");
            true
        }
        Some(_) => {
            findings.fails(
                Code::SignerTrust,
                archive,
                "this group key is not among the trusted",
            );
            false
        }
    }
}
