-- Where joins say their order (cross join), an index hands out stories newest first, and only as many as are fetched.
-- The columns of a head, and those of `finding`, are taken by their places (rows.py).

-- name: story
select story.*, source.label, source.publisher, source.names, body.*
from story join source on source.id = story.source join body on body.row = story.row where story.row = :row;

-- name: head
select story.row, story.id, story.origin, story.headline, story.published, story.loaded, story.stage, story.url, story.byline,
  story.storyline, source.label, source.publisher, story.named_by, story.evidence, source.names
from story join source on source.id = story.source where story.row = :row;

-- name: row_by_id
select row, fingerprint, storyline from story where id = :ref;

-- name: row_by_url
select row, fingerprint, storyline from story where url = :ref order by row desc limit 1;

-- name: marks
select story.id, row, fingerprint, storyline from json_each(:ids) as asked cross join story on story.id = asked.value;

-- name: rows_by_end
select row, fingerprint, storyline from story where backwards >= :first and backwards < :last order by backwards limit 2;

-- name: sentences
select sentences from body where row = :row;

-- name: heads_and_texts
select story.row, story.id, story.origin, story.headline, story.published, story.loaded, story.stage, story.url, story.byline,
  story.storyline, source.label, source.publisher, story.named_by, story.evidence, source.names, body.text
from json_each(:rows) as asked cross join story on story.row = asked.value
join source on source.id = story.source join body on body.row = story.row;

-- name: rest
select body.row, zones, set_aside, repairs, sentences, updated, status
from json_each(:rows) as asked cross join body on body.row = asked.value join story on story.row = body.row;

-- name: traits
select traits from body where row = :row;

-- name: places
select kind, seq, start, stop, checksum from finding where story = :row order by kind, seq;

-- name: findings
select * from finding where story = :row and kind = :kind order by seq;

-- name: rows
select row from story where row between :low and :high order by row desc;

-- name: page
select row from story where row >= :low order by row limit :limit;

-- name: first_loaded_after
select row from story where loaded > :time order by loaded, row limit 1;

-- name: heads
select story.row, story.id, story.origin, story.headline, story.published, story.loaded, story.stage, story.url, story.byline,
  story.storyline, source.label, source.publisher, story.named_by, story.evidence, source.names
from json_each(:rows) as asked cross join story on story.row = asked.value
join source on source.id = story.source order by asked.key;

-- name: story_hits
select rowid from story_words where story_words match :match and rowid between :low and :high order by rowid desc;

-- name: quotes
select finding.*, story.fingerprint, story.storyline
from quote_words cross join finding on finding.story = quote_words.rowid >> 16 and finding.kind = :kind
  and finding.seq = 65535 - (quote_words.rowid & 65535)
cross join story on story.row = finding.story
where quote_words match :match and quote_words.rowid between (:low << 16) and (:high << 16 | 65535)
  and (:keys is null or finding.key in (select value from json_each(:keys)))
order by quote_words.rowid desc;

-- name: figures
select finding.*, story.fingerprint, story.storyline
from figure_words cross join finding on finding.story = figure_words.rowid >> 16 and finding.kind = :kind
  and finding.seq = 65535 - (figure_words.rowid & 65535)
cross join story on story.row = finding.story
where figure_words match :match and figure_words.rowid between (:low << 16) and (:high << 16 | 65535)
  and (:keys is null or finding.key in (select value from json_each(:keys)))
order by figure_words.rowid desc;

-- name: findings_in
select finding.*, story.fingerprint, story.storyline
from story_words cross join finding on finding.story = story_words.rowid and finding.kind = :kind
cross join story on story.row = finding.story
where story_words match :match and story_words.rowid between :low and :high
  and (:keys is null or finding.key in (select value from json_each(:keys)))
order by story_words.rowid desc;

-- name: newest_findings
select finding.*, story.fingerprint, story.storyline
from story cross join finding on finding.story = story.row and finding.kind = :kind
where story.row between :low and :high and (:keys is null or finding.key in (select value from json_each(:keys)))
order by story.row desc;

-- name: findings_of
select finding.*, story.fingerprint, story.storyline
from json_each(:rows) as asked cross join story on story.row = asked.value
cross join finding on finding.story = story.row and finding.kind = :kind
where :keys is null or finding.key in (select value from json_each(:keys)) order by asked.key;

-- name: newest_details
select detail from story cross join finding on finding.story = story.row and finding.kind = :kind
where story.row > (select max(row) from story) - 5000
order by story.row desc limit :limit;

-- name: ranked
select rowid from (
  select rowid, bm25(story_words, 4.0, 1.0, 0.0, 0.0, 0.0, 0.0) as badness
  from story_words where story_words match :match and rowid >= :low order by rowid desc limit 1000
) order by badness, rowid desc limit :limit;

-- name: count_hits
select count(*) from story_words where story_words match :match and rowid between :low and :high;

-- name: tokens_of
select token from word where fold = :fold order by token limit 16;

-- name: tokens_of_any
select token from word where fold in (select value from json_each(:folds)) order by fold, token limit 64;

-- name: tokens_beginning
select token from word where fold >= :first and fold < :last limit 400;

-- name: storyline
select story.row, story.id, story.origin, story.headline, story.published, story.loaded, story.stage, story.url, story.byline,
  story.storyline, source.label, source.publisher, story.named_by, story.evidence, source.names
from story join source on source.id = story.source where storyline = :row order by story.row limit :limit;

-- name: storylines
select story.row, story.id, story.origin, story.headline, story.published, story.loaded, story.stage, story.url, story.byline,
  story.storyline, source.label, source.publisher, story.named_by, story.evidence, source.names
from json_each(:rows) as asked cross join story on story.row in (
  select row from story as told where told.storyline = asked.value order by told.row limit :limit
) join source on source.id = story.source order by asked.key, story.row;

-- name: several
select value from json_each(:storylines) as line
where exists(select 1 from story where storyline = line.value limit 1 offset 1);

-- name: related
select story.row, story.id, story.origin, story.headline, story.published, story.loaded, story.stage, story.url, story.byline,
  story.storyline, source.label, source.publisher, story.named_by, story.evidence, source.names, body.traits
from json_each(:rows) as best cross join story on story.row = best.value
join source on source.id = story.source join body on body.row = story.row order by best.key;

-- name: sources
select label, publisher, stories,
  (select evidence from story where source = source.id order by row desc limit 1) as evidence,
  (select loaded from story where source = source.id order by row desc limit 1) as last_loaded
from source where stories > 0 order by stories desc, label, publisher, names;

-- name: tally
select n from tally where name = :name;

-- name: last_load
select id, ended from load order by id desc limit 1;

-- name: refusals
select origin, reason from refusal where load = :load order by seq;

-- name: aliases
select alias, name from alias order by folder, alias;

-- name: tokens_near
select distinct token.token as token, token.id as id from deletion join token on token.id = deletion.token
where piece in (select value from json_each(:pieces));

-- name: token_people
select person, rank from token_person where token = :token order by rank desc, person limit :limit;

-- name: tokens_borne
select sum((select count(*) from (select 1 from token_person where token = asked.value limit 500)))
from json_each(:tokens) as asked;

-- name: people_with_token
select asked.value from json_each(:people) as asked where exists(
  select 1 from person_token where person = asked.value and token in (select value from json_each(:tokens))
);

-- name: people
select person.key, name, stories, mentions from json_each(:people) as asked cross join person on person.id = asked.value;

-- name: word_titles
select title from title_word where word = :word order by rank desc, title limit :limit;

-- name: title
select person.key as key, person.name as name, title.title as title, title.stories as stories
from title join person on person.id = title.person where title.id = :title;

-- name: sketches
select sketch.row, hashes from json_each(:rows) as asked cross join sketch on sketch.row = asked.value
cross join story on story.row = sketch.row where story.loaded >= :since;

-- name: lineage
select told.id, first.id as original, lineage.shared, lineage.wire
from json_each(:ids) as asked cross join story as told on told.id = asked.value
cross join lineage on lineage.row = told.row left join story as first on first.row = lineage.original;

-- name: revised
select row from revision where at > :since order by at desc, row desc limit :limit;

-- name: earlier
select story.id, story.id || '@' || earlier.n as name, earlier.n, earlier.until
from json_each(:ids) as asked cross join story on story.id = asked.value
cross join earlier on earlier.row = story.row
where not exists (select 1 from story as other where other.id = story.id || '@' || earlier.n);

-- name: earlier_text
select body from earlier where row = :row and n = :n;

-- name: shown_of
select series, start, stop, at from shown where story = :story;
