-- name: keep
insert or replace into setting values(:key, :value, :by, :now);

-- name: forget
delete from setting where key = :key;

-- name: settings
select key, value, by, at from setting where key >= :first and key < :last order by key;

-- name: complain
insert into complaint(line, item, wrong, note, by, at) values(:line, :item, :wrong, :note, :by, :at);

-- name: complaints
select line, item, wrong, note, by, at from complaint order by id;
