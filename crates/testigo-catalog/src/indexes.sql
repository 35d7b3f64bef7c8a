-- Made after the first load, before the first question: a load into bare tables is several times faster.
CREATE INDEX claim_subject ON claim (subject, field);
CREATE INDEX claim_statement ON claim (statement);
CREATE INDEX claim_folded ON claim (field, folded);
CREATE INDEX claim_refers ON claim (refers, field, subject) WHERE refers IS NOT NULL;
CREATE INDEX statement_subject ON statement (subject, kind) WHERE subject IS NOT NULL;
CREATE INDEX statement_kind ON statement (kind);
CREATE INDEX statement_source ON statement (source) WHERE source IS NOT NULL;
CREATE INDEX statement_import ON statement (import) WHERE import IS NOT NULL;
CREATE INDEX statement_recorded_at ON statement (recorded_at);
CREATE INDEX statement_unmet ON statement (number) WHERE kind IS NULL;
CREATE INDEX statement_critical ON statement (critical) WHERE critical = 1;
CREATE INDEX statement_level ON statement (subject, field, log) WHERE kind = 'level';
CREATE INDEX same_person_person ON same_person (answer, person);
CREATE INDEX reached_holder ON reached (holder);
CREATE INDEX seen_statement ON seen (statement);
CREATE INDEX erased_by ON erased (by_statement);
