-- What people set in Slack, which wins over the config file; `key` says what and where, `value` is JSON.
create table setting(key text primary key, value text not null, by text not null, at text not null) without rowid;

-- Lines that somebody found not right: the review list. `item` is the item as the answer gave it, as JSON.
create table complaint(
  id integer primary key, line text not null, item text not null, wrong text not null, note text not null,
  by text not null, at text not null
);
