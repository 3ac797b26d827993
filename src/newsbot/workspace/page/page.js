// The page: shows what one person sees, and sends what they do. All state is the workspace's.

import { drawn } from './blocks.js';
import { collected, keeping } from './controls.js';
import { completing } from './completion.js';
import { element, plainly } from './marks.js';
import { menu } from './menus.js';
import { clock, dated, message, rule } from './messages.js';
import { modal } from './modals.js';

const HOME = 'home';
const SOON_MS = 10_000;
const CONTROLS = 'a, button, input, select, textarea, [tabindex]';
const by = (id) => document.getElementById(id);
const here = { user: new URLSearchParams(location.search).get('user') ?? '', channel: '', thread: '', ...place() };
const read = new Map(kept(`read/${here.user}`)); // the newest message looked at, by channel
let room = null;
let opening = false; // a thread was asked for: its field gets the focus
let since = { channel: '', ts: '' }; // where this person had stopped reading when the channel was opened
let spoken = { list: '', until: 0 }; // where this person just said or pressed something: what comes soon there is shown

/** Where the address points: `#CHANNEL/THREAD`. */
function place() {
  const [channel, thread] = decodeURIComponent(location.hash.slice(1)).split('/');
  return { channel: channel ?? '', thread: thread ?? '' };
}

/** What this tab had kept; nothing where a browser keeps nothing. */
function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '[]');
  } catch {
    return [];
  }
}

function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch { /* then it is not kept */ }
}

async function refresh() {
  const query = new URLSearchParams({ user: here.user, channel: here.channel === HOME ? '' : here.channel });
  const seen = await asked(`/screen?${query}`);
  if (!seen) return undefined;
  room = seen;
  room.ahead = room.now - Date.now() / 1000;
  if (here.channel !== HOME && !room.channels.some((each) => each.id === here.channel)) {
    here.channel = room.channels[0].id;
    return refresh();
  }
  return show();
}

/** The workspace's reply; null, and said so, where there is none. */
async function asked(address, how) {
  try {
    return await (await fetch(address, how)).json();
  } catch {
    by('gone').hidden = false;
    return null;
  }
}

function show() {
  const channel = room.channels.find((each) => each.id === here.channel);
  const direct = room.channels.find((each) => each.kind === 'im');
  const at = { ...room, names: room.people, channel: here.channel, act, open };
  if (channel) looked(channel);
  by('channels').replaceChildren(...room.channels.filter((each) => each.kind !== 'im').map(listed));
  by('apps').replaceChildren(listed(direct));
  document.querySelector('#places [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  people();
  by('place').textContent = channel ? called(channel) : room.app.name;
  document.title = `${by('place').textContent} · News desk, a local workspace`;
  tabs(direct);
  by('composer').hidden = by('messages').hidden = here.channel === HOME;
  by('home').hidden = here.channel !== HOME;
  if (here.channel === HOME) home(at);
  const how = innerWidth > 600 && channel?.kind !== 'im' ? `: /news who NAME, or @${room.app.name} a question` : '';
  by('typed').placeholder = `Message ${channel ? called(channel) : ''}${how}`;
  const tops = room.messages.filter((each) => !each.thread_ts || each.thread_ts === each.ts);
  fill(by('messages'), dated(tops.map((each) => [each, message(each, at, true)]), at, since.ts), here.channel);
  thread(at, channel);
  modal(by('modal'), room.modal, at, act);
  tick();
}

function looked(channel) {
  const before = read.get(channel.id) ?? '';
  if (since.channel !== channel.id) since = { channel: channel.id, ts: channel.latest > before ? before : '' };
  read.set(channel.id, channel.latest);
  keep(`read/${here.user}`, [...read]);
}

function open(ts) {
  opening = true;
  location.hash = `${here.channel}/${ts}`;
}

function listed(channel) {
  const current = here.channel === channel.id || (channel.kind === 'im' && here.channel === HOME);
  const fresh = !current && channel.latest > (read.get(channel.id) ?? '');
  const link = element('a', {
    href: `#${channel.kind === 'im' && room.app.home ? HOME : channel.id}`, class: fresh ? 'fresh' : null, 'aria-current': current ? 'page' : null,
  }, called(channel), ...(fresh ? [element('span', { class: 'unseen' }, ' (new)')] : []));
  return element('li', {}, link);
}

function called(channel) {
  if (channel.kind === 'im') return channel.name;
  return channel.kind === 'group' ? `# ${channel.name} (private)` : `# ${channel.name}`;
}

function people() {
  const me = by('me');
  if (me.options.length !== room.members.length) {
    me.replaceChildren(...room.members.map((each) => element('option', { value: each.id }, each.name)));
  }
  me.value = room.me;
  const global = room.shortcuts.filter((each) => each.type === 'global');
  by('shortcuts').hidden = !global.length;
  if (global.length && !by('shortcuts').firstChild) {
    const button = element('button', { type: 'button', 'aria-label': 'Shortcuts' }, element('span', { class: 'wide' }, 'Shortcuts'), element('span', { class: 'narrow' }, '+'));
    by('shortcuts').append(menu(button, () => global.map((each) => [each.name, () => act('shortcut', { callback_id: each.callback_id })])));
  }
}

function tabs(direct) {
  const app = room.app.home && (here.channel === HOME || here.channel === direct.id);
  by('tabs').hidden = !app;
  for (const [id, on] of [['tab-home', here.channel === HOME], ['tab-messages', here.channel === direct.id]]) {
    by(id).setAttribute('aria-selected', String(on));
    by(id).tabIndex = on ? 0 : -1;
  }
  by('tab-home').onclick = () => { location.hash = HOME; };
  by('tab-messages').onclick = () => { location.hash = direct.id; };
}

function home(at) {
  const { home: view } = room;
  const panel = by('home');
  if (panel.dataset.hash === (view?.hash ?? '') && panel.firstChild) return;
  panel.dataset.hash = view?.hash ?? '';
  const press = (action) => act('press_in', { view_id: view.id, values: collected(panel), ...action });
  const held = document.activeElement?.closest?.('#home [data-action]')?.dataset.action;
  keeping(panel, () => panel.replaceChildren(element('div', { class: 'sheet' },
    ...(view ? drawn(view.blocks, { ...at, press }) : [element('p', { class: 'quiet' }, 'Nothing here yet.')]))));
  if (held) panel.querySelector(`[data-action="${CSS.escape(held)}"]`)?.focus();
}

function thread(at, channel) {
  const root = here.thread && room.messages.find((each) => each.ts === here.thread);
  by('thread').hidden = !root;
  if (!root) return;
  by('thread-place').textContent = channel ? called(channel) : '';
  const replies = room.messages.filter((each) => each.thread_ts === here.thread && each.ts !== here.thread);
  const open = replies.filter((each) => !each.private).length;
  const counted = open === 1 ? '1 reply' : `${open} replies`;
  const around = [message(root, at, false), ...(open ? [rule(counted)] : []), ...replies.map((each) => message(each, at, false))];
  fill(by('replies'), around, `${here.channel}/${here.thread}`);
  if (opening) by('reply-typed').focus();
  opening = false;
}

function tick() {
  if (!room) return;
  by('clock').textContent = clock(Date.now() / 1000 + room.ahead, room, { weekday: 'short', day: 'numeric', month: 'short' });
  by('jump').hidden = !room.jump;
  by('jump').textContent = room.jump ?? '';
}

/** Change the list only where it changed, so that focus, selection and screen readers are left alone; at its
 *  end, or after this person spoke, it goes to what is new: to the top of a message taller than the window. */
function fill(list, items, where) {
  const moved = list.dataset.where !== where;
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const last = list.lastElementChild?.dataset.ts;
  const giveBack = focusIn(list);
  const drawnBefore = new Map(moved ? [] : [...list.children].map((each) => [each.dataset.ts, each]));
  const wanted = items.map((each) => {
    const old = drawnBefore.get(each.dataset.ts);
    return old?.made === each.made ? old : each;
  });
  for (const old of [...list.children]) if (!wanted.includes(old)) old.remove();
  wanted.forEach((each, n) => { if (list.children[n] !== each) list.insertBefore(each, list.children[n] ?? null); });
  list.dataset.where = where;
  giveBack();
  const end = list.lastElementChild;
  if (moved && list.id === 'replies') list.scrollTop = list.firstChild.offsetHeight > list.clientHeight ? (list.querySelector('.rule')?.offsetTop ?? 0) : 0;
  else if (end && (moved || (end.dataset.ts !== last && (atEnd || (spoken.list === list.id && Date.now() < spoken.until))))) {
    list.scrollTop = end.offsetHeight > list.clientHeight ? end.offsetTop - 8 : list.scrollHeight;
  }
}

/** Gives the focus back to what had it in this list, where its message is drawn anew: to the same of its controls, or
 *  to the list. */
function focusIn(list) {
  const node = document.activeElement;
  const item = list.contains(node) ? node.closest('[data-ts]') : null;
  const at = item ? [...item.querySelectorAll(CONTROLS)].indexOf(node) : -1;
  return () => {
    if (!item || node.isConnected) return;
    const again = list.querySelector(`[data-ts="${CSS.escape(item.dataset.ts)}"]`)?.querySelectorAll(CONTROLS)[at];
    (again ?? list).focus();
  };
}

function said(list) {
  spoken = { list, until: Date.now() + SOON_MS };
}

/** Do something; `list` is where the answer is looked for. */
async function act(what, given, list) {
  if (list) said(list);
  by('trouble').textContent = by('reply-trouble').textContent = '';
  const told = await asked(`/do/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: here.user, channel: here.channel, ...given }),
  }) ?? { error: 'no_reply' };
  const known = what === 'submit' || what.startsWith('press') || what === 'command'; // said where it was done
  if (told.error && !known) by(given.thread_ts ? 'reply-trouble' : 'trouble').textContent = plainly(told.error, room.app.name);
  return told;
}

function send(input, thread) {
  const text = input.value.trim();
  if (!text) return;
  if (text.startsWith('/') && thread) {
    by('reply-trouble').textContent = `${text.split(/\s/)[0]} is not supported in threads. Sorry!`;
    return;
  }
  said(thread ? 'replies' : 'messages');
  input.value = '';
  input.dispatchEvent(new Event('input'));
  if (text.startsWith('/')) act('command', { text });
  else act('say', { text, thread_ts: thread });
}

function composer(form, field, list, thread) {
  completing(field, list, options);
  form.addEventListener('submit', (event) => { event.preventDefault(); send(field, thread()); });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(field, thread());
  });
}

/** What may follow a slash or an @ that was just typed. */
function options(word) {
  const low = word.toLowerCase();
  if (word.startsWith('/')) {
    return room.commands.filter((each) => each.name.startsWith(low)).map((each) => ({ insert: `${each.name} `, name: each.name, hint: each.hint, about: each.description }));
  }
  const names = [{ insert: `@${room.app.name} `, name: `@${room.app.name}`, hint: '', about: 'App' }];
  return names.filter((each) => each.name.toLowerCase().startsWith(low));
}

composer(by('composer'), by('typed'), by('completion'), () => '');
composer(by('reply'), by('reply-typed'), by('reply-completion'), () => here.thread);
by('typed').addEventListener('input', () => {
  const command = room?.commands.find((each) => by('typed').value.startsWith(`${each.name} `));
  by('hint').textContent = command ? `${command.name} ${command.hint}` : '';
});
by('close-thread').addEventListener('click', () => { location.hash = here.channel; by('typed').focus(); });
by('thread').addEventListener('keydown', (event) => { if (event.key === 'Escape') by('close-thread').click(); });
by('me').addEventListener('change', () => { location.search = `?user=${by('me').value}`; });
by('jump').addEventListener('click', async () => { by('jump').disabled = true; await act('jump', {}); by('jump').disabled = false; });
by('tabs').addEventListener('keydown', (event) => {
  if (!event.key.startsWith('Arrow')) return;
  const other = document.activeElement === by('tab-home') ? by('tab-messages') : by('tab-home');
  other.click();
  other.focus();
});
by('theme').addEventListener('click', () => {
  const { dataset } = document.documentElement;
  const dark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  dataset.theme = dark ? 'light' : 'dark';
  keep('theme', dataset.theme);
});
addEventListener('hashchange', () => {
  const before = here.channel;
  Object.assign(here, place());
  if (here.channel === HOME && before !== HOME) act('open_home', { tab: 'home' });
  if (before !== here.channel) by('place').focus({ preventScroll: true });
  changed();
});
setInterval(tick, 5000);

let busy = false;
let again = false;

/** Refresh after a change; changes that come meanwhile are one more refresh. */
async function changed() {
  again = true;
  if (busy) return;
  busy = true;
  try {
    while (again) {
      again = false;
      await refresh();
    }
  } finally {
    busy = false;
  }
}

/** Hear of changes while the page is seen: a browser has six connections to one host for all of its tabs. */
function listen() {
  changes?.close();
  changes = null;
  if (document.visibilityState === 'hidden') return;
  changes = new EventSource('/changes');
  changes.addEventListener('message', changed);
  changes.addEventListener('error', () => { by('gone').hidden = false; });
  changes.addEventListener('open', () => { by('gone').hidden = true; });
}

let changes = null;
const theme = kept('theme');
if (typeof theme === 'string') document.documentElement.dataset.theme = theme;
document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => changes?.close());
addEventListener('pageshow', (event) => { if (event.persisted) listen(); });
if (here.channel === HOME) act('open_home', { tab: 'home' });
listen();
