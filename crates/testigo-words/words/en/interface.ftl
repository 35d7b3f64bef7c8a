# Words that the program and the report share.

# Kinds of record: one, several
kind-source = Source
kinds-source = Sources
kind-item = Item
kinds-item = Items
kind-account = Account
kinds-account = Accounts
kind-incident = Incident
kinds-incident = Incidents
kind-act = Act
kinds-act = Acts
kind-person = Person
kinds-person = Persons
kind-involvement = Involvement
kinds-involvement = Involvements
kind-list = List
kinds-list = Lists
kind-entry = Entry
kinds-entry = Entries
kind-place = Place
kinds-place = Places
kind-consent = Consent
kinds-consent = Consents
kind-assessment = Assessment
kinds-assessment = Assessments
kind-judgement = Judgement
kinds-judgement = Judgements
kind-intervention = Intervention
kinds-intervention = Interventions
kind-proceeding = Proceeding
kinds-proceeding = Proceedings
kind-figure = Figure
kinds-figure = Figures
kind-release = Release
kinds-release = Releases
kind-claim = Claim
kinds-claim = Claims
kind-receipt = Further receipt
kinds-receipt = Further receipts
kind-level = Level decision
kinds-level = Level decisions
kind-erased = Erasure
kinds-erased = Erasures
kind-import = Import
kinds-import = Imports
kind-archive = Archive
kinds-archive = Archives
kind-log = Log
kinds-log = Logs
kind-unknown = Unknown kind
kinds-unknown = Unknown kinds

# Disclosure levels
level-sealed = Sealed
level-restricted = Restricted
level-coalition = Coalition
level-recipient = Recipient
level-public = Public

# What a figure counts
what-persons = Persons
what-acts = Acts
what-incidents = Incidents
what-items = Items

# Why something was withheld
reason-level = The record's level does not let it leave
reason-consent = Consent is missing, was refused or was withdrawn
reason-policy = This kind of detail does not leave at this level
reason-not-searched = The file could not be read for what must be withheld
reason-reference = It points to a record that was withheld

# What to bear in mind with a figure
warning-not-reconciled = The entries of different lists have not been compared yet, so the same person may stand on several of them: there is no single value, only a range.
warning-two-lists-independence-assumed = Only two lists were used; the number assumes that they are independent of each other.
warning-not-independent = Some sources rest on one another or their independence is not known.
warning-unread-values = Some values could not be read and were not counted.
warning-organisations-left-out = Organisations are not counted as persons.

# Verdicts of a verification
verdict-holds = holds
verdict-fails = fails
verdict-unchecked = not checked
verdict-incomplete = incomplete
signers-confirmed = The signing group was confirmed by a key that you got another way.
signers-not-confirmed = The signing group is not confirmed: its key is known only from this package.
