// The page: shows what one person sees, and sends what they do. All state is the workspace's.

import { drawn } from './blocks.js';
import { element, marked } from './marks.js';

const by = (id) => document.getElementById(id);
const here = { user: new URLSearchParams(location.search).get('user') ?? '', channel: '', thread: '' };
let room = null;

async function refresh() {
  const query = new URLSearchParams({ user: here.user, channel: here.channel });
  room = await (await fetch(`/screen?${query}`)).json();
  if (!room.channels.some((each) => each.id === here.channel)) {
    here.channel = room.channels[0].id;
    return refresh();
  }
  show();
}

function show() {
  by('channels').replaceChildren(...room.channels.map(place));
  by('place').textContent = called(room.channels.find((each) => each.id === here.channel));
  by('commands').replaceChildren(...room.commands.map((each) => element(
    'option', { value: `${each.name} `, label: `${each.name} ${each.hint} · ${each.description}` })));
  by('typed').placeholder = `/news who NAME, or @${room.app.name} a question`;
  const tops = room.messages.filter((each) => !each.thread_ts || each.thread_ts === each.ts);
  fill(by('messages'), tops.map((each) => message(each, true)));
  const thread = room.messages.filter((each) => here.thread && (each.thread_ts ?? each.ts) === here.thread);
  by('thread').hidden = !thread.length;
  fill(by('replies'), thread.map((each) => message(each, false)));
}

function place(channel) {
  const button = element('button', { type: 'button', 'aria-current': channel.id === here.channel ? 'page' : null }, called(channel));
  button.addEventListener('click', () => { Object.assign(here, { channel: channel.id, thread: '' }); refresh(); });
  return element('li', {}, button);
}

function called(channel) {
  if (channel.kind === 'im') return channel.name;
  return channel.kind === 'group' ? `# ${channel.name} (private)` : `# ${channel.name}`;
}

function message(each, top) {
  const replies = room.messages.filter((other) => other.thread_ts === each.ts && other.ts !== each.ts).length;
  const press = (action) => act('press', { ts: each.ts, ...action });
  const body = each.blocks.length
    ? drawn(each.blocks, room.people, press)
    : [element('p', { class: 'section' }, ...marked(each.text, room.people))];
  const label = replies ? `${replies} ${replies === 1 ? 'reply' : 'replies'}` : 'Reply in thread';
  const open = element('button', { type: 'button', class: replies ? 'thread has' : 'thread' }, label);
  open.addEventListener('click', () => { here.thread = each.ts; show(); by('reply-typed').focus(); });
  const time = new Date(Number(each.ts) * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return element('li', { class: each.private ? 'private' : null, 'data-ts': each.ts },
    element('p', { class: 'who' }, element('strong', {}, room.people[each.user] ?? each.user), ' ',
      element('time', {}, time), ...(each.edited ? [element('small', {}, ' edited')] : [])),
    ...(each.private ? [element('p', { class: 'quiet' }, 'Only visible to you')] : []),
    ...body, ...(top && !each.private ? [open] : []));
}

/** Replace the list only where it changed, so that focus and selection stay; stay at the end if there. */
function fill(list, items) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const kept = new Map([...list.children].map((each) => [each.dataset.ts, each]));
  list.replaceChildren(...items.map((each) => {
    const old = kept.get(each.dataset.ts);
    return old && old.isEqualNode(each) ? old : each;
  }));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

async function act(what, given) {
  by('trouble').textContent = '';
  const reply = await fetch(`/do/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: here.user, channel: here.channel, ...given }),
  });
  const { error } = await reply.json();
  if (error) by('trouble').textContent = error;
}

function send(input, thread) {
  const text = input.value.trim();
  if (!text) return;
  input.value = '';
  if (text.startsWith('/') && !thread) act('command', { text });
  else act('say', { text, thread_ts: thread });
}

by('composer').addEventListener('submit', (event) => { event.preventDefault(); send(by('typed'), ''); });
by('reply').addEventListener('submit', (event) => { event.preventDefault(); send(by('reply-typed'), here.thread); });
by('close-thread').addEventListener('click', () => { here.thread = ''; show(); by('typed').focus(); });
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

new EventSource('/changes').addEventListener('message', changed);
