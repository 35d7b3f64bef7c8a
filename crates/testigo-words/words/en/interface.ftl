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
kind-relation = Relation
kinds-relation = Relations
kind-assessment = Assessment
kinds-assessment = Assessments
kind-intervention = Intervention
kinds-intervention = Interventions
kind-proceeding = Proceeding
kinds-proceeding = Proceedings
kind-retraction = Retraction
kind-supersession = Supersession
kind-consent = Consent
kinds-consent = Consents
kind-judgement = Judgement
kinds-judgement = Judgements
kind-figure = Figure
kinds-figure = Figures
kind-vocabulary = Vocabulary
kinds-vocabulary = Vocabularies
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
reason-not-selected = The selection of this dossier does not include it

# What to bear in mind with a figure or a dossier
warning-suppressed-beside-others = Small numbers are left out of a figure, and other figures stand beside it: somebody may get them back by subtracting one from another. Look at them together.
warning-retracted-left-out = Statements that were taken back with a whole import are not in the package.
warning-not-reconciled = The entries of different lists have not been compared yet, so the same person may stand on several of them: there is no single value, only a range.
warning-erased-since = Something that was recorded by then has been erased since: it is not counted, so the number can be lower than it was.
warning-cells-not-numbers = Some cells of these columns are no plain decimal numbers: they are left out.
warning-rows-unread = Some rows of the table could not be read: they are left out.
warning-cells-suppressed = Small numbers are left out (•), and others with them, so that nobody gets them back by subtracting.
warning-changed-since-linked = More was said of linked records since the last linkage: run "testigo link run" again.
warning-range-of-three-groupings = This figure asks several things of one person, or for several sources. The range is that of three groupings, the surest, the likeliest and the most generous; groupings in between may give other numbers.
warning-judgement-not-used = A judgement was not taken in: one of its records was not linked, or stands for more than one person
warning-queue-cut = So many pairs are worth a look that only the 10,000 most useful are kept; left out
warning-grouping-withheld = Records are not grouped in the dossier, because the records of their group would tell what is withheld of them.
warning-judged-since-linked = People have judged pairs since the last linkage, and these judgements are not in this number yet: run "testigo link run" again.
warning-judgements-contradict = People contradict each other about these two records, so none of their judgements counts there
warning-no-upper-end = Some sources say only "at least": there is no upper end.
warning-claimed-not-comparable = The claimed numbers are about different things, so they are not put into one range.
warning-names-without-consent = Names leave without their bearers' own consent: they are known from lists or publications.
warning-nothing-disclosed = No record leaves with this dossier: the filter chose none, or none of those may leave.
warning-not-searched = Files leave although no program could read all of them; a person decided so.
warning-account-given-before = This person already gave an account. Look at it before you ask for another:
warning-combination-unique = People without a name are the only ones here with their place, age, sex and occupation together: whoever knows them may recognise them.
warning-single-part = One part of a name that is withheld stands here by itself, as a common word may: please read the place before you hand the dossier over.

# What stands out in a group's own vocabularies
problem-label-missing = there is no label in this language: { $detail }
problem-label-twice = another has the same label: { $detail }
problem-label-contradictory = it is defined twice, with different labels in this language: { $detail }
problem-code-nearly-same = it differs only by capitals or accents from { $detail }
problem-term-built-in = everybody already has a term for this: { $detail }
vocabulary-sound = Nothing stands out in the own vocabularies.

# Verdicts of a verification
verdict-holds = holds
verdict-fails = fails
verdict-unchecked = not checked
verdict-incomplete = incomplete
signers-confirmed = The signing group was confirmed by a key that you got another way.
signers-not-confirmed = The signing group is not confirmed: its key is known only from what was checked here. With --trust you can compare it with one that you got another way.

# What commands print
label-error = Error:
label-cause = Cause:
label-hint = What to do:
label-warning = Please note:
label-archive = Archive
label-group-key = Key of the group
label-log = Log
label-path = Location
label-id = Id
label-statement = Statement
label-statements = Statements
label-fields = Values
label-objects = Stored files
label-records = Records
label-items = Items
label-bytes = Bytes
label-sha256 = SHA-256
label-figures = Figures
label-rows = Lines read
label-recorded = New entries
label-known = Already there
label-unread = Cells or lines that could not be read
label-import = Import
label-withheld-fields = Details withheld
label-withheld-items = Items withheld
label-withheld-persons = Persons withheld
label-documented = Documented
label-claimed = Claimed
label-as-of = As of
label-stated = Stated
label-recomputed = From the table
label-table-rows = Rows of the table that were used
show-retracted = This record was taken back: it counts no longer.
withdrawn-retraction = Taken back:
withdrawn-supersession = Superseded:
retracted-records = { $kind } that count no longer: { $count }
absent-unknown = not known
absent-not-applicable = not applicable
absent-not-asked = not asked
absent-other = something else
label-due = Comes due:
label-differing = Differing versions of
label-proof = Proof
label-kept = Stays:
label-not-reached = Out of reach:
value-unread = {" "}(as written)
value-unknown = not known

# What became of a file that was added
status-stored = stored
status-known = already there
status-receipt = already there, received again
added = Files received: { $items }. Left out: { $failed }.

# Search
search-names = Found { $found } of { $total } names. Whether it is the same person is for people to say.
search-total = { $total ->
    [one] 1 record found
   *[other] { $total } records found
}

# A cell of a list that could not be read as its kind
cell-kept = Line { $row }, column { $column }, kept as written:
cell-attachment-missing = the file that is named here did not come with it
cell-bulletin-too-large = this bulletin is too large to be read
cell-column-unknown = it cannot be told what this column is
cell-described-before = this file was described on a line before
cell-digest-differs = the file is not the one whose digest is stated
cell-encodings-mixed = the lines of this file are in two encodings, and each was read in its own; this is the first of the fewer, and the number says how many they are
cell-encodings-in-one-line = this line holds two encodings; letters with accents may be wrong in it, and the number says how many such lines there are
cell-field-repeated = a second value of a field that has one
cell-file-missing = the file that this line describes is not there
cell-file-unreadable = this file could not be read
cell-key-twice = another line has this key; the line stands for itself
cell-parent-row-not-found = the row of another sheet that this one belongs to is not there; this one is kept, with what it says of it
cell-part-unreadable = this file of the package could not be read to its end
cell-reference-not-found = what this refers to is not in the file
cell-row-shifted = the cells of this line stand in other columns than the heading says
cell-sheets-left-out = further sheets were not read
cell-too-many-pairs = too many values in one element
cell-unknown-field = there is no such field
cell-value-too-long = this text is too long for a field; it stands in the original
cell-folder-unreadable = this folder could not be read
cell-folder-too-deep = folders lie too deep in one another here
cell-link-not-followed = this is a link to another place; links are not followed
cell-json-damaged = from here on the file is damaged
cell-element-too-large = this element is too large to be read
cell-no-entity = this is no entity
cell-no-proof = this file has no proof beside it
cell-body-damaged = the text of this record is damaged
cell-content-coding-unknown = this was packed in a way that is not read
cell-more-troubles = there is more of this kind
cell-signature-fails = the signature in the package fails
cell-signature-incomplete = the signature in the package was not checked: it or its key is missing or cannot be read
cell-signature-key-unknown = the signature in the package was not checked: its kind of key is not known here
cell-signed-digest-unknown = the signature in the package was not checked: what was signed is no SHA-256 digest
cell-certificate-unchecked = the signature in the package holds for the certificate that came with it; whose certificate that is, and when it was signed, was not checked
cell-unpacks-too-far = this unpacks to more than is read
cell-warc-damaged = the web capture is damaged here
cell-warc-record-lost = a record of the web capture is lost here
cell-warc-truncated = the web capture ends in the middle of a record
cell-warc-zstd-unread = this web capture is packed with zstd, which is not read here; unpack it first
cell-attachment-named-twice = several files have the name of this attachment
cell-file-damaged = this file is damaged
cell-message-too-large = this message is too large to be read
cell-more-pages = further pages are not taken apart; they stand in the original
cell-page-not-captured = this page is listed and was not captured
cell-page-twice = this page was captured more than once
cell-page-unreadable = this page could not be read
cell-pages-missing = the list of pages is not there
cell-parts-left-out = parts of this message were not taken apart; they stand in the original
cell-claims-left-out = lines about items, lists and consents, which do not come with a table
cell-unread-before = this was not read when it was first recorded
cell-empty = it holds nothing
cell-too-long = it is too long
cell-noncharacter = it holds a sign that is no character
cell-not-a-date = this is not a date
cell-date-ambiguous = more than one day could be meant
cell-date-invalid = there is no such day, or it is not written like the other dates
cell-not-a-quantity = this is not a quantity
cell-not-a-number = this is not a number
cell-out-of-range = this number cannot be right here
cell-not-in-vocabulary = this is not one of the known terms
cell-not-a-reference = this is not the id of a record
cell-unknown-value = this says that it is not known
cell-sex-ambiguous = "M" could mean man or woman
cell-cell-too-long = a cell of this line is too long; often a quotation mark was never closed
cell-too-many-cells = this line has too many cells
cell-row-too-long = this line is too long
cell-unclosed-quote = a quotation mark is opened on this line and never closed
cell-sheet-damaged = the sheet is damaged from this line on

# What people must be told
notice-log-admitted = This computer now has its own log in the archive: { $subject }.
notice-log-continued = The archive does not end where this computer left it; it may be an older copy. What is recorded from now on goes to a new log, { $subject }, which says what it continues. Nothing that was there is changed.
notice-commit-completed = The last work on this computer was interrupted while it was being stored. It has now been stored completely.
notice-log-not-admitted = The group has not admitted the log { $subject }. What stands in it is not counted.
notice-log-damaged = A part of the archive is damaged: { $subject }. What stands there could not be read. "testigo verify" shows more.
notice-log-removed = The group has removed the log { $subject }. What was written to it afterwards is not counted.
notice-text-cut = Not all of the text of this item could be read for the search: scanned pages, damage, a password, or more than is read of one file. { $subject }
notice-texts-cut = The same holds for { $subject } more items.
notice-copies-set-aside = The list of your backups could not be read. It stays in the folder “copies” of this installation, and a new list begins with this backup. Bring each of the others up to date, too.
notice-texts-unread = The text of { $subject } items could not be read for the search: their files are not here, or are damaged. "testigo verify" shows more. They are tried again at the next search.
notice-log-behind = The log { $subject } is shorter than what this computer has already seen of it. This may be an old copy of the archive.
notice-log-rewritten = The log { $subject } is not the one that this computer has seen: its earlier part was changed. Show "testigo verify" to the others in the group.

# Passphrases and the recovery sheet
ask-passphrase = Passphrase of the archive:
ask-new-passphrase = New passphrase (several words are best):
ask-passphrase-again = The same passphrase again:
ask-recovery = To show that the sheet was copied, type the recovery passphrase from it:
recovery-differs = This is not what stands on the sheet. Look at it again, letter by letter.
recovery-sheet =
    RECOVERY SHEET OF A TESTIGO ARCHIVE

    With this sheet the archive can be opened when its passphrase is lost.
    Whoever holds it can open everything in the archive. Keep it as you would
    keep the archive itself.

    Recovery passphrase:
    { $passphrase }

    Archive:
    { $archive }

    Key of the group:
    { $key }

    What to do with this sheet
    1. Print it, or copy it by hand. Check each letter of the passphrase.
    2. Keep it in a safe place, away from the computer and from the archive.
    3. If it was saved as a file, delete the file. Do not photograph the sheet
       and do not send it.

    How to use it
    Type the recovery passphrase where testigo asks for the passphrase.

    The id of the archive and the key of the group are no secret. Give them to
    others: with them they can check what comes from you.

# Consent and erasing
consent-stops = Does not leave for this purpose any more: { $record }
erase-would-go = This would be erased for ever. Until then the record is sealed and does not leave the archive:
erase-gone = This was erased for ever:
erase-confirm = Nothing is erased yet. To erase it, run the same command again with --confirm { $code }
kept-refers-to-it = another record that speaks of it
kept-original-list = the list as it was received, in which it stands
copy-backups = backups
copy-copies-of-the-folder = copies of the archive's folder on other disks
copy-bucket-versions = older versions that a cloud storage keeps
copy-flash-remnants = traces that memory sticks, cards and SSD disks keep for some time
copy-saved-searches = searches that were kept, here or on other computers: their words may name somebody

# Demonstration
demo-done = That was the whole way. Everything it made is in { $path }: look around, and delete the folder when you are done.

# Added lines of answers
outcome-holds = Everything that this promises was checked, and it holds.
outcome-fails = Something does not hold: see the lines at the top.
outcome-incomplete = Nothing fails, but something that this promises could not be checked.
row-kept = Line { $row } was recorded as it stands; look at it:
row-left-out = Line { $row } could not be read and is not recorded:
kept-said-by-it = something that it said, or that was received from it
copy-dossier = a dossier that was handed over
count-sql = The SQL behind this number: run the same command with --json.

# How far something is, on a terminal
progress-receiving = Receiving files: { $done }
progress-importing = Reading the list, lines: { $done }
progress-reading-texts = Reading texts for the search: { $done }
progress-projecting = Bringing the catalog up to date: { $done }
progress-verifying = Checking stored files: { $done }

# Backups
progress-copying-away = Copying stored files: { $done }
copy-backups-unread = backups that only a list names that cannot be read
copy-backup = the backup in
label-backup = Backup
label-since = statements since then:
label-copied = Files copied
label-mended = Files that differed in the copy, replaced
label-removed = Files taken out of the copy, because the archive no longer has them
outcome-backup-holds = The copy was verified, and it holds. Keep it on another disk in another house, and the passphrase somewhere else.
outcome-backup-fails = The copy does not hold: see the lines above. Do not rely on it.
outcome-backup-incomplete = Nothing in the copy fails, but something that it promises could not be checked.
backup-archive-fails = The archive itself is damaged too: run "testigo verify", and keep every older copy.
backup-same-disk = The copy lies on the same disk as the archive. If that disk breaks, both are gone: make one on another disk too.

# Linking lists
label-entries = Entries
label-pairs-scored = Pairs compared
label-matches = Pairs that count as one person
label-candidates = Pairs that a person should look at
label-clusters = Persons
label-threshold = Counted as one person from a chance of
label-precision = Of these pairs, right (as the model expects)
label-recall = Of the right pairs that were compared, counted (as the model expects)
blocking-recall = Of all right pairs, compared at all: about { $estimate } ({ $low } to { $high })
blocking-recall-unknown = How many of the right pairs were compared at all cannot be told: too few were found.
warning-class-flip = What was learned makes no sense: what differs counted for one person. A first guess was used instead; do not rely on it
warning-m-not-above-u = This column says nothing about who is the same person, or the wrong thing
warning-few-matches = Too few pairs look like one person to learn from: take the chances with care
warning-block-cut = So many entries share this that only the nearest of them were compared
warning-component-large = Very many entries hang together: the threshold was raised among them
warning-column-empty = This column is empty
warning-column-constant = This column has the same value everywhere
warning-column-unique = No value of this column stands twice: it may be a number of the line or of the person
warning-column-missing = A list does not have this column
warning-id-repeated = Some ids stand more than once in one list
warning-no-entries = There are no entries
warning-row-doubtful = A quotation mark on this line is never closed: the line was read as it stands
warning-row-encoding-doubtful = This line is in another encoding than the most of its file: its letters with accents may be wrong
warning-row-left-out = A line could not be read and was left out

# How far a field of two entries agrees
match-same = the same
match-sound = sounds the same
match-part = one is a part of the other
match-nickname = a nickname of the other
match-close = nearly spelled the same
match-elsewhere = stands in another column of the other entry
match-similar = similar
match-different = different
match-alike = all words have a counterpart
match-two-words = two words in common
match-one-word = one word in common
match-year-known = the same year, the day not known in one of them
match-typing = as if mistyped
match-days = a few days apart
match-month = within a month
match-year = within a year
match-decade = within ten years
match-one-year = one year apart
match-few-years = a few years apart
match-half = half of the words in common
match-some = some words in common
match-near = nearly the same
match-tenth = within a tenth
match-within = in the same larger place
match-within-2 = in the same still larger place
match-within-3 = in the same region
match-within-4 = in the same part of the country
match-not-compared = one of the two does not say
match-rare = , and few say so
pair-chance = Chance that the two are one person: { $chance }
review-how = Decide with: testigo judge { $left } { $right } same|different|unsure --reason "..."   ({ $waiting } waiting)
review-nothing = No pair waits for you.
agreement = Of { $pairs } pairs that { $people } people judged: Krippendorff's alpha = { $alpha } (1: they always agree; 0: no more than by chance; from 0.8 on it is usually relied upon).
agreement-none = { $pairs } pairs were judged by at least two people. That is too few, or all answers are the same: there is nothing to measure.
chart-pair = Why these two records may be one person
chart-pair-how = Each bar is one field: to the right it speaks for one person, to the left against. The first bar is what two records weigh before anything is compared, the last one the sum, in bits.
chart-prior = Before anything is compared
chart-sum = Sum
label-same-person = Taken for the same person
label-judged = Judged
chart-figure-how = Each bar is a group: filled as far as is certain, framed up to the most that it could be.
figure-then = When it was saved: { $number }
figure-more = { $listed } of { $total } are listed; --json lists as many as 1,000.
verdict-same = one person
verdict-different = two persons
verdict-unsure = nobody can tell

# Estimating how many people no list names
progress-estimating = Drawing: { $done }
estimate-observed = The lists name { $observed } people.
estimate-range = Using the overlaps among { $lists } lists, we estimate that there were between { $lo } and { $hi } people, including those nobody recorded (the { $level } % intervals of { $methods }, taken together). This is an estimate, not a list of names.
estimate-assumptions = It depends on assumptions that the data cannot confirm: that the lists speak of the same people, place and time; that the same person was recognised on all of them; that no kind of person was out of reach of every list; and that lists depend on each other only as the method supposes.
estimate-no-headline = No figure is given to quote: that takes at least three lists and two methods that model how lists depend on each other. What follows is for orientation only.
estimate-none = No estimate is given. This does not mean that there were no undocumented people.
estimate-methods = By method, the middle and the { $level } % interval:
estimate-refused = no estimate is given: { $reason }. This does not mean that there were no undocumented people.
estimate-bound = A lower bound where people differ in how easily they are listed, for lists of different sizes: { $bound }. It does not hold where lists name different people on purpose.
estimate-stratum = { $stratum }: the lists name { $observed } people.
estimate-sensitivity = With one thing changed at a time:
grouping-sure = Only the sure pairs as one person
grouping-possible = All pairs worth a look as one person
estimate-grouping = { $grouping }: { $observed } people on the lists, range { $range }.
estimate-grouping-none = { $grouping }: { $observed } people on the lists, no range.
warning-persons-on-no-list = Persons of the figure who stand on no list are not in the estimate
estimate-settings = Seed { $seed }, level { $level } %; --json shows all settings.
change-delta = prior weight { $subject }
change-without-complete-graph = without the graph in which all lists depend on all
change-with-complete-graph = with the graph in which all lists depend on all
change-without-list = without { $subject }
change-merged-lists = { $subject } as one list
change-alpha-prior = prior mean { $subject } of alpha, which says how many classes there are (half the sweeps)
change-listing-prior = prior Beta({ $subject }) of the chance to be listed (half the sweeps)
change-classes = at most { $subject } latent classes (half the sweeps)
method-chapman = Two lists, taken as independent.
method-chao = From how many people are on one list and on two.
method-dga = Average over ways in which lists may depend on each other.
method-lcmcr = Hidden groups of people who are listed alike.
method-loglinear = The best of all models of how lists depend on each other.
method-sparse = Pairs of lists that depend on each other, chosen step by step.
warning-list-empty = This list names nobody and was left out
warning-duplicated-list = These two lists name nearly the same people: one copies the other. They were taken as one list, because a copy says nothing new; check where they come from
warning-few-people = Very few people: any estimate is fragile
warning-table-sparse = Most combinations of lists have nobody (empty / all)
warning-overlap-small = Fewer than 20 people are on exactly two lists: trust no more than the lower bound
warning-list-overlaps-none = This list shares nobody with any other; it may be about other people
warning-most-on-one-list = More than 90 % of the people are on one list only: the estimate rests on few, and the lower bound is safer
warning-list-inside-another = Nearly everybody on one of these lists is on the other; it may have been copied from it
warning-mass-near-end = Very large numbers are not impossible; the grid ends at so many unseen people
warning-interval-conditional-on-model = This interval takes the model for certain; the diagnostics list the other models and a range over all
warning-heterogeneity-fits-better = A model in which people differ in how easily they are listed fits better, and says (it is in the range of all methods)
warning-models-disagree = Models that fit nearly as well lie outside the interval (so many of those near)
warning-upper-end-open = The upper end lies beyond this number; nothing larger was looked at
warning-resamples-failed = So many resamples of the people gave no estimate; they count as infinitely large
warning-two-lists-independence-assumed = Two lists only: the number is right only if being on one says nothing about being on the other, and this cannot be checked
warning-lower-bound-only = This is a lower bound, not an estimate
warning-bound-assumes-equal-lists = This bound supposes lists of like size; for lists of different sizes it is
warning-single-method = Only one method gave an estimate, so that nothing confirms it
warning-methods-disagree = The methods disagree: the highest middle is so many times the lowest. Quote the range, never one of them
warning-below-lower-bound = This method's middle is far below the lower bound
warning-prior-matters = Another prior moves the middle by more than a fifth: the lists alone do not settle it
warning-list-influential = Without this list the middle falls outside the interval
warning-lists-inconsistent = With these lists joined the middle falls outside the interval
warning-few-replicates = So few replicates say little about how much they vary
warning-stratum-not-estimated = No estimate is given for this part; its observed people are in the sum, and nobody else
warning-strata-not-estimated = Of these parts only the observed people are in the sum
warning-strata-use-different-lists = This part was estimated from other lists than the first
warning-replicates-refused = So many of the replicates gave no estimate
warning-rows-added-up = Several rows have the same combination of lists and were added up
refusal-lists-out-of-range = this method does not take so many lists (it takes)
refusal-no-model-fits = no model can be fitted to these lists
refusal-no-interval = no interval could be found, and no number is given without one
refusal-not-computable = the numbers are too large or too small to compute with
refusal-mass-at-end = the estimate would be set by where the search ends, at so many unseen people
refusal-interval-unbounded = the interval has no upper end: the overlaps are too thin
refusal-no-maximum = the overlaps are too thin for any estimate of this model to exist
refusal-not-identifiable = the lists do not determine the model: many answers fit equally well
refusal-no-overlap = nobody is on two lists, so that nothing says how many are on none
refusal-needs-two-lists = this method is for exactly two lists; there are
refusal-nobody-observed = the table has nobody
refusal-too-few-lists = too few lists that name somebody
refusal-setting-out-of-range = a setting is out of range
refusal-no-stratum-estimated = no part could be estimated
refusal-replicates-refused = so many of the replicates gave no estimate
refusal-not-converged = the chains of the sampler did not agree, so that its answer would be chance
refusal-at-cap = the estimate would be set by the largest number that the settings allow

# The report of an estimate
estimate-report-title = How many people did no list name?
estimate-report-counted = What was counted
estimate-report-certain = This number is certain as far as the lists are right: each of these people stands on at least one of them. Everything below about people whom nobody recorded is an estimate.
estimate-report-replicates = { $number } tables stand for the same people; where numbers differ, this is their mean, and lists and overlaps below are those of the first table.
estimate-report-part = Part
estimate-report-documented = Documented
estimate-report-lists = The lists and how they overlap
estimate-report-lists-intro = The more of the people on one list are also on others, the fewer were probably missed by all. So the overlaps are what an estimate rests on.
estimate-report-list = List
estimate-report-people = People
estimate-report-only-here = On no other list
estimate-report-combinations = People by combination of lists
estimate-report-exactly = On exactly these lists
estimate-report-more = { $number } smaller combinations with { $people } people together are not shown.
estimate-report-pairs = Pairs of lists
estimate-report-pairs-intro = A share near 100 % in one direction means that one list may have been copied from the other. Hardly any overlap means that lists may be about different people.
estimate-report-first = First list
estimate-report-second = Second list
estimate-report-both = On both
estimate-report-share-first = Of the first, on the second
estimate-report-share-second = Of the second, on the first
estimate-report-estimates = What is estimated
estimate-report-interval = { $lo } to { $hi }
estimate-report-method = Method
estimate-report-middle = Middle and intervals
estimate-report-middle-alone = Middle
estimate-report-ends = From, to
estimate-report-refused-short = no estimate is given (this is not zero)
estimate-report-sensitivity = What the answer hangs on
estimate-report-sensitivity-intro = The same estimate with one thing changed at a time. Where the numbers move far, the lists alone do not settle the question.
estimate-report-sensitivity-none = No such runs were made: they need an estimate of the method dga or lcmcr.
estimate-report-change = Changed
estimate-report-warnings = What to bear in mind
estimate-report-warnings-none = The checks found nothing to warn of. The assumptions remain: they cannot be checked with these lists.
estimate-report-settings = How to run it again
estimate-report-settings-intro = The same files, settings and version give the same numbers on any computer.
estimate-report-seed = Seed
estimate-report-files = Files
estimate-report-all-settings = All settings
estimate-report-diagnostics = Diagnostics of
estimate-report-setting = Name
estimate-report-value = Value
estimate-report-quote = Text to quote
estimate-report-quote-intro = Quote both sentences together, and never the middle of one method alone.
estimate-chart-combinations = People by combination of lists
estimate-chart-combinations-about = Each column is a combination of lists, marked by filled dots; the bar above it shows how many people are on exactly those lists. The table below has the same numbers.
estimate-chart-intervals = Estimates above the documented people
estimate-chart-intervals-about = One row for each method: the line is its { $level } % interval, the box its 50 % interval. The thick line is the number of documented people. The table below has the same numbers.
estimate-chart-floor = documented:
estimate-chart-parts = Documented people by part
estimate-chart-parts-about = One bar for each part of the people. The table below has the same numbers.
