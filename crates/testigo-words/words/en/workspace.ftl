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
proof-entry = This record is entry { $entry } (counted from 0) of this device's log.
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
review-nothing = No pair waits for you
review-nothing-what = You have decided all that is worth a look. Compare again below so that it is taken in; numbers change then.
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
