-- name: story_by_id
select row, fingerprint, loaded, storyline from story where id = :id;

-- name: fingerprint
select fingerprint from story where id = :id;

-- name: next_row
select coalesce(max(row), 0) + 1 from story;

-- name: storyline_of
select storyline from story where row = :row;

-- name: has_followers
select exists(select 1 from story where storyline = :row and row <> :row);

-- name: keep_story
insert or replace into story values(
  :row, :id, :origin, :backwards, :url, :source, :named_by, :evidence, :headline, :byline, :published, :updated,
  :status, :stage, :loaded, :changed, :storyline, :fingerprint
);

-- name: keep_body
insert or replace into body values(:row, :text, :zones, :set_aside, :repairs, :sentences, :traits);

-- name: keep_finding
insert into finding values(
  :story, :kind, :seq, :start, :stop, :context_start, :context_stop, :zone, :key, :checksum, :detail
);

-- name: drop_findings
delete from finding where story = :row;

-- name: keep_word
insert or ignore into word values(?, ?);

-- name: index_story
insert into story_words(rowid, headline, text, source, byline, dates, filed)
values(:rowid, :headline, :text, :source, :byline, :dates, :filed);

-- name: unindex_story
insert into story_words(story_words, rowid, headline, text, source, byline, dates, filed)
values('delete', :rowid, :headline, :text, :source, :byline, :dates, :filed);

-- name: index_quote
insert into quote_words(rowid, passage, voice, named, source, byline, dates, filed)
values(:rowid, :passage, :voice, :named, :source, :byline, :dates, :filed);

-- name: unindex_quote
insert into quote_words(quote_words, rowid, passage, voice, named, source, byline, dates, filed)
values('delete', :rowid, :passage, :voice, :named, :source, :byline, :dates, :filed);

-- name: index_figure
insert into figure_words(rowid, passage, headline, voice, named, source, byline, dates)
values(:rowid, :passage, :headline, :voice, :named, :source, :byline, :dates);

-- name: unindex_figure
insert into figure_words(figure_words, rowid, passage, headline, voice, named, source, byline, dates)
values('delete', :rowid, :passage, :headline, :voice, :named, :source, :byline, :dates);

-- name: source_id
select id from source where label = :label and coalesce(publisher, '') = coalesce(:publisher, '') and names = :names;

-- name: keep_source
insert into source(label, publisher, names, stories) values(:label, :publisher, :names, 0) returning id;

-- name: count_source
update source set stories = stories + ? where id = ?;

-- name: drop_empty_sources
delete from source where id = ? and stories = 0;

-- name: count_tally
update tally set n = n + ? where name = ?;

-- name: count_person
insert into person(key, name, stories, mentions) values(:key, '', :stories, :mentions)
on conflict(key) do update set stories = stories + excluded.stories, mentions = mentions + excluded.mentions
returning id;

-- name: count_form
insert into person_form values(:person, :form, :stories)
on conflict do update set stories = stories + excluded.stories;

-- name: drop_empty_forms
delete from person_form where person = :person and stories = 0;

-- name: person_forms
select form, stories from person_form where person = :person order by stories desc, length(form) desc, form;

-- name: person_counts
select stories, mentions from person where id = :person;

-- name: name_person
update person set name = :name where id = :person and name <> :name;

-- name: drop_person
delete from person where id = :person;

-- name: person_tokens
select token.token as token, token.id as id, rank from person_token join token on token.id = person_token.token
where person = :person;

-- name: token_id
select id from token where token = :token;

-- name: keep_token
insert into token(token) values(:token) returning id;

-- name: keep_deletion
insert or ignore into deletion values(?, ?);

-- name: drop_deletion
delete from deletion where piece = ? and token = ?;

-- name: keep_token_person
insert into token_person values(:token, :rank, :person);

-- name: drop_token_person
delete from token_person where token = :token and rank = :rank and person = :person;

-- name: keep_person_token
insert or replace into person_token values(:person, :token, :rank);

-- name: drop_person_token
delete from person_token where person = :person and token = :token;

-- name: token_in_use
select exists(select 1 from token_person where token = :token);

-- name: drop_token
delete from token where id = :token;

-- name: count_title
insert into title(person, title, stories, rank) values(:person, :title, :stories, -1)
on conflict(person, title) do update set stories = stories + excluded.stories
returning id, stories, rank;

-- name: rank_title
update title set rank = :rank where id = :id;

-- name: drop_title
delete from title where id = :id;

-- name: keep_title_word
insert or ignore into title_word values(?, ?, ?);

-- name: drop_title_word
delete from title_word where word = ? and rank = ? and title = ?;

-- name: keep_load
insert into load(ended) values(:now) returning id;

-- name: keep_refusal
insert into refusal values(?, ?, ?, ?);

-- name: drop_older_loads
delete from load where id < :id;

-- name: drop_older_refusals
delete from refusal where load < :id;

-- name: drop_aliases
delete from alias where folder = :folder;

-- name: keep_alias
insert or replace into alias values(?, ?, ?);

-- name: keep_sketch
insert or replace into sketch values(:row, :hashes);

-- name: last_stamp
select max(at) from (select max(loaded) as at from story union all select max(at) from revision);

-- name: first_loaded_since
select row from story where loaded >= :time order by loaded, row limit 1;

-- name: drop_old_sketches
delete from sketch where row < :low;

-- name: drop_lineage
delete from lineage where row = :row;

-- name: keep_lineage
insert into lineage values(:row, :original, :shared, :wire);

-- name: first_of
select story.row, lineage.original from story
left join lineage on lineage.row = story.row and lineage.shared = 'copy' where story.id = :id;

-- name: keep_revision
insert or replace into revision values(:row, :at);

-- name: next_earlier
select coalesce(max(n), 0) + 1 from earlier where row = :row;

-- name: keep_earlier
insert into earlier values(:row, :n, :until, :body);

-- name: drop_earlier
delete from earlier where row = :row and n <= :n;

-- name: drop_shown
delete from shown where story = :story;

-- name: keep_shown
insert or replace into shown(series, story, start, stop, at, lost) values(:series, :story, :start, :stop, :at, :lost);
