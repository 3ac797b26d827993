-- What channels watch. `looked` names the state of the archive that a watch was last looked at in; a `sighting` is
-- the mark of something that it has met, with the alert that told of it (null for what stood there at the start).
create table watch(
  id integer primary key, channel text not null, line text not null, by text not null, at text not null,
  looked text not null, unique(channel, line)
);
create table sighting(
  watch integer, mark text, seq integer not null, alert text, primary key(watch, mark)
) without rowid;
create index sighting_alert on sighting(alert) where alert is not null;
create table alert(
  id integer primary key, key text not null unique, channel text not null, at text not null,
  told integer not null default 0
);
create index alert_untold on alert(id) where told = 0;
create index alert_channel on alert(channel, id);
