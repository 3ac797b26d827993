-- Copies. `sketch` holds the 24 lowest hashes of a story's runs of four words, as a JSON list, for the stories of the
-- last fortnight; candidates come from the traits, so that no row of it is written at a random place. `lineage` has a
-- row for each story that is a copy of an older one, shares a passage with one, or carries an agency's report.
create table sketch(row integer primary key, hashes text not null);
create table lineage(row integer primary key, original integer, shared text, wire text);
create index lineage_original on lineage(original);

-- Stories whose text changed after they were loaded, and when last.
create table revision(row integer primary key, at text not null);
create index revision_at on revision(at);

-- What a series of notes has shown: the lines of a fortnight, so that none is shown twice unmarked.
create table shown(
  series text, story text, start integer, stop integer, at text not null, primary key(series, story, start, stop)
) without rowid;
create index shown_at on shown(at);
