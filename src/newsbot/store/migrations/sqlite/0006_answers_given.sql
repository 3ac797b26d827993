-- Answers that messages were made from, so that their buttons open what was given: `key` is of the answer alone, `body`
-- the answer as JSON, compressed (zlib); forgotten after `until`.
create table given(key text primary key, body blob not null, until text not null);
create index given_until on given(until);
