// One message as the page shows it: who and when, its blocks and files, what can be done with it; and the lines between.

import { drawn } from './blocks.js';
import { collected } from './controls.js';
import { element, marked } from './marks.js';
import { menu } from './menus.js';

/** A message. `at` holds the room, `act(what, given)` and `open(thread)`; `top` where it does not stand in a thread. */
export function message(each, at, top) {
  const replies = at.messages.filter((other) => other.thread_ts === each.ts && other.ts !== each.ts && !other.private);
  const press = (action) => at.act('press', { ts: each.ts, values: collected(item), ...action }, top ? 'messages' : 'replies');
  const body = each.blocks.length || !each.text
    ? drawn(each.blocks, { ...at, press, narrow: !top || innerWidth < 1300 })
    : [element('p', {}, ...marked(each.text, at.names))];
  const name = at.people[each.user] ?? each.user;
  const which = at.members.findIndex((one) => one.id === each.user);
  const robot = which < 0;
  const seconds = Number(each.ts);
  const item = element('article', { class: each.private ? 'message private' : 'message', 'data-ts': each.ts, 'aria-label': `${name}, ${clock(seconds, at)}` },
    element('span', { class: robot ? 'avatar robot' : `avatar a${which % 5}`, 'aria-hidden': 'true' },
      robot ? name[0] : name.split(' ').map((one) => one[0]).join('').slice(0, 2)),
    element('div', { class: 'content' },
      ...(each.private ? [only(each, at)] : []),
      element('p', { class: 'who' }, element('strong', {}, name), ...(robot ? [element('small', { class: 'badge' }, 'APP')] : []),
        element('time', { datetime: new Date(seconds * 1000).toISOString(), title: clock(seconds, at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }) }, clock(seconds, at)),
        ...(each.edited ? [element('small', { class: 'quiet' }, '(edited)')] : []), tools(each, at, top)),
      ...body, ...(each.files ?? []).map(file), ...(top && replies.length ? [below(each, at, replies)] : [])));
  item.made = JSON.stringify([each, top && replies.map((one) => one.ts)]); // unchanged, it is not drawn again
  return item;
}

/** Messages with a line wherever a new day begins, and one where this person had stopped reading. */
export function dated(pairs, at, since) {
  let before = '';
  let told = !since;
  return pairs.flatMap(([each, item]) => {
    const day = clock(Number(each.ts), at, { hour: undefined, minute: undefined, weekday: 'long', day: 'numeric', month: 'long' });
    const lines = day === before ? [] : [rule(day)];
    before = day;
    if (!told && each.ts > since && each.user !== at.me) {
      told = true;
      lines.push(rule('New', 'rule new'));
    }
    return [...lines, item];
  });
}

/** A line across with words in it. */
export function rule(words, kind = 'rule') {
  const item = element('div', { class: kind, role: 'separator', 'data-ts': words }, words);
  item.made = words;
  return item;
}

/** A moment in this person's zone; hours and minutes, and what else is asked for. */
export function clock(seconds, { zone }, more = {}) {
  return new Date(seconds * 1000).toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit', ...more, timeZone: zone });
}

function only(each, at) {
  const away = element('button', { type: 'button', class: 'dismiss' }, 'Dismiss');
  away.addEventListener('click', () => at.act('dismiss', { ts: each.ts }));
  return element('p', { class: 'quiet only' }, 'Only visible to you · ', away);
}

function tools(each, at, top) {
  if (each.private) return null;
  const more = element('button', { type: 'button', 'aria-label': 'More actions' }, '⋯');
  const shortcuts = at.shortcuts.filter((one) => one.type === 'message')
    .map((one) => [one.name, () => at.act('shortcut', { callback_id: one.callback_id, ts: each.ts }, top ? 'messages' : 'replies')]);
  const copy = ['Copy link', () => navigator.clipboard?.writeText(`${location.origin}/archives/${at.channel}/p${each.ts.replace('.', '')}`)];
  return element('span', { class: 'tools' }, ...(top ? [opener(each, at, 'Reply in thread', 'reply')] : []), menu(more, () => [...shortcuts, copy]));
}

function below(each, at, replies) {
  const counted = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return element('p', {}, opener(each, at, counted, 'thread has'), element('span', { class: 'quiet' }, ` Last reply ${clock(Number(replies.at(-1).ts), at)}`));
}

function opener(each, at, words, kind) {
  const made = element('button', { type: 'button', class: kind }, words);
  made.addEventListener('click', () => at.open(each.ts));
  return made;
}

function file(each) {
  const [head, ...rows] = each.rows;
  const size = each.size < 1000 ? `${each.size} bytes` : `${Math.round(each.size / 1000)} kB`;
  return element('figure', { class: 'file' },
    element('figcaption', {}, element('a', { href: `/files/${each.id}`, download: each.name }, each.title), element('span', { class: 'quiet' }, ` ${each.filetype.toUpperCase()} · ${size}`)),
    ...(head ? [element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': each.alt_txt || each.title }, element('table', {},
      element('thead', {}, element('tr', {}, ...head.map((one) => element('th', { scope: 'col' }, one)))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((one) => element('td', {}, one)))))))] : []));
}
