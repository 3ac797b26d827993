-- The earlier texts of stories whose text changed, the last twenty of each: `n` counts from 1, `until` is when the
-- next text was loaded, `body` the story with all that was found in it, as JSON, compressed (zlib), for nobody
-- searches in it.
create table earlier(row integer, n integer, until text not null, body blob not null, primary key(row, n));

-- `lost` marks a line that notes have shown and that its story has no more; `story` then names the earlier text.
alter table shown add column lost integer not null default 0;
create index shown_story on shown(story);
