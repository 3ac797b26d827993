-- name: now
select (julianday('now') - 2440587.5) * 86400.0;

-- name: forget_events
delete from event where taken < :before;

-- name: event_taken
select exists(select 1 from event where key = :key);

-- name: keep_event
insert or ignore into event values(?, ?);

-- name: claim
insert into delivery(key, state, owner, lease_until, attempt) values(:key, 'sending', :owner, :now + :lease_s, 1)
on conflict(key) do update set owner = excluded.owner, lease_until = excluded.lease_until, attempt = attempt + 1
where state = 'sending' and lease_until < :now
returning attempt;

-- name: release
delete from delivery where key = :key and state = 'sending';

-- name: settle
insert into delivery(key, state, owner, lease_until, attempt, detail, settled)
values(:key, :state, '', 0, 0, :detail, :now)
on conflict(key) do update set state = excluded.state, detail = excluded.detail, settled = excluded.settled;

-- name: state
select state from delivery where key = :key;

-- name: sent
select detail from delivery where key = :key and state = 'sent';

-- name: expired
select key from delivery where key >= :first and key < :last and state = 'sending' and lease_until < :now
order by lease_until, key limit :limit;

-- name: last_sent
select max(settled) from delivery where key >= :first and key < :last and state = 'sent';

-- name: remember
insert or replace into thread values(:thread, :line, :now);

-- name: recall
select line, asked from thread where thread = :thread;

-- name: forget_shown
delete from shown where at < :before;

-- name: show
insert or replace into shown(series, story, start, stop, at) values(?, ?, ?, ?, ?);

-- name: shown
select story, start, stop from shown where series = :series;

-- name: lost
select story, start, stop from shown where series = :series and lost > '' order by story, start, stop;

-- name: told_lost
update shown set lost = null where series = :series and lost <= :now;

-- name: forget_given
delete from given where until < :now;

-- name: give
insert into given(key, body, until) values(:key, :body, :until)
on conflict(key) do update set until = max(until, excluded.until);

-- name: given
select body from given where key = :key;
