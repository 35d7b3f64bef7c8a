# The pages of the workspace.

workspace = Workspace
rooms = Rooms
room-home = Home
room-library = Library
room-import = Bring in
room-account = Take an account
room-review = Review pairs
room-figures = Figures
room-dossier = Dossier
room-verify = Verify
room-settings = Settings
skip-to-content = To the content
find = Find
find-go = Find
mask = Mask names
unmask = Show names
lock = Lock
leave = Leave at once
back-home = Back to the first page
pages = Pages
pages-before = Before
pages-after = After

# At the door
unlock-title = Open the archive
unlock-passphrase = Passphrase
unlock-by = Your name, as your group knows you
unlock-by-why = It stands in the log beside what you record. It can stay empty.
unlock-go = Open
closed-title = Closed
closed-what = This page is closed.
closed-todo = Start the program again and use the address that it prints. Each address opens once.
stranger-title = Not from here
stranger-what = Another page or another name for this computer asked. That is not answered.
stranger-todo = Use the address that the program printed.
back = Back
working-leave = Leaving closes everything at once. What was recorded until then stays, and bringing in the same file again adds only what is missing.
working-stop = Stop
working-stop-what = To stop loses nothing that is stored. You then see how far it came, and can do the rest later.
working-stopping = It stops at the next place where nothing is lost. This can take a moment.
import-partly = A part of it is in
import-go-on = Bring in the rest
import-leave-it = Leave it at this
kept-title = What you wrote is still here
kept-what = The archive was locked when you sent it. Nothing of it was recorded yet.
kept-send = Send it now
unreadable-title = That could not be read
unreadable-what = The page asked for something that is not there, or not as it should be.
unreadable-todo = Go back with your browser and try again from the page before. Nothing was recorded.
unreadable-question-title = This question is over
unreadable-question-what = This address holds a question from an earlier run of the program. It was sealed, and nobody can read it any more.
unreadable-question-todo = Ask it again. To find a question again another day, give it a name where you ask it.
import-before = Brought in before
import-taken-back = taken back
dossier-anew = Something was recorded since you looked. This is what would leave now: look through it again, then build.
refusal-title = That did not work
working-title = At work
working-begins = Beginning …
waited-what = The page comes by itself once it is made. You can go elsewhere meanwhile, or lock.
working-what = You can leave this page open. It goes on by itself when the work is done.

# Home
home-empty = Nothing is here yet
home-empty-what = Bring in a list, photos or documents, or take an account. Nothing leaves this computer.
home-begin-import = Bring in files
home-begin-account = Take an account
home-waits = What waits
home-no-pairs = No pair waits for review.
home-pairs = { $count ->
    [one] One pair waits for review
   *[other] { $count } pairs wait for review
 }
home-not-linked = Lists were not compared yet
home-until = until { $date }
home-due-more = { $count } in all come due
home-verified = Last verified { $date }
home-never-verified = This archive was never verified on this computer.
home-backups-unread = The list of your backups could not be read.
home-no-backup = No backup was made from this computer.
home-verify = Verify now
home-holds = What is here
home-newest = Last recorded

# Library
library-words = Words
library-where = Only where
library-kinds = Kinds
library-all = Everything
library-found = Found
library-total = { $total ->
    [one] One record
   *[other] { $total } records
 }
library-nothing = Nothing was found. Fewer words find more; a part of a name is enough.
column-kind = Kind
column-title = Title
column-words = Where it stands

# Library: several records at once, searches that were kept
library-beside = What was found, and what can be done with it
library-view-cards = Cards
library-view-table = Table
library-choose = Choose
library-choose-all = All on this page
library-choose-none = None
library-chosen-level = Level of the chosen…
library-found-level = Level of all { $total }…
library-saved = Kept searches
library-saved-none = None yet.
library-saved-remove = Remove the search { $name }
library-saved-anew = Begin an empty list
library-save = Keep this search
library-save-as = Name
library-save-what = It stays on this computer, sealed. It does not travel with the archive.
library-save-go = Keep
library-begin = With what this finds
library-begin-figure = Count it
library-begin-dossier = Begin a dossier
library-begin-words = A dossier and a figure take a condition, not words. Write it under “Only where”.
chosen-title = Level of several records
chosen-heading = { $count ->
    [one] How far may one record go?
   *[other] How far may { $count } records go?
 }
chosen-none = No record is chosen. Tick the boxes beside what was found.
chosen-back = Back to the library
chosen-first = { $total } were found. The first 1,000 are chosen; do the others afterwards.
chosen-now = At which level they are now
chosen-which = Which records
chosen-more = { $count ->
    [one] and one more
   *[other] and { $count } more
 }
chosen-reason-why = The reason stands beside the decision, with your name.
chosen-raises = { $count ->
    [one] This lets one record go further than now
   *[other] This lets { $count } records go further than now
 }
chosen-raises-what = From then on a dossier can take them along. What has left once cannot be called back. Consent still counts: who gave no consent for a purpose stays.
chosen-raise-go = Yes, let them go further
chosen-not = Leave it as it is
chosen-set = { $count ->
    [one] It is decided: one record has this level
   *[other] It is decided: { $count } records have this level
 }
chosen-unchanged = { $count ->
    [one] One had it already.
   *[other] { $count } had it already.
 }
chosen-held-lower = { $count ->
    [one] One stays lower: another device decided so, and the lowest counts.
   *[other] { $count } stay lower: another device decided so, and the lowest counts.
 }
chosen-failed = { $count ->
    [one] One could not be decided
   *[other] { $count } could not be decided
 }
level-means-sealed = Stays in the archive: somebody decided so.
level-means-restricted = Stays in the archive until somebody decides otherwise.
level-means-coalition = May go to groups you work with.
level-means-recipient = May go to one named recipient, such as a court, and to groups you work with.
level-means-public = May go to anybody, for ever.

# Library: along the years, and on the map
library-view-time = Time line
library-view-map = Map
time-years = Year by year
time-in-year = { $year }, month by month
time-all-years = All years
time-whole-year = { $count ->
    [one] The one record of the whole year
   *[other] All { $count } records of the year
 }
time-when = When
time-records = Records
time-months = months
time-nothing = None of them has a date.
time-undated = { $count ->
    [0] Every one has a date.
    [one] One has no date.
   *[other] { $count } have no date.
 }
time-rule = Sources may differ about a date, or know only the year. A record counts in every part in which some source’s date may lie, so the numbers can add up to more than there are records.
map-title = On the map
map-drawn = Land without borders, with a dot for each place
map-moves = Move the map
map-in = Closer
map-out = Farther
map-left = West
map-right = East
map-up = North
map-down = South
map-all = All places
map-together = { $count ->
    [one] One position
   *[other] { $count } positions close together, shown closer by
 }
map-wide = About { $km } km from left to right.
map-no-borders = Outlines of land: Natural Earth, public domain. Borders are what states claim, so none are drawn.
map-table = Places that are seen
map-place = Place
map-position = Where it is
map-source = Who says so
map-differs = sources differ
map-n = N
map-s = S
map-e = E
map-w = W
map-nothing = None of the places has a position. A place gets one with its latitude and longitude.
map-more = { $count ->
    [one] One more is seen. Go closer to have it in the table.
   *[other] { $count } more are seen. Go closer to have them in the table.
 }
map-outside = { $count ->
    [one] One position lies outside of what is seen.
   *[other] { $count } positions lie outside of what is seen.
 }
map-unread = { $count ->
    [one] One more place has a position and is not shown. Search for less to see it.
   *[other] { $count } more places have a position and are not shown. Search for less to see them.
 }
map-without = { $count ->
    [0] No place is named here of which nobody says where it is.
    [one] Of one place nobody says where it is.
   *[other] Of { $count } places nobody says where they are.
 }
map-rule = The number is how many of the records found speak of a place. A record that speaks of two counts at both. Where sources state different positions, each has a dot of its own. What lies close together is one dot with a broken edge, until you go closer.
month-01 = January
month-02 = February
month-03 = March
month-04 = April
month-05 = May
month-06 = June
month-07 = July
month-08 = August
month-09 = September
month-10 = October
month-11 = November
month-12 = December

# A record
record-when = when and by whom
record-reason = Why
record-take-back = Take back
record-take-back-all = Take this record back
record-take-back-what = It counts no longer and is shown as taken back. Nothing is deleted: it stays with the reason.
record-consent-changed = A consent is not taken back: what the person says now is recorded beside it, and the last word counts. Of an account this is done on its page; of any other record with "testigo consent".
record-consent-open = Open what it was said of
record-more-claims = The first 1,000 of { $total } are shown.
record-withdrawn = What counts no longer
record-judged = What people decided about pairs (do not look before you review)
record-links = What refers to it
record-say-more = Say more about it
record-field = Field
record-value = What the source says
record-source = Who says so
record-source-why = The name of a source, or the beginning of its id. A new name makes a new source.
record-locator = Where in the source
record-say = Record it
record-level = How far it may go
record-level-new = New level
record-level-go = Decide
proof-entry = This record is entry { $entry } (counted from 0) of its device's log.
proof-size = The signed head of the log covers { $size } entries.
proof-hashes = { $count } hashes lead from the record to that head: whoever has them can check it without trusting anybody.
proof-not = It proves that the record was there when the head was signed and was not changed since. It does not prove that what was said is true. No outside witness or time stamp confirms the time yet.
proof-signed = The signed head
proof-none = No proof could be shown.

# An item
item-viewer = The item
item-veil = Show it. It may show injuries or the dead.
item-picture = The picture as it was received
item-video = The video as it was received
item-sound = The recording as it was received
item-text = Its text
item-not-shown = This kind of file is not shown here, so that nothing in it can run. Another program can show it, once you have saved a copy.
item-save = Save a copy
item-save-what = The copy lies open on this computer, where the browser saves files: whoever uses the computer can read it, and the list of downloads keeps its name. Delete it when you are done. What is in the archive stays as it is.
item-save-go = Save it open
item-read = What it says
item-read-how = Mark words in its text, stop a recording, or draw a rectangle on a picture or a page: the place is written below.
item-about = About whom or what
item-about-why = A name, or the beginning of the id of a record; empty for a new one.
item-locator = Where in it
item-said = It was recorded. To say more of the same, go on below:
item-missing = its bytes are not here

# Which record is meant
which-title = Which do you mean?
which-several = { $count } are called that.
which-doubtful = One is called that, but it may be another that is known by this name too.
which-close = None is called exactly that. These come close:
which-none = Nothing here is called that.
which-kept = Nothing is recorded yet, and everything else that you filled in is kept.
which-exact = called exactly so
which-alike = similar
which-look = Look at it in a new tab
which-more = { $count } are called that, and the first are shown. If it is none of these, find it in the library and write the beginning of its id below.
which-new = Record it as new ({ $kind }):
which-new-instead = None of these; record it as new ({ $kind }):
which-anew = Or write another name, or the beginning of an id
which-go = Look again
which-taken = You wrote a name. This was taken, because nothing else is called that:

# Places in a source, numbers and dates
locator-page = page { $at }
locator-line = line { $at }
locator-row = row { $at }
locator-sheet = sheet { $at }
locator-paragraph = paragraph { $at }
locator-part = part { $at }
locator-slide = slide { $at }
locator-notes = notes { $at }
locator-message = message { $at }
locator-attachment = attachment { $at }
locator-bulletin = bulletin { $at }
locator-entity = entity { $at }
locator-submission = submission { $at }
locator-record = record { $at }
locator-cell = cell { $at }
locator-column = column { $at }
locator-item = item { $at }
locator-time = time { $at }
locator-header = header
locator-footer = footer
locator-footnotes = footnotes
locator-comments = comments
locator-proof = proof
locator-rectangle = rectangle: { $left } to { $right } % from the left, { $top } to { $bottom } % from above
locator-pixels = rectangle: { $left } pixels from the left, { $top } from above, { $width } wide, { $height } high
quantity-about = about { $number }
quantity-at-least = at least { $number }
quantity-at-most = at most { $number }
quantity-more = more than { $number }
quantity-less = fewer than { $number }
quantity-between = { $low } to { $high }
date-about = about { $date }
date-uncertain = { $date } (not sure)
date-about-uncertain = about { $date } (not sure)
date-until = until { $end }
date-from = from { $start } on
date-between = { $start } to { $end }

# What was stated about a record
history-title = History
history-open = Everything that was stated about it, in order
history-what = What was recorded about it, by whom, when and on which device, oldest first. Times are those that the devices state. Nothing of it can be changed; what is taken back stays here.
history-naming-left-out = More than 1,000 records name it. They stand on its page, under what refers to it.
history-not-releases = In which dossiers it left is not listed here: a release in the log says to whom and for what, and which records went stands in the dossier.
history-device = on this computer
history-device-other = on another device
history-made = It was recorded
history-said = More was said of it
history-superseded = Another version was given
history-received = The same file was received again
history-levelled = How far it may go was decided
history-taken-back = Something was taken back
history-erased = Something was erased
history-judged = Somebody decided about a pair
history-consented = An answer about what it may be used for
history-named = Another record named it
history-unknown = Something that this program does not know
history-counts-not = counts no longer
history-of-field = of the field
history-with = compared with
history-back = Back to the record
judged-hidden = { $count ->
    [one] One decision about a pair with this record is not shown, because you still have to decide that pair yourself. Two people help only if neither follows the other.
   *[other] { $count } decisions about pairs with this record are not shown, because you still have to decide those pairs yourself. Two people help only if neither follows the other.
 }
judged-hidden-go = Decide it now
judged-hidden-line = What was decided is not shown until you have decided this pair yourself.

# A page of a PDF
paper-of = Page { $page } of { $pages }
paper-pages = Pages of the document
paper-page = Page
paper-go = Go to it
paper-before = Page before
paper-after = Next page
paper-larger = Larger
paper-smaller = Smaller
paper-not-drawn = This page could not be shown as a picture.
paper-why = Why, and what to do
paper-empty = If you see no page here:
paper-no-text = No text could be read on this page.

# What waits for somebody to look at it
home-differing = { $count ->
    [one] Of one record sources say different things
   *[other] Of { $count } records sources say different things
 }
home-unread = { $count ->
    [one] One record has a value that could not be read
   *[other] { $count } records have values that could not be read
 }
waiting-unread = Values that could not be read
waiting-what-unread = They are kept as they were written, and count as not known. Open the record and say beside it what the source means, with the same source.
waiting-differing = Where sources differ
waiting-what-differing = Both versions stay, and figures become a range. There is nothing to decide here: look whether one of them was copied wrongly, or whether these are two persons.
waiting-more = There are more records of which several sources speak than are compared here: the first 1,000 were looked at.

# Bring in
import-intro = Lists, exports of other programs, photos, videos and documents. Of a list or an export you first see how it would be read, and nothing is recorded before you say so. Photos, videos and documents are kept at once, as they are.
import-files = Files
import-files-where = They are copied to a folder that only you can read, and removed from it once they are read.
import-path = Or the place of a file or folder on this computer
import-path-why = For whole folders and large collections: they are read where they lie.
import-format = What it is
format-files = Photos, videos, documents: keep them as they are
format-list = A list: CSV, Excel, OpenDocument
format-uwazi = Uwazi (CSV or zip)
format-kobo = KoboToolbox or ODK
format-martus = Martus
format-ftm = FollowTheMoney (Aleph, OpenAleph)
format-claims = Claims of another archive
format-auto-archiver = auto-archiver's sheet
format-proofmode = ProofMode
format-wacz = Web pages (WACZ)
format-warc = Web pages (WARC)
format-mail = E-mail (eml, mbox)
format-whatsapp = WhatsApp chat
format-folder = A folder with a sheet of descriptions
import-source = Who it is from
import-source-why = A person, group or publication. Without it the file's name stands there.
import-more = More about it
import-list = Name of the list
import-collected-by = Collected by
import-collected-at = Collected when
import-place = Collected where
import-look = Go on
import-kept = { $total ->
    [one] One file
   *[other] { $total } files
 }
import-another = Bring in more
import-would = This is how it would be read
import-done = It is in
import-columns = What each column means
import-columns-what = Change what was guessed wrongly. A column without a field of ours can be kept under its own name, and one that is left out is kept in the original file.
import-column = Column
import-examples = What stands there, and how it would be read
import-means = Means
import-skip = Leave out
import-as-it-is = As it is
import-go = Bring it in
import-map = What each column means, from before
import-map-why = The file MAP.toml, if you kept one of a list like this.
import-map-keep = Keep what each column means, as a file
import-same = as it stands
import-unknown = recorded as not known
import-written = How it is written
import-between = Between several values
import-read-as = is read as
import-not-read = not read, kept as written:
import-names-list = This column names the list.
import-no-column = None
import-list-column = Column that names the list
import-list-column-why = For a file that holds several lists. Where the column is empty, the name below stands.
import-key-column = Column that numbers the lines
import-key-column-why = A number or code that stays the same when the list is corrected, so that a corrected list changes what is here and adds nothing twice.
written-any = Each as it stands
written-day-first = The day first
written-month-first = The month first
written-year-first = The year first
written-m-f = M is a man, F a woman
written-h-m = H is a man, M a woman
written-v-m = V is a man, M a woman
between-none = A cell holds one value
between-comma = A comma
between-semicolon = A semicolon
between-slash = A slash /
between-bar = A bar |
between-y = The word “y”
between-and = The word “and”
between-line = A new line
import-look-again = Look again with these
import-give-up = Do not bring it in
import-see = See what is here now
import-review = Compare with other lists
import-undo = Take this import back
import-undo-what = Everything that it brought counts no longer and is shown as taken back. The file itself stays.
import-undo-go = Take it back
import-unread = What could not be read as it stands
import-unread-what = Nothing of it is lost: it is kept as written.
import-row = Row
import-value = As written
import-why = Why
import-unread-more = { $total } in all; the report of the command line names all of them.

# Settings
settings-language = Language
settings-archive = This archive
settings-devices = Devices that write into it
settings-this-device = this computer
settings-statements = { $count ->
    [one] one statement
   *[other] { $count } statements
 }
settings-vocabularies = Own fields and terms
settings-no-vocabularies = There are none.
settings-fields = { $count ->
    [one] one field
   *[other] { $count } fields
 }
settings-terms = { $count ->
    [one] one term
   *[other] { $count } terms
 }
settings-problems = { $count ->
    [one] One label would make people stumble.
   *[other] { $count } labels would make people stumble.
 } Their page names them.
settings-backups = Backups
settings-keys = Keys
settings-key-move = To the next, to the one before
settings-key-back = Out of a field; a step back
settings-vocabularies-open = See and add
settings-key-review = Reviewing pairs: one person, two persons, cannot tell
settings-key-undo = Reviewing pairs: take the last decision back
vocabulary-what = What a group adds to the common fields and terms: labels and choices. They stand in the log, other devices see them, and what was recorded before stays as it is.
vocabulary-added = It is recorded. You can use it at once.
vocabulary-own = Of this archive
vocabulary-problems = This would make people stumble. It stops nothing.
vocabulary-would = Would be recorded
vocabulary-replaces = It takes the place of the one of the same name. What was written with the earlier one stays.
vocabulary-sound-file = Nothing in it stands out.
vocabulary-keep = Record it
vocabulary-not = Do not record it
vocabulary-field = Add one field
vocabulary-field-what = For something that your group asks and that has no field yet. Any record can have it, with words as its value. It leaves the archive at most for one named recipient.
vocabulary-field-en = What it is called in English
vocabulary-field-es = What it is called in Spanish
vocabulary-field-name = Short name
vocabulary-field-name-why = It stands in files and formulas and cannot be changed later: file number becomes x.file_number.
vocabulary-field-go = Add the field
vocabulary-file = Hand over a file
vocabulary-file-label = File with own fields and terms (.toml)
vocabulary-file-why = The same file that other groups of yours use. First you see what is in it; nothing is recorded before you say so.
vocabulary-look = Look at it
vocabulary-refused = This file cannot be used. Nothing was recorded.
vocabulary-why-too-large = It is larger than 200 KiB.
vocabulary-why-syntax = It could not be read as it should be written (TOML), or has an entry that is not known:
vocabulary-why-name = It needs a name of at most 200 letters.
vocabulary-why-field = The short name of a field has to begin with x. and have letters behind it:
vocabulary-why-code = A term has no code, or one with spaces around it, or too long a one.
vocabulary-why-vocabulary = There is no list of this name to which terms can be added:
vocabulary-common = What every archive has
vocabulary-common-fields = Fields, by kind of record
vocabulary-common-terms = Terms of each list

# Backups
backup-age = { $days ->
    [0] Backup made less than a day ago
    [one] Backup made one day ago
   *[other] Backup made { $days } days ago
 }
backup-since = { $count ->
    [0] Nothing was recorded since.
    [one] One statement was recorded since: it is not in it yet.
   *[other] { $count } statements were recorded since: they are not in it yet.
 }
backup-unfinished = Backup begun, and not completed
backup-unfinished-what = Bring it up to date: only what is missing is copied.
backup-list-unread = The list of your backups could not be read. Those that it named are not shown, and they keep what is erased. It stays in the folder “copies” of this installation. Put it back from a copy of that folder, or bring each backup up to date and then delete it there.
backup-held-not = It did not hold when it was verified. Do not rely on it.
backup-erased-since = Something was erased since, and it still has it. Bring it up to date.
backup-none = None was made from this computer. If this disk breaks or the computer is taken, everything is gone.
backup-folder = Folder on another disk
backup-folder-why = Its whole place, such as /media/usb/copy or E:\copy: a new or empty folder, or the one that holds the copy. It stays sealed: nobody reads it without the passphrase. Keep the passphrase somewhere else.
backup-go = Make a backup
backup-update = Bring up to date
backup-done = What was done
outcome-backup-title-holds = The backup holds
outcome-backup-title-fails = The backup does not hold
outcome-backup-title-incomplete = The backup could not be checked whole
outcome-backup-page-holds = Everything that is here was copied there, and the copy was verified.
outcome-backup-page-fails = Something in the copy is missing or damaged. Do not rely on it: take another disk, or another folder.
outcome-backup-page-incomplete = Nothing in the copy fails, but something that it promises could not be checked.
backup-page-archive-fails = This archive itself is damaged too. Keep every older copy.
backup-keep = So that it helps one day
backup-keep-disk = Keep it on another disk, and in another house.
backup-keep-passphrase = Keep the passphrase and the recovery sheet somewhere else, not with the disk.
backup-keep-again = Make it again after each day of work, and after each erasing: only what is new is copied, and what was erased is taken out.
backup-keep-open = It is an archive like this one: on a new computer it opens with the passphrase.

# Dossier
dossier-intro = A dossier is a package for one recipient and one purpose: a report, the records behind it, originals, and the proofs with which anybody can check it. First you see what would leave and what would stay; nothing is written before you say so.
dossier-about = What it is
dossier-title = Title
dossier-recipient = Who gets it
dossier-recipient-why = Consent that somebody gave for one recipient holds for that name only: write it as it was asked.
dossier-purpose = What for
dossier-purpose-none = Choose, or use your own words below
dossier-purpose-own = Or in your own words
dossier-purpose-why = What somebody told you leaves only if they agreed to this purpose. With other words than those of the list, only what needs no consent leaves.
dossier-language = Language of the report
dossier-level = How far it may go
dossier-level-coalition = Groups you work with. Only what a person released for the coalition, the recipient or the public leaves.
dossier-level-recipient = One named recipient, such as a court. Only what a person released for the recipient or the public leaves; names can be among it.
dossier-level-public = Anybody, for ever: take it that it will be on the internet. Only what a person released for the public leaves.
dossier-which = Which records
dossier-where = Only where
dossier-where-why = Empty for all records. What the chosen ones refer to goes along. Whether any of it may leave is decided for each record and each field. Examples:
dossier-where-place = what happened at a place and in the places inside it
dossier-where-type = killings since a month
dossier-where-list = lines of lists with this word in their name
dossier-figures = Saved figures
dossier-no-figures = No figure was saved yet. A dossier can do without.
dossier-suppress = In a dossier for the public, leave out numbers of people below
dossier-suppress-why = "1 woman of 19 in a village" is a name. Others are left out with it, so that nobody gets it back by subtracting. Empty to show every number.
dossier-sections = Texts of your own
dossier-sections-why = They stand in the report as they are. They too are searched for names that must stay.
dossier-heading = Heading { $number }
dossier-text = Text { $number }
dossier-place = Where it is written
dossier-out = Folder or .zip file on this computer
dossier-out-why = Outside of the archive, where nothing stands yet. What is written there is not sealed: whoever reads that disk can read it.
dossier-look-why = Next you see what would leave. Nothing is written yet.
dossier-look = See what would leave
dossier-preview = What would leave
dossier-preview-what = Nothing is written yet. This was decided exactly as it will be when the dossier is built.
dossier-records = Records that leave
dossier-statements = Statements
dossier-originals = Originals
what-figures = Figures
dossier-withheld-records = Other records withheld
dossier-warnings = Please look at this first
dossier-build-heading = Build it
dossier-build-what = Below stands record by record what leaves: look through it first. Building is recorded in the log, with the recipient and the purpose.
dossier-build = Build the dossier
dossier-change = Change what is asked for
dossier-reasons = Why things stay
dossier-reasons-what = Records, originals and single details of statements together. The recipient sees these numbers too, and never what stayed.
dossier-figure = Figure
dossier-stated = In the whole archive
dossier-shown = In what leaves
dossier-rows = Rows
dossier-suppressed = Rows left out as small
dossier-counted-staying = Counted, but stays
dossier-at-least = { $count } or more
dossier-leaving = Records of which something leaves
dossier-leaving-none = No record leaves. Either the filter chose none, or nobody has released any of them this far: that is decided on the page of each record.
dossier-leaving-what = A title here is what you see. It leaves only if the field it comes from is in the third column.
dossier-fields = Leaves
dossier-fields-none = only that it exists
dossier-fields-staying = Stays, and why
dossier-why = Why
dossier-cut = The list is cut: there are { $total }.
dossier-originals-leaving = Originals that leave
dossier-originals-none = No original leaves.
dossier-originals-what = Each is copied byte by byte, with a number instead of its name.
dossier-file = Its name there
dossier-searched = Searched for withheld names
dossier-searched-all = all of it
dossier-searched-not = not all of it could be read; a person decided that it may leave
dossier-originals-staying = Items whose original stays
dossier-staying = Records that stay
dossier-refused = This dossier cannot be built like this
dossier-found-what = Something that must stay in the archive would have left with it. Nothing was written.
dossier-found-todo = Look at each of these places. A name, a number or two parts of a name stand there that are withheld elsewhere. Change your own text, leave the record or file out, or have a person with the right decide on its level. The value itself is not shown here.
dossier-found-places = Where it stands
place-own-field = Name of an own field of: { $kind }
place-locator = Where in the source it stands
place-original = Original { $number }
place-label = Label of the own field or term: { $field }
place-title = Title of the dossier
place-select = Which records are chosen
place-heading = Heading of section { $number }
place-text = Text of section { $number }
place-figure = Figure { $number }
place-figure-name = Name of figure { $number }
place-figure-where = What figure { $number } counts
dossier-built = The dossier is built
dossier-stands = It stands at
dossier-verify-heading = Verify it
dossier-verify-what = As the recipient will: from the package alone, without this archive.
dossier-verify = Verify it now
dossier-hand-over = Hand it over
dossier-hand-over-what = Give the recipient this key of your group another way than the dossier, such as on paper or by voice. With it they know that the dossier is yours:
dossier-hand-over-not = The dossier is not encrypted. Whoever gets the file can read it.
dossier-another = Another dossier

# Verify
verify-room = Whether a dossier is what its group released, or whether this archive is still what was recorded. Nothing of it is changed, opened outside of this program or sent anywhere.
verify-dossier = A dossier
verify-file = The .zip file as you received it
verify-file-why = It is copied to a folder that only you can read, and removed from it once it is checked.
verify-path = Or the place of a folder or .zip file on this computer
verify-trust = Keys that you got another way
verify-trust-why = The group's key or archive id, and those of witnesses, one a line. Without them nobody can tell whose dossier it is: anybody can make one.
verify-go = Verify it
verify-this = This archive
verify-this-what = Every entry, every signature and every stored file is read and compared. With much video it takes a while.
verify-this-go = Verify this archive
verify-of-archive = This archive
verify-holds = It holds
verify-fails = It does not hold
verify-incomplete = Not everything could be checked
verify-dossier-holds = Everything that this dossier promises was checked, and nothing was changed since it was released.
verify-dossier-fails = Something is not as the dossier says. Do not rely on it. Keep the file as you received it, and ask whoever handed it over.
verify-dossier-incomplete = Nothing fails, but something that the dossier promises could not be checked. A newer program may be able to.
verify-archive-holds = Everything was checked, and it is as it was recorded.
verify-archive-fails = Something is missing or was changed. Do not repair anything yet: copy the folder as it is, and compare with your second copy.
verify-archive-incomplete = Nothing fails, but something could not be checked.
verify-signers-confirmed = Its group is the one whose key you got another way.
verify-signers-not-confirmed = Its group is none of those whose keys you gave.
verify-signers-not-asked = Whose it is, is not confirmed: the key is known from the dossier alone. Ask the group for its key another way and verify again.
verify-count-holds = Hold
verify-count-fails = Fail
verify-count-unchecked = Not checked
verify-not = What this does not prove
verify-not-true = That what was said is true. It is only about what happened to it since it was recorded.
verify-not-all = That nothing else was known. The dossier counts what was withheld; it cannot show it.
verify-not-who = Who wrote it, unless you got the group's key another way.
verify-not-when = When it was recorded. No outside witness or clock confirms it yet; the dates are the group's own.
verify-not-court = That a court admits it. Courts decide that themselves.
verify-not-copy = That there is another copy. Keep one in another place.
verify-group-fails = What fails
verify-group-unchecked = What was not checked
verify-group-holds = What holds
verify-show = Show all of it
verify-what = What was looked at
verify-verdict = Verdict
verify-of = Of what
verify-detail = Detail
verify-code = Code
verify-more = { $count } more are not listed here.
verify-another = Verify another

# Take an account
account-intro = Read it through once before you begin. Only the first step has questions that need an answer; everything after it can stay empty. Nothing is recorded before you press the button at the end.
account-steps = Steps
account-step-before = Before the telling
account-step-telling = The telling
account-step-named = What was said about whom
account-on-paper = The same on paper
account-group = Group that takes the account
account-group-why = It stands as the source. Write it the same way each time.
account-who = Who tells
account-who-why = A name, or another name that the person chooses, or nothing at all. All three are right.
account-teller-name = Name
account-teller-alias = Another name that the person chooses
account-known = This person is in the archive already
account-known-id = Their name, or the beginning of the id of their record
account-two-names = Somebody new is named here, and another name stands under "Name" above. Leave one of them.
account-narrative = What the person tells, in their own words
account-narrative-why = Write as they say it, in their language. Do not correct, shorten or explain. What they do not know can stay not known.
account-more = More about the conversation
account-named-what = Only what was said, and only if it was said. Each answer can be left out. If there are more than three persons, you can add them afterwards.
account-named = Person { $number }
account-is-teller = This is the person who tells
account-person-name = Name, as it was said
account-person-sex = Sex
account-person-age = Age when it happened
account-act-type = What happened to them
account-act-date = When
account-act-place = Where
account-before-recording = Before you record it: read it back to the person, or tell them what you wrote. They can change or leave out anything.
account-record = Record it
account-add-named = Add persons whom it names
account-back = Back to the account
account-back-to-page = Back to the page
account-taken = The account is recorded
account-sealed = This account is sealed: it stays in the archive and goes nowhere. That is so when it was not asked whether it may be kept. If the person says yes now, record the answer below and change how far it may go on the account’s record.
account-given-before = This person gave an account before
account-given-before-what = Read that one first. Telling it again costs, and later the versions are set against each other. Ask for more only if it is needed.
account-recorded = What was recorded
account-another = Take another account
account-now = What is left to do
account-now-thank = Thank the person. Say how they can reach you, and what happens next.
account-now-notes = Do not leave notes and paper forms lying about: bring them in as files, then keep them locked away or destroy them.
account-now-files = Recordings, the written text and the signed form are brought in as files. This account is their source; its id begins so:
account-now-withdraw = If nothing of it may stay, open its record: there it can be sealed or erased.
account-teller = who tells

before-title = Before you begin: for whoever takes the account
before-place = Is the place quiet, and safe for this person? Who can see you, and who can hear you?
before-prior = Ask first whether they told this before, and to whom. If so, take only what is needed: it is better to work with the account that exists.
before-open = Ask open questions, and wait. Do not suggest answers and do not show pictures of suspects. Promise nothing and pay nothing; write down any travel costs that were paid.
before-specialised = Children, and people who lived through sexual violence, should be heard by somebody trained for it. If nobody is, do not ask about it: offer to find such a person.

sheet-title = What the person should know
sheet-who-title = Who we are
sheet-who = Say your name and the name of your group. We are not the police, not a court and not the government.
sheet-purpose-title = What it is for
sheet-purpose = We write down what happened to people, so that it is not forgotten and so that courts and others can look into it. We cannot promise that this will happen.
sheet-voluntary-title = You are free
sheet-voluntary = You do not have to tell anything. Any question can be left out. You can take a break or stop at any time, and nothing bad follows from it. Nobody is paid for an account.
sheet-seen-by-title = Who sees it
sheet-seen-by = It is kept locked with a passphrase. People of this group who know the passphrase can read it. Anybody else sees it only if you say yes, for each purpose.
sheet-risks-title = What can go wrong
sheet-risks = Remembering can hurt. Somebody could recognise you by what you tell, even without your name. A court could order the group to hand it over. A computer can be lost or stolen. If you fear for yourself or for others, tell us before you begin.
sheet-withdraw-title = You can change your mind
sheet-withdraw = You can take back your yes later, for everything or for one purpose, without giving a reason. From then on it is no longer passed on. You can also ask that it be erased here.
sheet-not-reached-title = What cannot be taken back
sheet-not-reached = We cannot call back what was already handed to a court or published, nor copies that others made. We can tell you who received something from us.
sheet-support-title = Help
sheet-support = If you want, we help you find somebody: a doctor, somebody to talk to, a lawyer. You can ask how your account is used and what came of it.

consent-title = What the person agrees to
consent-intro = Read each question aloud and wait for the answer. The person can say yes to one and no to another. What was not asked counts as no.
consent-guardian = Somebody else answers for the person, because they are a child or cannot answer themselves
consent-needed = needs an answer
consent-limits = Only for somebody, or only until a day
consent-only-for = Only for
consent-only-for-why = The name of a group, court or person; one on each line. Empty means nobody is left out.
consent-until = Until
consent-answer-yes = Yes
consent-answer-no = No
consent-answer-not-asked = Not asked
consent-answer-missing = It is not said whether the person said yes or no to this.
consent-answer = Answer
consent-answer-withdrawn = They take back their yes
consent-none = Nothing is recorded about what the person agreed to, so nothing of it leaves the archive.
consent-change = The person answers something new, or changes their mind
consent-change-what = It counts from now on, and what was answered before stays to be seen. What was already handed over cannot be called back: tell the person who received it.
consent-change-for-why = The name of one group, court or person. Empty means for all.
consent-change-go = Record the answer
consent-ask-collect = May we write down what you tell?
consent-ask-store = May we keep it?
consent-ask-share-group = May we share it with other groups that document human rights?
consent-ask-share-national-authority = May we give it to prosecutors and courts of this country?
consent-ask-share-icc = May we give it to an international court?
consent-ask-share-un = May we give it to human-rights bodies of the United Nations?
consent-ask-state-informed = May the government learn who you are?
consent-ask-publish-name = May it be published with your name?
consent-ask-publish-anonymous = May it be published without anything that says who you are?
consent-ask-statistics = May it be counted in numbers?
consent-ask-recontact = May we contact you again?
consent-ask-media = May your picture or your voice be used?

control-empty = Choose an answer.
control-both = There is an answer here, and also that there is none. Leave one of them.
control-unreadable = This could not be understood: { $why }.
control-lines = Several can be given, one on each line.
control-date = As 2019-11-15, 2019-11 or 2019; 2019-11-15/2019-11-17 from one day to another; 2019-11~ if it is about then.
control-quantity = A number; about 30, >=5 or 20-30 if it is not exact.
control-number = A number with a point, such as -16.5.
control-reference = Its name, or the beginning of its id. If several are called that, you are asked which.
control-own-words = Choose from the list, or write your own words: they are kept as written.
control-no-answer = why there is no answer
control-or-not-known = or: no answer because …
control-problems = { $count ->
    [one] One thing has to be looked at. Nothing was recorded yet.
   *[other] { $count } things have to be looked at. Nothing was recorded yet.
 }
control-problems-todo = Everything you wrote is still here. What is wrong stands in red beside it.
control-nothing-said = Nothing is written here yet. Fill in at least one field.
control-source-missing = It is not said who says so. Write a name.
control-confirm-wrong = This is not the code. Nothing was erased.
control-reason-missing = Write why. Nothing was changed.

paper-title = Form for an account
paper-what = This prints on A4. Read the first page aloud, and let the person keep a copy if that is safe for them.
paper-keep = Never leave this form where others can find it. Bring it into the archive soon, then lock it away or destroy it.
paper-group = Group, and how to reach it
paper-question = Question
paper-limits = Only for, until
paper-needed = Without a yes to these, write nothing down.
paper-signed = Day, and signature or a mark
paper-signed-why = A signature is not needed if it could put the person in danger. Then write here who heard the yes.
paper-not-known = Leave out anything. If there is no answer, write why: U not known · N not asked · X does not apply · O something else.
paper-taken-by = Person who takes the account
paper-number = number of the list below, or own words
paper-acts = What happened: list

# New record
library-new = Record something new
new-title = New record
new-intro = What somebody says stands as they said it, beside what others say. Fields can stay empty.
new-who = Who says so
new-what = What they say
new-rest = More fields
new-level-why = Restricted: it stays in the archive until somebody decides otherwise.
new-locator-why = A page, a line, a time. It can stay empty.
new-not = Do not record it

# Erase
erase-title = Erase for ever
erase-section = For when somebody asks that it be gone, or it puts somebody in danger. It goes in two steps, and cannot be undone.
erase-open = What would go?
erase-first = First step: see what would go
erase-what = What is said in this record is erased from this archive, and so is its file if it has one. In the log stays that something was erased, when, and the reason.
erase-instead = If it is only wrong, take it back instead. If it only must not leave, seal it instead.
erase-reason-why = The reason stays in the log. Do not write names in it.
erase-look = Seal it and show what would go
erase-not = Do not erase it
erase-stays = What stays
erase-stays-more = { $total } in all.
erase-stays-todo = These are records of their own. Look at each: it may say the same. They can be erased the same way.
erase-not-reached = What this cannot reach
erase-second = Second step: erase it
erase-second-what = Nothing is erased yet; the record is sealed and does not leave the archive. To erase it, type this code:
erase-code = Code
erase-go = Erase it for ever
erase-not-now = Do not erase it; it stays sealed
erase-done = It is erased
erase-receipt = Print or keep this page if somebody asked for the erasure: it says what went and what was out of reach. Ask those who hold copies to erase them too.

# Review
review-question = Are these two one person?
review-no-name = Nobody gave a name when the archive was opened. Reviewers are then told apart by their devices only: whoever else decides on this computer counts as the same person as you. Lock, and open it again with your name.
review-said = You said: { $verdict }.
review-undo = Take it back
review-undo-reason = Taken back at once by who had decided it
review-undone = Your last decision is taken back. Its pair waits again.
review-waiting = { $count ->
    [0] No pair waits for you
    [one] One pair waits for you
   *[other] { $count } pairs wait for you
 }
review-judged = { $count ->
    [one] you decided one
   *[other] you decided { $count }
 }
review-beside = The two records side by side
review-compared = Sign
review-how-compared = How it was compared
review-sources = Who says so
review-signs = What differs is marked. What other reviewers decided is not shown here.
review-sign-same = the same
review-sign-alike = the same but for capitals and accents
review-sign-differs = not the same
review-sign-one = only one of them says it
review-reason = Why
review-reason-why = This is what weighs most. Leave it or write what you saw; it stays with your decision.
review-same = One person
review-different = Two persons
review-unsure = Cannot tell
review-weights = What speaks for it, and what against
review-in-numbers = The same in numbers
review-bits = Bits
review-none = No pair waits for you
review-none-what = You have decided all that is worth a look. Compare again below so that it is taken in; numbers change then.
review-to-figures = To the figures
review-begin-what = The program compares the entries of lists, proposes which are one person and says why. Where it is not sure, it asks people: here, one pair at a time. It changes no record.
review-begin = Begin
review-begin-go = Compare now
review-again = Compare again
review-again-go = Compare again now
review-lists = Which lists
review-lists-why = None chosen: everything that is here.
review-no-lists = There is no list yet; records of persons are compared.
review-judged-since = People decided about pairs since the last time, or took a decision back.
review-changed-since = More was said of records since the last time.
review-unlinked = There are records that were not compared yet.
review-came-of-it = What came of it
review-agreement = How far reviewers agree (look when you are done)

# Figures
figures-what = What to count
figures-where = Only where
figures-where-why = Empty: everything. Values with spaces stand between quotation marks.
figures-where-none = everything
figures-examples = Examples, and what can be asked for
figures-example-1 = one place; with “under” instead of “=”, also all places within it
figures-example-2 = age at the time
figures-example-3 = from one day to another
figures-example-4 = several things together, with “and”, “or”, “not”
figures-example-5 = the word stands somewhere in it
figures-fields-what = Fields, by the name to write and what they are:
figures-by = Broken down by
figures-by-month = Month
figures-by-age-group = Age group
figures-by-attributed-to = Whom it is attributed to
figures-by-other = Other fields, with commas
figures-min-sources = Independent sources
figures-sources-at-least = { $count ->
    [0] however many
    [one] at least one
   *[other] at least { $count }
 }
figures-unit = Counting unit
figures-unit-persons = single persons
figures-go = Count
figures-estimated = Estimated
figures-claimed-none = No source states a number for this.
figures-claimed-what = What sources state as a number, each in its own words. Nobody has to be named behind it.
figures-claims-more = { $total } claims in all.
figures-documented-what = Records that are here, each with its sources.
figures-documented-range = From the fewest to the most that the records allow.
figures-never-added = These three are different things. They stand side by side and are never added up.
figures-estimate-saved = Save this figure under a name; from its page the people whom no list names can be estimated.
figures-estimate-persons = Only persons on several lists can be estimated.
figures-estimate-what = How many people the lists do not name can be estimated from how they overlap. It takes up to some minutes.
figures-estimate-hangs = With those whom nobody recorded. It hangs on assumptions; read it on its own page.
figures-estimate-go = Estimate
figures-estimate-anew = Estimate anew
figures-estimate-see = Every method, and what it hangs on
figures-estimate-words = In words
figures-no-range = no range
figures-bear-in-mind = What to bear in mind
figures-compare = Compare lists
figures-breakdown = Broken down
figures-chart = Chart
figures-rows-more = { $total } lines in all; the first 1,000 are shown.
figures-rule = The rule, and the SQL behind the number
figures-sql-what = This SQL gives the number; anybody who has the records can run it.
figures-linked = How records were linked
figures-linkage = { $entries } records; pairs from a chance of { $threshold } count as one person; { $judgements } decisions of people taken in; model { $model }
figures-save-as = Keep it under a name
figures-save = Save
figures-save-what = The question, the number and the day are kept.
figures-saved = Saved figures
figures-saved-none = None is saved yet. Count something and give it a name.
figures-all = All figures
figures-now = Now: { $number }.
figures-unchanged = The number is the same as when it was saved.
figures-change = Change the question
figures-behind = What is behind the number
figures-from = From
figures-groupings = If entries are grouped otherwise
figures-settings = Seed { $seed }, level { $level } %: the same records give the same numbers.

# What to do, where a page refuses something: in place of the words for the command line, where there are such
web-not-an-archive = Look whether the folder of the archive, or the stick that it lies on, is still there. Then start the program again.
web-not-found = Look for the record in the library. For a file, check how its place is written.
web-unknown-field = Choose one of the fields that the page offers. A field of your own begins with "x.".
web-unknown-kind = Choose one of the kinds that the page offers.
web-log-damaged = Record nothing in this copy. Verify it and your backups, and go on with a copy that holds.
web-log-forked = Find out whether an old copy of the archive was used, or whether somebody changed it. Verify this archive, and show the result to the others in the group.
web-backup-ahead = The copy may be the better one. Verify both, and go on with the one that holds and has more. To keep both, give another folder.
web-backup-forked = One of the two was changed. Verify both and show the result to your group. Keep both until that is clear, and make the new copy in another folder.
web-object-damaged = Fetch it from a backup: open the backup and verify it there, to see whether it is whole.
web-level-not-disclosable = Choose coalition, recipient or public as the level. How far a record may go is decided by a person, on the page of the record.
web-catalog-failed = Lock the archive and open it again. If it happens again, what the pages are made from has to be derived anew: ask whoever helps you with this computer. Nothing that was recorded is lost.
web-not-a-record = Look for the record in the library, and open it there.
web-not-an-item = Look for the item in the library, and open it there.
web-item-withheld = Its page shows its level and the consent that was given. Whether that changes is for the person concerned and the group to decide.
web-field-repeated = Give one value. What another source says is recorded with that source, on the page of the record.
web-statement-refused = Record it in several parts: make the record first, and say the rest on its page.
web-not-a-person = Choose two persons or entries.
web-nothing-to-link = Bring in a list first.
web-list-unknown = Write the name as it was given when the list was brought in; the library shows all lists.
web-as-of-unknown = Choose one of the saved figures.
web-as-of-differs = Verify this archive, and look for a copy of it that contains that state.
web-item-too-large = It is too large to be shown here. Save a copy on its page, and open that with another program.
web-no-number-stated = Choose a statement that gives a number.
web-not-retractable = Take back a record, a value, a decision or an import. Of a consent, record what the person says now, on the page of the account.
web-not-supersedable = Choose one of the values on the page of the record.
web-already-retracted = Its page says when and why.
web-field-not-said = Say it on the page of the record, as something more about it.
web-unknown-format = Choose one of the formats that the page offers.
web-figure-unknown = Save a figure first, on the page of figures.
web-figure-not-reconciled = Compare the lists on the page "Review pairs", and decide about the pairs that wait there. Without it the same person would count once for each list.
web-not-linked = Compare the lists first, on the page "Review pairs".
web-not-shown = Save a copy on its page, and open that with another program.
web-map-invalid = Look at what each column means, change what cannot be so, and look again.
web-confirm-wrong = Look again at what would be erased, and write the code that the page shows now.
web-source-missing = Say who it is from: a person, a group or a publication. A new name makes a new source.
web-nothing-said = Fill in at least one field.
web-reason-missing = Say why. The reason is kept, so that others can understand the decision later.
web-figure-name = Give a short name, such as: killed by list
web-as-of-saved = Do one after the other: look at an earlier state, or save the figure of today.
web-not-this-format = Look at what the other program exports, and choose again what it is.
web-no-such-column = Look at how the columns are called, and choose again.
web-figure-not-persons = Only persons on lists can be estimated. Save a figure that counts persons.
web-figure-too-many-lists = Save a figure that counts some of the lists only: list in ("...", "...")
web-warning-changed-since-linked = More was said of linked records since the lists were compared: compare them again.
web-warning-judged-since-linked = People have decided about pairs since the lists were compared, and that is not in this number yet: compare them again.
web-notice-log-damaged = A part of the archive is damaged: { $subject }. What stands there could not be read. Verify this archive to see more.
web-notice-texts-unread = The text of { $subject } items could not be read for the search: their files are not here, or are damaged. Verify this archive to see more. They are tried again at the next search.
web-notice-log-rewritten = The log { $subject } is not the one that this computer has seen: its earlier part was changed. Verify this archive, and show the result to the others in the group.
