-- Stories. `row` is the order of first load and never changes; wide columns stand apart in `body`, so that
-- a question that needs only heads reads few pages.
create table source(
  id integer primary key, label text not null, publisher text, names text not null,
  stories integer not null
);
create unique index source_is on source(label, coalesce(publisher, ''), names);

create table story(
  row integer primary key, id text not null unique, origin text not null,
  backwards text not null,                -- origin read backwards: "ends with" as a range of this index
  url text, source integer not null, named_by text, evidence text not null,
  headline text not null, byline text, published text, updated text, status text, stage text,
  loaded text not null, changed text not null, storyline integer not null, fingerprint text not null
);
create index story_backwards on story(backwards);
create index story_url on story(url) where url is not null;
create index story_source on story(source);
create index story_loaded on story(loaded);
create index story_storyline on story(storyline);

create table body(
  row integer primary key, text text not null, zones text not null, set_aside text not null,
  repairs text not null, sentences text not null, traits text not null
);

-- What was found. `kind`: 0 mention, 1 quote, 2 figure; `seq` is the place among the story's findings of its
-- kind; `detail` holds the fields of the kind as a JSON list. The words are a slice of body.text; `checksum`
-- (crc32) is of the words as they were found, so that a text changed behind our back is noticed.
create table finding(
  story integer, kind integer, seq integer, start integer not null, stop integer not null,
  context_start integer not null, context_stop integer not null,
  zone text not null, key text not null, checksum integer not null, detail text not null,
  primary key(story, kind, seq)
) without rowid;

-- Words. The three indexes keep no text; a row goes by handing in again what was indexed (index.py), so what
-- they hold is always made from columns kept above. `filed` holds hashes of keys and traits, `dates` day, month,
-- year. Traits stand here and in no table of their own: 48 rows a story at random places of a tree wrote 37 MB a batch.
create virtual table story_words using fts5(
  headline, text, source, byline, dates, filed,
  content='', tokenize="unicode61 remove_diacritics 2"
);
-- One row a finding, numbered story << 16 | 65535 - seq: backwards by rowid is newest story, then text order.
create virtual table quote_words using fts5(
  passage, voice, named, source, byline, dates, filed,
  content='', tokenize="unicode61 remove_diacritics 2"
);
create virtual table figure_words using fts5(
  passage, headline, voice, named, source, byline, dates,
  content='', tokenize="unicode61 remove_diacritics 2"
);
-- Every word as it stands, under its folded form: "Łódź" is asked for as "lodz", "borders" as "border".
create table word(fold text, token text, primary key(fold, token)) without rowid;

-- People, rolled up; `rank` is the binary logarithm of stories, so that it seldom changes.
create table person(
  id integer primary key, key text not null unique, name text not null,
  stories integer not null, mentions integer not null
);
create table person_form(
  person integer, form text, stories integer not null, primary key(person, form)
) without rowid;
create table token(id integer primary key, token text not null unique);
create table deletion(piece text, token integer, primary key(piece, token)) without rowid;
create table token_person(
  token integer, rank integer, person integer, primary key(token, rank desc, person)
) without rowid;
create table person_token(person integer, token integer, rank integer not null, primary key(person, token))
without rowid;

create table title(
  id integer primary key, person integer not null, title text not null, stories integer not null,
  rank integer not null, unique(person, title)
);
create table title_word(
  word text, rank integer, title integer, primary key(word, rank desc, title)
) without rowid;

create table tally(name text primary key, n integer not null) without rowid;
insert into tally values('stories', 0), ('undated', 0);

create table alias(folder text, alias text, name text not null, primary key(folder, alias)) without rowid;
create table load(id integer primary key, ended text not null);
create table refusal(load integer, seq integer, origin text not null, reason text not null, primary key(load, seq))
without rowid;

-- What the bot did. Times are seconds since 1970 by this database's clock.
create table event(key text primary key, taken real not null) without rowid;
create index event_taken on event(taken);
create table delivery(
  key text primary key, state text not null, owner text not null, lease_until real not null,
  attempt integer not null, detail text not null default '', settled real
) without rowid;
create table thread(thread text primary key, line text not null, asked text not null) without rowid;
