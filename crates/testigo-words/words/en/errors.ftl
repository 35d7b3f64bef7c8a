# What went wrong (err-<code>) and what to do about it (rec-<code>); `_` and `.` of a code become `-`.
# Only two variables occur: $path (a file or folder) and $detail (what was typed, a position, or the system's own words).

err-usage = This command was not understood: { $detail }
rec-usage = Type "testigo help" to see the commands, or add --help to one of them.

err-not-an-archive = There is no archive at { $path }.
rec-not-an-archive = Go into the folder of your archive, or name it with -C. A new archive is made with "testigo init".

err-archive-exists = There is already an archive at { $path }. Nothing was changed.
rec-archive-exists = Choose another folder for the new archive, or use the one that is there.

err-passphrase-wrong = The passphrase does not open this archive.
rec-passphrase-wrong = Type it again and mind capital letters and spaces. If it is lost, use the recovery sheet that was made with the archive.

err-passphrase-missing = This archive is locked and no passphrase was given.
rec-passphrase-missing = Run the command in a terminal, where it can ask for the passphrase. Scripts name a file that holds it in TESTIGO_PASSPHRASE_FILE.

err-key-file-damaged = A key file of this archive is damaged: { $path }.
rec-key-file-damaged = Copy that file back from a backup, or open the archive with the recovery sheet. Do not delete the damaged file.

err-keys-not-pinned = The keys found here are not those that this computer has known for this archive. Nothing was opened.
rec-keys-not-pinned = Ask the group, by another way than the one the archive came by, whether its keys were changed. Until you know, do not type your passphrase again.

err-format-unknown = This was written in a format that this program does not know.
rec-format-unknown = Use a newer version of testigo. Nothing was changed.

err-read-only = Writing is not allowed here: { $path }. Nothing was stored.
rec-read-only = Check whether the disk or USB stick is write-protected and whether you may write to that folder.

err-disk-full = The disk is full: { $path }. What had been reported as stored is safe; the rest was not stored.
rec-disk-full = Make room, or move the archive to a larger disk, and run the same command again. What is already there is not stored twice.

err-io-failed = Reading or writing failed at { $path } ({ $detail }).
rec-io-failed = Check that the disk is connected and run the command again. If it happens again, make a backup to another disk before anything else.

err-not-found = Nothing was found with this id or path. { $path }
rec-not-found = Look for a record with "testigo search", which shows its id. For a file, check how its path is written.

err-ambiguous-id = More than one record begins with { $detail }.
rec-ambiguous-id = Type more characters of the id.

err-id-too-short = An id must be given with at least six characters: { $detail }
rec-id-too-short = Type at least the first six characters.

err-unknown-field = There is no such field for this kind of record: { $detail }
rec-unknown-field = "testigo vocabulary list" shows the fields. A field of your own begins with "x.".

err-unknown-kind = There is no such kind, or this command does not take it: { $detail }
rec-unknown-kind = "testigo vocabulary list" shows the kinds. Items, entries and consents have commands of their own: add, import and consent. Only persons, acts, incidents and items can be counted.

err-value-unreadable = This value could not be read: { $detail }. Nothing was recorded.
rec-value-unreadable = See how such a value is written: dates like 2019-11-15 or 2019-11, numbers like 860, "about 860" or "800..860".

err-expression-invalid = The condition could not be read: { $detail }
rec-expression-invalid = Conditions look like this: kind = act and date >= 2019-11. Put values with spaces between quotation marks.

err-not-a-table = This file could not be read as a table: { $path }. Nothing was recorded.
rec-not-a-table = Open it in a spreadsheet program, save it as CSV or XLSX with one line of headings at the top, and try again.

err-map-invalid = The file that says which column is which field could not be used: { $detail }
rec-map-invalid = Run the import with --dry-run: it shows a mapping that you can copy and correct.

err-log-damaged = Part of the archive's log is damaged: { $path }.
rec-log-damaged = Do not write to this copy. Run "testigo verify" on it and on your backups, and continue with a copy that holds.

err-backup-foreign = This folder holds something that is no copy of this archive: { $detail }. Nothing was written.
rec-backup-foreign = Give a new or an empty folder, or the one that holds the earlier copy.

err-backup-inside = The copy would lie inside the archive, or the archive inside the copy: { $detail }. Nothing was written.
rec-backup-inside = Give a folder outside of the archive, best on another disk.

err-backup-ahead = The copy in { $detail } has statements that this archive has not. Nothing was changed. It is this log: { $path }
rec-backup-ahead = The copy may be the better one. Run "testigo verify" on both, and go on with the one that holds and has more. To keep both, give another folder.

err-backup-forked = The copy in { $detail } and this archive have different histories. Nothing was changed. It is this log: { $path }
rec-backup-forked = One of the two was changed. Run "testigo verify" on both and show the result to your group. Keep both until that is clear, and make the new copy in another folder.

err-backup-link = In the copy a link stands where a file or folder belongs: { $path }. Nothing was written through it.
rec-backup-link = Look who put it there. Make the copy in a new folder.

err-backup-differs = What was written into the copy reads back differently: the disk { $detail } is failing.
rec-backup-differs = Do not rely on that disk. Make the copy on another one.

err-backup-unsettled = The archive changed all the time while it was copied. What is in the copy so far is whole.
rec-backup-unsettled = Wait until nobody writes into the archive on another computer, and make the backup again. What is already there is not copied twice.

err-backup-running = Another backup of this archive is being made on this computer.
rec-backup-running = Wait until it is done.

err-place-not-whole = This place is not written in full: { $path }
rec-place-not-whole = Write it from its beginning, such as /media/usb/copy or E:\copy.

err-log-forked = There are two signed versions of the same log that cannot both be true. Both are kept as proof; what they have in common counts.
rec-log-forked = Find out whether an old copy of the archive was used, or whether somebody changed it. Show "testigo verify" to the others in the group.

err-stored-read-only = Something was not written safely, so nothing more is written to this archive for now. What had been reported as stored is safe.
rec-stored-read-only = Check the disk, make a backup to another one, and open the archive again.

err-object-damaged = A stored file is damaged: { $path }
rec-object-damaged = Fetch it from a backup: "testigo verify" on the backup shows whether it is whole there.

err-object-missing = A stored file is missing: { $path }
rec-object-missing = Fetch it from a backup, or ask the groups that hold a copy.

err-out-exists = There is already something at { $path }. It was not overwritten.
rec-out-exists = Choose another name, or move away what is there.

err-withheld-value-found = Nothing was written: something that must be withheld would have left the archive, at { $detail }.
rec-withheld-value-found = Look at that place. Leave that record or file out, or have a person with the right decide on its level.

err-level-not-disclosable = Material of this level does not leave the archive: { $detail }
rec-level-not-disclosable = Choose coalition, recipient or public as the level. Whether a record may leave is decided by a person with "testigo level".

err-confirm-wrong = The confirmation code is not the right one. Nothing was erased.
rec-confirm-wrong = Run the command without --confirm: it lists what would be erased and shows the code.

err-spec-invalid = The description of the dossier could not be used: { $detail }
rec-spec-invalid = Correct that line. It needs a title, a language, a recipient, a purpose and a level.

err-not-a-package = This is neither an archive nor a dossier: { $path }.
rec-not-a-package = Name the folder that holds bagit.txt, or the zip file as you received it.

err-home-unset = There is no folder for this computer's own keys.
rec-home-unset = Set TESTIGO_HOME to a folder that only you can read.

err-weak-passphrase-factor = A key file asks for a protection that is too weak or far too costly: { $path }. It was not opened.
rec-weak-passphrase-factor = This program did not make that file. Ask the group where it came from.

err-catalog-failed = The search catalog of this computer did not work: { $detail }. Nothing is lost; it is made from the archive.
rec-catalog-failed = Run "testigo rebuild".

err-internal = This is a mistake in the program, not yours. { $detail }
rec-internal = What had been reported as stored is safe. Please tell the makers what you did, without names or other content.

err-symlink-loop = This link leads back to itself: { $path }. It was left out.
rec-symlink-loop = Add the folder that it should lead to.

err-not-a-file = This is neither a file nor a folder: { $path }. It was left out.
rec-not-a-file = Add ordinary files and folders only.

err-item-unreadable = This file could not be read: { $path }. It was left out; the others go on.
rec-item-unreadable = Check that you may read it and that the disk is not damaged, and add it again.

err-changed-while-reading = This file was changed by another program while it was being read: { $path }. It was not stored.
rec-changed-while-reading = Close the program that uses the file and add it again.

err-not-a-record = This id is not that of a record: { $path }
rec-not-a-record = "testigo search" shows the ids of records. "testigo log" also shows statements that are no records of their own, such as claims and level decisions.

err-teller-not-a-person = This record is not a person: { $path }
rec-teller-not-a-person = Give the id of a person, or leave it out: then a new person is recorded.

err-not-a-source = This record is neither a source nor an account: { $path }
rec-not-a-source = Give the id of a source or of an account, or the name of the source. An unknown name makes a new source.

err-not-an-item = This record is not a file that was received: { $path }
rec-not-an-item = Give the id of an item. "testigo search" says of each record what kind it is.

err-item-withheld = This item may not leave for that recipient and purpose. Nothing was written. ({ $detail })
rec-item-withheld = Look at its level and at the consent that was given for it, with "testigo show". Whether that changes is for the person concerned and the group to decide.

err-source-missing = It was not said who or what the source is. Nothing was recorded.
rec-source-missing = Name it with --source: its id, or its name. An unknown name makes a new source.

err-field-repeated = This field can be given only once at a time: { $detail }. Nothing was recorded.
rec-field-repeated = Give one value. What another source says is recorded with that source, with "testigo claim".

err-nothing-said = No field was given. Nothing was recorded.
rec-nothing-said = Write at least one field as FIELD=VALUE, or name a file with --from.

err-reason-missing = No reason was given. Nothing was changed.
rec-reason-missing = Say why with --reason. The reason is kept, so that others can understand the decision later.

err-statement-refused = This is more than one record can hold: { $detail }. Nothing was recorded.
rec-statement-refused = Record it in several parts: make the record first, and say the rest with "testigo claim".

err-from-invalid = What was to be recorded could not be read: { $detail }. Nothing was recorded.
rec-from-invalid = Write it as JSON: one object, or one object on each line, with the names of the fields and their values.

err-trust-unreadable = The file with the keys that you trust could not be read: { $path }. Nothing was checked.
rec-trust-unreadable = It is a text file with one archive id or one key on each line.

err-report-failed = The list asked for with --report could not be written: { $detail }
rec-report-failed = What had already been stored is safe. Choose another place for the list and run the same command again; what is already there is not stored twice.

err-log-moved = Something else was recorded on this computer while the dossier was being made. The dossier was not finished.
rec-log-moved = Wait until the other work is done and build the dossier again.

err-passphrases-differ = The two passphrases are not the same. No archive was made.
rec-passphrases-differ = Run the command again and type the same passphrase twice.

err-recovery-unseen = The recovery sheet cannot be shown here. No archive was made.
rec-recovery-unseen = Run the command in a terminal, where you can copy the sheet, or name a file for it with --recovery.

err-demo-failed = This step of the demonstration did not work: { $detail }
rec-demo-failed = Nothing of yours was touched. Try again with another folder: "testigo demo FOLDER". If it happens again, please tell the makers.

err-symlink-not-followed = This is a link that leads somewhere else: { $path }. It was left out.
rec-symlink-not-followed = Add the file or folder that it leads to.

err-out-unclear = It cannot be told where this place lies: { $path }. Nothing was written.
rec-out-unclear = Give a place without ".." behind a folder that does not exist yet, and without a link that leads nowhere.

err-out-inside-archive = This place lies inside the archive itself: { $path }. Nothing was written.
rec-out-inside-archive = Choose a place outside the archive: what is written there is not sealed.

err-inside-archive = This folder belongs to the archive itself or to testigo's own settings: { $path }. It was left out.
rec-inside-archive = Add only folders that lie outside the archive.

err-table-unreadable = The table could not be read from the disk: { $path } ({ $detail }). Nothing was recorded.
rec-table-unreadable = Check its name, whether you may read it and whether the disk is connected.

err-table-too-large = This table is larger than what this program reads: { $path } ({ $detail }).
rec-table-too-large = Split it into several files, each with the line of headings, and import one after the other.

err-cell-too-long = The line of headings could not be read: { $path }. One cell is too long. Nothing was recorded.
rec-cell-too-long = Often a quotation mark is opened and never closed. Correct it in a spreadsheet program and save the table again.

err-too-many-cells = The line of headings could not be read: { $path }. It has too many columns. Nothing was recorded.
rec-too-many-cells = Delete the columns that are not needed from a copy and import the copy.

err-row-too-long = The line of headings could not be read: { $path }. It is too long. Nothing was recorded.
rec-row-too-long = Check that the first line holds only the headings of the columns.

err-unclosed-quote = The line of headings could not be read: { $path }. A quotation mark is opened and never closed. Nothing was recorded.
rec-unclosed-quote = Correct it in a spreadsheet program and save the table again.

err-sheet-damaged = The spreadsheet is damaged: { $path }. Nothing was recorded.
rec-sheet-damaged = Open it in a spreadsheet program, save it under another name as XLSX or CSV, and try again.

err-breakdown-withheld = A figure cannot be broken down by this field at this level, because its values may not leave: { $detail }. Nothing was written.
rec-breakdown-withheld = Leave that field out of "by" in the description of the dossier.

err-query-too-long = This search is too long.
rec-query-too-long = Search for fewer words: at most 64, and 1,000 letters.

err-not-a-person = This record is neither a person nor an entry of a list: { $path }. Nothing was recorded.
rec-not-a-person = Give the ids of two persons or entries; "testigo search" and "testigo link next" show them.

err-judged-with-itself = Both ids are those of one record: { $path }. Nothing was recorded.
rec-judged-with-itself = Give two different records.
err-judgement-of-another = This is not your own last judgement of that pair: { $path }. Nothing was taken back.
rec-judgement-of-another = Give your own judgement of the pair. It stands beside that of others.

err-nothing-to-link = There are no persons or entries to link.
rec-nothing-to-link = Import a list first: testigo import FILE --as list

err-not-a-list = This record is no list: { $path }
rec-not-a-list = Give the name of a list as it was imported, or its id.

err-figure-name = This is no name for a figure: it is empty, or longer than 200 bytes. Nothing was saved.
rec-figure-name = Give a short name: --save "killed by list"

err-list-unknown = There is no list of this name: { $detail }
rec-list-unknown = Write the name as it was given with --list at import; "testigo search" with --kind list finds it.

err-figure-small = The figure "{ $detail }" is smaller than the number from which it may be shown. Nothing was written.
rec-figure-small = Leave it out, or count more together.

err-figure-tells = The figure "{ $detail }" would tell what is withheld: more is counted among what is shown than in the whole record. Nothing was written.
rec-figure-tells = Leave the figure out, or ask it without "not" of what is withheld.

err-as-of-unknown = Nothing of this name says what the record was as of: { $detail }
rec-as-of-unknown = Give the name or id of a saved figure or of a release, or checkpoints as LOG:SIZE ("testigo status" lists the logs).

err-as-of-differs = The log no longer is what it was at { $detail }: it does not contain that head.
rec-as-of-differs = Run "testigo verify", and look for a copy of the archive that contains it.

err-as-of-saved = A figure of an earlier record is not saved under a name.
rec-as-of-saved = Leave out --save or --as-of.

err-formula-unreadable = The formula cannot be read: { $detail }.
rec-formula-unreadable = Write for instance sum(votes), count(), or sum(a) / sum(b). A header with spaces stands in double quotes.

err-column-unknown = { $detail }.
rec-column-unknown = Columns are named by their header, in small letters and with _ for spaces.

err-column-operator = { $detail }.
rec-column-operator = Columns have = != < <= > >= ~ and in.

err-value-nul = A name or a value holds the character U+0000.
rec-value-nul = Write it without.

err-table-not-asked = The table could not be asked: { $detail }.
rec-table-not-asked = Look at its first rows with a spreadsheet program.

err-item-too-large = This item is too large to be read into memory: { $path } (limit: { $detail } bytes).
rec-item-too-large = Write it out with "testigo get" and use another program.

err-no-number-stated = This statement states no number.
rec-no-number-stated = Take the id of a statement from "testigo show".

err-several-numbers-stated = This statement states several numbers: { $detail }.
rec-several-numbers-stated = Say which, as STATEMENT:FIELD.

err-said-of-another = This was not said of this record: { $path }. Nothing was taken back.
rec-said-of-another = Open the record that it was said of, and take it back there.

err-not-retractable = This cannot be taken back: { $detail }.
rec-not-retractable = Take back a record, a claim, a judgement or an import. A consent is withdrawn with "testigo consent".

err-not-supersedable = No other version can be given of this: { $detail }.
rec-not-supersedable = Give the id of a statement that "testigo show" lists beside a value.

err-already-retracted = This was taken back already: { $path }.
rec-already-retracted = "testigo show" says when and why.

err-field-not-said = The statement says nothing of this field: { $detail }.
rec-field-not-said = Say it with "testigo claim" instead.

err-unknown-format = There is no import format of this name: { $detail }
rec-unknown-format = "testigo import --help" lists the formats.

err-not-this-format = The file could not be read as that format: { $path } ({ $detail }). Nothing was recorded.
rec-not-this-format = Look at what the other program exports, and name the format with --as.

err-file-unreadable = The file could not be read from the disk: { $path } ({ $detail }). Nothing was recorded.
rec-file-unreadable = Copy it again and try once more.

err-package-damaged = The package is damaged or protected by a password: { $path } ({ $detail }). Nothing was recorded.
rec-package-damaged = Unpack it with another program and import the folder.

err-package-overlaps = Files in the package lie over one another, so that it unpacks to far more than it holds: { $path } ({ $detail }). Nothing was recorded.
rec-package-overlaps = No program that packs files makes such a package. Ask for it again, and do not unpack it with another program.

err-package-too-large = The package holds more than this program reads: { $path } ({ $detail }). Nothing was recorded.
rec-package-too-large = Unpack it and import parts of it.

err-no-such-column = The map does not fit the table: { $path } ({ $detail }). Nothing was recorded.
rec-no-such-column = Look at the headings with --dry-run.

err-role-missing = It was not said what this is of, or as what.
rec-role-missing = Give both: --of ITEM --as transcript.

err-figure-unknown = There is no saved figure of this name: { $detail }
rec-figure-unknown = Save one first: testigo count --where ... --save NAME

err-figure-not-persons = This figure does not count persons: { $detail }
rec-figure-not-persons = Only persons on lists can be estimated. Save a figure with --what persons.

err-figure-not-reconciled = The persons of this figure were not all linked: { $detail }
rec-figure-not-reconciled = Run "testigo link run", and look at the pairs that it cannot decide. Without it the same person would count once for each list.

err-figure-too-many-lists = The persons of this figure stand on more lists than can be used: { $detail }.
rec-figure-too-many-lists = Choose some in the figure: --where 'list in ("...", "...")'

err-not-linked = These records were not linked: not yet, no longer, or because one of them stands for more than one person.
rec-not-linked = Run "testigo link run" first.

err-link-settings-invalid = The settings for linking could not be read: { $detail }
rec-link-settings-invalid = See docs/RECONCILE.md for what LINK.toml holds: id, and a [[field]] with column and kind for each column to compare by.

err-link-column-missing = A column that the settings name is in none of the lists, or not in this one: { $detail }
rec-link-column-missing = Write the column's name as it stands in the first line of the list, with its capital letters and spaces. If lists name it differently, give all names: column = ["Name", "NOMBRE"].

err-link-no-fields = The settings name no column to compare by.
rec-link-no-fields = Add a [[field]] with column and kind for each column that tells people apart.

err-link-field-repeated = This column stands in the settings twice: { $detail }
rec-link-field-repeated = Name each column in one [[field]] only.

err-link-field-unknown = An age names a date that is no field: { $detail }
rec-link-field-unknown = "at" and "birth" of an age name the column of another [[field]] of kind date or year.

err-link-kind-unknown = There is no such kind of column: { $detail }
rec-link-kind-unknown = Kinds are given_name, surname, full_name, date, year, sex, place, code, text, number and age.

err-link-rule-invalid = This blocking rule could not be read: { $detail }
rec-link-rule-invalid = A rule joins columns with +, each as it is or with a part of it: "surname.sound+birth.year". Without "blocking" the rules are chosen from the lists.

err-link-out-of-range = A number in the settings cannot be right: { $detail }.
rec-link-out-of-range = A threshold is a chance between 0 and 1, such as 0.9. Without it the model's own is used.

err-link-tables-invalid = The particles, nicknames or sounds under [names] could not be read: { $detail }
rec-link-tables-invalid = See docs/RECONCILE.md for the form of [names]: particles, nicknames, sounds, not_said.

err-link-model-invalid = The model could not be read: { $detail }
rec-link-model-invalid = Use a file that was saved with --model, unchanged.

err-link-model-mismatch = The model is for other columns: { $detail }
rec-link-model-mismatch = A saved model goes with the same columns and kinds, in the same order. Learn a new one for other lists.

err-link-too-large = The lists are too large: { $detail }
rec-link-too-large = Link parts of the lists, for instance by year.

err-link-not-written = This could not be written: { $path }
rec-link-not-written = Check that the folder is there, that you may write to it, and that the disk is not full.

err-estimate-settings-invalid = The settings for estimating could not be read: { $detail }
rec-estimate-settings-invalid = See docs/ESTIMATE.md for all settings: seed, level, draws, and the parts [dga], [loglinear], [sparse], [lcmcr] and [replicates].

err-estimate-setting-out-of-range = A number in the settings for estimating cannot be right: { $detail }.
rec-estimate-setting-out-of-range = See docs/ESTIMATE.md for the range of each setting.

err-estimate-tables-differ = This table has other lists than the first: { $path }. Nothing was estimated.
rec-estimate-tables-differ = Several tables stand for the same people, so that they need the same columns. Estimate different tables one by one.

err-estimate-not-written = This could not be written: { $path }
rec-estimate-not-written = Check that the folder is there, that you may write to it, and that the disk is not full.

err-estimate-no-rows = This table has headings and no rows: { $path }
rec-estimate-no-rows = Add a row for each combination of lists, with the number of people who are on exactly those.

err-estimate-row-unreadable = Row { $detail } of { $path } could not be read. Nothing was estimated, because a row that is left out would be people who are left out.
rec-estimate-row-unreadable = Open the table in a spreadsheet, mend the row (often a quotation mark that is never closed) and save it again.

err-estimate-row-ragged = Row { $detail } of { $path } has more cells than the table has headings.
rec-estimate-row-ragged = Give every column a heading, or take the extra cells away.

err-estimate-row-of-no-list = Row { $detail } of { $path } counts people who are on no list. That number is what is to be estimated.
rec-estimate-row-of-no-list = Take the row away, or mark the lists that these people are on with 1.

err-estimate-cell-missing = { $path } has an empty cell (row, column): { $detail }.
rec-estimate-cell-missing = Write 0 if these people are not on the list and 1 if they are; in the column count, how many they are.

err-estimate-cell-not-binary = { $path } has something other than 0 or 1 (row, column): { $detail }.
rec-estimate-cell-not-binary = Each column but count is a list: 1 if these people are on it, 0 if not. If the column divides the people, such as a region, name it with --strata; if it is something else, take it out.

err-estimate-count-unreadable = { $path } has no number (row, column): { $detail }.
rec-estimate-count-unreadable = Write how many people as digits only, without separators of thousands.

err-estimate-count-fraction = { $path } has a fraction (row, column): { $detail }. People are counted whole.
rec-estimate-count-fraction = Use the numbers as they were counted, without weights or averages.

err-estimate-count-negative = { $path } has fewer than no people (row, column): { $detail }.
rec-estimate-count-negative = Look up how many people there are; if none, write 0 or take the row away.

err-estimate-count-too-large = { $path } has a number too large to count exactly (row, column): { $detail }. The most is 4,503,599,627,370,495.
rec-estimate-count-too-large = Check the cell for digits that do not belong there.

err-estimate-too-many-people = The people in { $path } are too many to count exactly: 4,503,599,627,370,495 is the most.
rec-estimate-too-many-people = Check the column count for digits that do not belong there.

err-estimate-too-many-strata = The column named with --strata divides { $path } into more than 400 parts.
rec-estimate-too-many-strata = Name a column with fewer values, such as a region.

err-estimate-no-count = { $path } has no column called count. Its columns are: { $detail }
rec-estimate-no-count = Call the column with the number of people count.

err-estimate-strata-missing = { $path } has no such column to divide it by: { $detail }
rec-estimate-strata-missing = Write the column's name as it stands in the first line, with its capital letters and spaces.

err-estimate-no-lists = { $path } has no column for any list.
rec-estimate-no-lists = Add a column for each list, with 1 for people who are on it and 0 for people who are not.

err-estimate-too-many-lists = { $path } has { $detail } lists; 20 are the most.
rec-estimate-too-many-lists = Join lists that come from the same place, or leave out short ones; say so where you publish.

err-own-field-known = A field of this short name is here already: { $detail }
rec-own-field-known = Use that one, or choose another short name.
err-own-field-unlabelled = The field has no name in one of the languages.
rec-own-field-unlabelled = Write what people call it in English and in Spanish.

err-vocabulary-invalid = This vocabulary cannot be used: { $detail }
rec-vocabulary-invalid = It needs a name, and [[field]] tables with a name that begins with x., or [[term]] tables with vocabulary and code; labels are en and es.

err-names-unreadable = This list of names could not be read: { $detail }
rec-names-unreadable = It must be a text or a CSV file in UTF-8 with one name a line.

err-too-many-names = There are more names than can be looked for at once: { $detail } are the most.
rec-too-many-names = Divide the list and search it in parts.

err-port-taken = Another program already answers at port { $detail }.
rec-port-taken = Choose another port, or leave `--port` out: then any free one is taken.
err-not-shown = This kind of file is not shown: { $detail }.
rec-not-shown = Save it with `testigo get ITEM --out FILE`.
err-pdf-damaged = This PDF cannot be shown: it is damaged, or it is no PDF.
rec-pdf-damaged = Save a copy below, and try another program. What was received is kept as it is.
err-pdf-encrypted = This PDF opens with a password only, so it cannot be shown.
rec-pdf-encrypted = Save a copy below and open it with its password, on a computer where a harmful file can do no harm.
err-pdf-page-missing = This PDF has no such page.
rec-pdf-page-missing = Go back, and choose one of its pages.
err-pdf-too-large = This PDF is too large to be shown: { $detail } megabytes are the most.
rec-pdf-too-large = Save a copy below, and use another program.
err-pdf-too-much = This page of the PDF was given up: it takes more than { $detail } seconds, or more memory than a page may take.
rec-pdf-too-much = Look at another page, or save a copy below. Open it only where a harmful file can do no harm.
err-pdf-not-drawn = Pages cannot be shown now: the program could not be started a second time.
rec-pdf-not-drawn = Close other programs and try again. If it goes on, end the workspace and begin it anew.
err-nothing-handed-over = No file and no place was given.
rec-nothing-handed-over = Choose a file, or write the place of a file or folder on this computer.
err-upload-damaged = What the browser handed over could not be read.
rec-upload-damaged = Try again. Nothing was recorded. Large collections are better named by their place on this computer.

err-consent-not-said = It is not said what the person answered to this.
rec-consent-not-said = Ask, and choose an answer. If it could not be asked, choose “not asked”: then the account is kept sealed.
err-consent-refused = The person said no. Nothing was recorded.
rec-consent-refused = Respect it: close this page without recording, and destroy any notes.

err-work-running = Something else is running, and this was not begun.
rec-work-running = Wait until it is done, or stop it; then go back and send this again.
err-stopped = It was stopped before its end. What was stored until then stays.
rec-stopped = To finish it, do the same again: it goes on from what is stored, and nothing is stored twice.

err-locked-meanwhile = The archive was locked while the passphrase was tried.
rec-locked-meanwhile = Give the passphrase again, if you want to go on.
err-nothing-there = There is no file or folder at that place.
rec-nothing-there = Look at how it is written: the whole place, such as /media/usb/lists/november.csv.
err-one-at-a-time = Only one file is read for records at a time.
rec-one-at-a-time = Bring them in one after the other, or choose to keep them as they are.

err-too-many-chosen = More than { $detail } records are chosen at once.
rec-too-many-chosen = Choose fewer, and do the others afterwards.

err-search-name-missing = This search has no name.
rec-search-name-missing = Give it a name by which you find it again.

err-search-too-long = This search is too long to be kept.
rec-search-too-long = Use fewer words, or a shorter name.

err-searches-full = { $detail } searches are kept already.
rec-searches-full = Remove one that nobody needs any more.

err-searches-damaged = The kept searches cannot be read: their file is damaged. Nothing else is missing.
rec-searches-damaged = Copy the folder “searches” of this installation back from a backup, or begin an empty list.
