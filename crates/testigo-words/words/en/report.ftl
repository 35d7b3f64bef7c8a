# The report of a dossier (report-*) and its VERIFY.txt (verify-*).

# Navigation and cover
report-skip = Skip to the content
report-kicker = Dossier
report-contents = Contents
report-recipient = For
report-purpose = Purpose
report-level = Disclosure level
report-created = Made on
report-archive = Archive
report-group-key = Key of the group
report-generator = Made with
report-words = Length
report-word-count = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
report-word-count-of = { $count ->
    [one] { $count } word
   *[other] { $count } words
} of at most { $limit }
report-word-count-over = { $count } words: more than the limit of { $limit }

# What is held, what is not claimed
report-held-heading = What is held, and what is not claimed
report-held-intro = The archive holds records of what sources said. This report shows those that may be shown to this recipient for this purpose. These are the records held, not all that happened.
report-held-caption = Records held by the archive, and records shown here
report-held-kind = Kind of record
report-held-count = Held
report-held-shown = In this report
report-held-none = No records are held.
report-claimed-heading = What the group states with its signature
report-claimed-in-log = Every record shown here was entered in a signed log, and the proof is part of this dossier.
report-claimed-opened = For each log it is said how many entries exist and how many of them are opened here.
report-claimed-selection = The records were chosen by the selection printed below, word for word, and by nothing else but the rules of disclosure.
report-claimed-versions = Where sources differ about something that is shown here, their versions go along, or are counted among what was withheld.
report-not-claimed-heading = What is not claimed
report-not-claimed-complete = That nothing else happened, or that nothing else was known.
report-not-claimed-true = That what a source said is true. The log shows what was recorded, by which device and in what order; it does not show what happened.
report-not-claimed-chosen = That one version is right where versions differ. This report does not choose between them.
report-not-claimed-sum = That claimed and documented numbers can be added. They stand side by side.
report-selection = Selection
report-selection-all = Everything that may leave at this level was selected.

# Method
report-method-heading = Method
report-method-source = Every value has one source: the person, document or publication that says so. Values of different sources are kept apart, never blended into one.
report-method-recorded = Every value was recorded in a signed log that can only grow. Corrections are new entries; the earlier ones stay visible.
report-method-dates = Dates and numbers keep the precision of their source. A month stays a month; “about 60” stays “about 60”.
report-method-unread = A value marked “as written” could not be read as a date, a number or a known term. It is shown exactly as the source has it.
report-method-figures = A figure says what it counts, under which rule and as of which state of the logs. It is a range where not everything is known. “Claimed” is what sources say; “documented” is what can be counted in the records.
report-method-disclosure = What leaves the archive passes one gate that knows the level of each record, the consent of each person for this purpose, and what kind of detail it is. What was withheld is counted in this report.
report-method-marks = Characters that cannot be seen, or that would change the direction of reading, are shown by their code in a small frame, for instance [U+202E].

# Numbered paragraphs
report-paragraphs-heading = Numbered paragraphs
report-submission-heading = Submission
report-records-heading = Records
report-paragraphs-none = This report shows no records.
report-paragraph-link = Link to paragraph { $number }
report-source = Source
report-according-to = According to
report-as-written = as written
report-untitled = Without a title
report-statement = Statement
report-register-number = No.
report-register-name = Name
report-register-place = In the list
report-see-paragraph = paragraph { $number }

# Figures
report-figures-heading = Figures
report-figures-intro = Claimed and documented numbers stand side by side. They are never added up: the same person may be meant by several of them.
report-figures-none = This report gives no figures.
report-figure-number = Figure { $number }
report-counts = Counts
report-where = Only where
report-where-all = all records
report-min-sources = Sources
report-min-sources-value = { $count ->
    [one] one source is enough
   *[other] at least { $count } independent sources
}
report-unit = Unit
report-by = Broken down by
report-as-of = As of
report-as-of-value = the logs listed under “Custody”
report-strip-caption = Documented and claimed, side by side
report-strip-version = Version
report-strip-number = Number
report-documented = Documented
report-claimed = Claimed
report-stated = Stated: counted in the whole record, on the group's signed word
report-shown = Shown: counted in this dossier, anyone can count again
report-claimed-none = No source states such a number.
report-range = { $low } to { $high }
report-range-value = { $value } (between { $low } and { $high })
report-bar-exact = { $low } on a scale from 0 to { $scale }
report-bar-range = from { $low } to { $high } on a scale from 0 to { $scale }
report-bar-from = from { $low } upwards, no upper end, on a scale from 0 to { $scale }
report-bar-to = at most { $high } on a scale from 0 to { $scale }
report-bar-open = No bounds are stated.
report-scale = Scale
report-scale-value = 0 to { $scale }
report-difference = Why the two documented numbers differ
report-difference-line = { $count } withheld: { $reason }
report-breakdown-caption = { $name }, broken down (documented)
report-breakdown-low = At least
report-breakdown-value = Value
report-breakdown-high = At most
report-no-value = none
report-left-out = left out for strangers
report-estimated = Estimated
report-estimated-intro = How many people no list names, as the group estimates it from the lists that it holds. It is not counted, and is never added to what was documented. The table and the settings stand in figures.json: whoever has them can run it again and gets the same numbers.
report-warnings = To bear in mind
report-sql = To count again
report-sql-hint = Runs on data/record.sqlite with any SQLite program and gives the row “at least, value, at most” of what is shown.

# Exhibits
report-exhibits-heading = Exhibits
report-exhibits-none = No exhibits go with this report.
report-exhibit = Exhibit { $number }
report-exhibit-alt = Exhibit { $number }: { $caption }
report-exhibit-open = Open { $path }
report-media-type = Type
report-size = Size
report-size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
report-digest = SHA-256

# Differing versions
report-versions-heading = Differing versions
report-versions-intro = Here sources say things that cannot all be so. Each version is given with its source. No choice is made between them.
report-versions-none = No differing versions were found among the values shown here.
report-version = Version
report-version-about = { $field }: { $record }

# Withheld
report-withheld-heading = Withheld
report-withheld-intro = What is not shown is counted here, so that the reader knows how much is missing and why.
report-withheld-none = Nothing was withheld.
report-withheld-caption = What was withheld
report-withheld-what = What
report-withheld-count = Count
report-withheld-records = Whole records
report-withheld-persons = Persons whose identity is not shown
report-withheld-items = Items not handed over
report-withheld-fields = Single details
report-reasons-caption = Why
report-reason = Reason
report-not-searched = { $count ->
    [one] One item leaves although no program could read all of it; a person decided so.
   *[other] { $count } items leave although no program could read all of them; a person decided so for each.
}
report-names-without-consent = { $count ->
    [one] One name of a person leaves without that person's own consent: it is known from a list or a publication.
   *[other] { $count } names of persons leave without their own consent: they are known from lists or publications.
}

# Custody
report-custody-heading = Custody
report-custody-intro = Each device of the group keeps a log that can only grow. The signed root below fixes every entry before it: changing one later would change the root.
report-custody-none = No logs go with this report.
report-custody-log = Log { $number }
report-log-id = Log id
report-log-size = Entries
report-log-opened = Opened here
report-log-opened-value = { $opened } of { $size }
report-log-root = Root
report-cosignatures = Confirmed by other groups
report-cosignatures-none = No other group has confirmed this log. Nothing is claimed about that.
report-tokens = Confirmed by a clock
report-tokens-none = No independent clock has confirmed this log. The times in this report are those of the devices.
report-attestation = { $name }, { $time }

# How to verify
report-verify-heading = How to verify
report-verify-intro = You need no trust in the group, and no program of the group. The file VERIFY.txt beside this report explains each step by hand.
report-verify-step-digests = Compare every file with the list manifest-sha256.txt: sha256sum -c manifest-sha256.txt (on Windows: Get-FileHash).
report-verify-step-key = Compare the key of the group with one that you got another way: in person, on paper, from its web site. Until then the signer is not confirmed.
report-verify-step-signatures = Check the signatures of the group and of the logs with openssl.
report-verify-step-release = Recompute the release statement and follow it to the signed root. It fixes every file of this dossier.
report-verify-step-program = Or let a program do all of this: testigo verify --trust FILE, where FILE holds the key that you got another way.

# VERIFY.txt
verify-title = HOW TO CHECK THIS DOSSIER BY HAND
verify-intro = You do not have to trust the group that made this dossier, nor its program. Everything below uses common tools. Step 1 needs nothing but digests. From step 2 on you need OpenSSL 3.
verify-archive = Archive
verify-group-key = Key of the group
verify-logs = Logs
verify-release = Release
verify-release-value = entry { $index } of log { $log }, { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
} up to the signed root
verify-tools-heading = What you need
verify-tools-unix = Linux or macOS: a terminal. Go to the folder that holds this file with cd, type sh and press Enter. Then copy the lines below as they are. They need openssl, xxd, awk and sed.
verify-tools-mac = On macOS the openssl that comes with the system is another program: install OpenSSL 3 (for example with Homebrew) and put its folder first in PATH. If there is no sha256sum, type this first:
verify-tools-windows = Windows: PowerShell is enough for step 1. For the other steps use the "Git Bash" that comes with Git for Windows, or a Linux computer.
verify-tools-copy = Work on a copy, and do not save anything into the folder: a file that is in no list is a fault.
verify-step-digests-heading = 1. Are these the files, and nothing else?
verify-step-digests = Every line must end in OK, and there must be no warning:
verify-step-unlisted = Then look for files that no list names. This must print one line only, tagmanifest-sha256.txt:
verify-step-links = This must print nothing at all:
verify-step-powershell = In PowerShell instead. The first part must print nothing, the second only tagmanifest-sha256.txt:
verify-step-key-heading = 2. Whose key is it?
verify-step-key = Anybody can make a key and call it theirs. Compare the line that this prints, whole, with the key of the group that you got another way: in person, on paper, from its web site. If you have none, everything below shows only that one and the same key signed it all.
verify-step-key-pem = The same key stands in key.pem. Both lines must be equal:
verify-step-key-archive = The archive id is made from the key. This must print the archive id given above:
verify-step-signatures-heading = 3. Did the group admit the log, and did the log sign its root?
verify-step-signatures = For each log: the first two lines must print "Signature Verified Successfully". The third must print the log id. The last prints the signed text: name of the log, number of entries, root. The admission must name this archive, this log and its key.
verify-step-release-heading = 4. Did the group release exactly this?
verify-step-release-functions = The release is a statement of several fields. Each has its own digest, and together they make the statement. Copy these lines; they print nothing:
verify-step-release-read = Read what the group signed: title, recipient, purpose, level, selection. The head must name this archive, the log of the release, and the kind release:
verify-step-release-manifest = The manifest must be the released one. Both lines must be equal:
verify-step-release-files = The other files must be the released ones. Every line must end in OK:
verify-step-release-leaf = Now recompute the statement and its place in the log's tree:
verify-step-release-walk = Walk from the leaf to the root. The last two lines must be equal: the root that you computed, and the root that the log signed in step 3:
verify-step-others-heading = 5. Any other record or exhibit
verify-step-others = Every line of proof/openings.jsonl is a record of the report with its proof. This prints the number of the line that speaks of an exhibit (here E0001.jpg); if it prints nothing, no record vouches for that file:
verify-step-others-again = Put that line into a file outside this folder (here line 12), point RELEASE to it, read it and repeat the last two blocks of step 4. It must lead to the root of the log that it names:
verify-meaning-heading = What this shows, and what it does not
verify-meaning-shows = If all steps succeed: this dossier is exactly what the holder of the group's key released, and every record in it stands in a log that was signed at the stated length.
verify-meaning-not = It does not show that what a source said is true, nor that nothing else was known.
