-- The earlier texts of stories whose text changed, the last twenty of each: `n` counts from 1, `until` is when the
-- next text was loaded, `body` the story with all that was found in it, as JSON, compressed (zlib), for nobody
-- searches in it.
create table earlier(row integer, n integer, until text not null, body blob not null, primary key(row, n));

-- `lost` is when a story lost a line that notes have shown, null where it has it or a note has said so since; `story`
-- then names the earlier text.
alter table shown add column lost text;
create index shown_story on shown(story);
