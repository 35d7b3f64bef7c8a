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
refusal-title = That did not work
working-title = At work
working-begins = Beginning …
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
home-no-backup = Backups are not known to this program yet: keep a second copy of the archive's folder in another place.
home-verify = Verify now
home-holds = What is here
home-newest = Last recorded

# Library
library-words = Words
library-where = Only where
library-kinds = Kinds
library-all = Everything
library-cards = Cards
library-table = Table
library-found = Found
library-total = { $total ->
    [one] One record
   *[other] { $total } records
 }
library-nothing = Nothing was found. Fewer words find more; a part of a name is enough.
column-kind = Kind
column-title = Title
column-words = Where it stands

# A record
record-when = when and by whom
record-reason = Why
record-take-back = Take back
record-take-back-all = Take this record back
record-take-back-what = It counts no longer and is shown as taken back. Nothing is deleted: it stays with the reason.
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
item-not-shown = This kind of file is not shown here, so that nothing in it can run. It can be saved on the command line:
item-missing = its bytes are not here

# Bring in
import-intro = Lists, exports of other programs, photos, videos and documents. First you see how they would be read; nothing is recorded before you say so.
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
import-look = See how it is read
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
import-examples = What stands there
import-means = Means
import-skip = Leave out
import-as-it-is = As it is
import-go = Bring it in
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
settings-no-vocabularies = There are none. They are kept with
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
 } `testigo vocabulary lint` names them.
settings-backups = Backups
settings-keys = Keys
settings-key-move = To the next, to the one before
settings-key-back = Out of a field; a step back

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
