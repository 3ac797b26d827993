-- name: watch
insert or ignore into watch(channel, line, by, at, looked) values(:channel, :line, :by, :now, :looked) returning id;

-- name: find
select id from watch where channel = :channel and line = :line;

-- name: forget_sightings
delete from sighting where watch = :id;

-- name: unwatch
delete from watch where id = :id;

-- name: watches
select id, channel, line, by, at, looked from watch where channel = :channel order by id;

-- name: watching
select distinct channel from watch where channel >= :first and channel < :last order by channel;

-- name: look
update watch set looked = :looked where id = :id and looked <> :looked returning channel;

-- name: sight
insert or ignore into sighting(watch, mark, seq, alert) values(:watch, :mark, :seq, :alert);

-- name: know
insert or ignore into sighting(watch, mark, seq, alert) select id, :mark, 0, null from watch where id = :watch;

-- name: alert
insert or ignore into alert(key, channel, at) values(:key, :channel, :now);

-- name: untold
select key from alert where told = 0 and key >= :first and key < :last order by id;

-- name: sighted
select w.id, w.channel, w.line, w.by, w.at, w.looked, s.mark, a.at as seen
from sighting s join watch w on w.id = s.watch join alert a on a.key = s.alert
where s.alert = :alert order by w.id, s.seq;

-- name: told
update alert set told = 1 where key = :alert;

-- name: fired
select key from alert where channel = :channel order by id desc limit :limit;
