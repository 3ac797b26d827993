// Block Kit as DOM nodes: one function a block. What is not known is said by its name, never guessed.

import { element, link, marked, mention } from './marks.js';

/** Nodes for a message's blocks. `press(action)` is called with {action_id, value} of a button. */
export function drawn(blocks, names, press) {
  return blocks.map((block) => {
    const draw = BLOCKS[block.type];
    return draw ? draw(block, { names, press }) : element('p', { class: 'quiet' }, `[${block.type}]`);
  });
}

const BLOCKS = {
  header: (block) => element('h3', {}, block.text.text),
  divider: () => element('hr'),
  section: (block, room) => element('div', { class: 'section' },
    ...(block.text ? [element('p', {}, ...text(block.text, room))] : []),
    ...(block.fields ?? []).map((field) => element('p', { class: 'field' }, ...text(field, room))),
    ...(block.accessory ? [control(block.accessory, room)] : [])),
  context: (block, room) => element('p', { class: 'quiet' }, ...block.elements.flatMap(
    (part, n) => [n ? ' ' : '', ...(part.type === 'image' ? [part.alt_text] : text(part, room))])),
  actions: (block, room) => element('p', { class: 'actions' }, ...block.elements.map((part) => control(part, room))),
  context_actions: (block, room) => BLOCKS.actions(block, room),
  rich_text: (block, room) => element('div', { class: 'rich' }, ...block.elements.map((part) => rich(part, room))),
  markdown: (block) => element('p', { class: 'section' }, block.text),
  image: (block) => element('p', { class: 'quiet' }, `[image: ${block.alt_text}]`),
  table: (block, room) => table(block.rows, room),
  data_table: (block, room) => table(block.rows, room, block.caption),
  data_visualization: (block, room) => chart(block, room),
  container: (block, room) => element('details', { open: block.default_collapsed ? null : '' },
    element('summary', {}, block.title.text), ...drawn(block.child_blocks, room.names, room.press)),
};

function text(part, { names }) {
  return part.type === 'plain_text' ? [part.text] : marked(part.text, names);
}

function control(part, { press }) {
  const words = part.text?.text ?? part.placeholder?.text ?? part.type;
  if (part.url) return link(part.url, words);
  const made = element('button', { type: 'button', class: part.style ?? null, 'aria-label': part.accessibility_label ?? null }, words);
  made.dataset.action = part.action_id;
  if (part.type === 'button') made.addEventListener('click', () => press({ action_id: part.action_id, value: part.value }));
  else made.disabled = true;
  return made;
}

function rich(part, room) {
  const inside = () => part.elements.flatMap((each) => spoken(each, room));
  if (part.type === 'rich_text_list') {
    const name = part.style === 'ordered' ? 'ol' : 'ul';
    return element(name, {}, ...part.elements.map((each) => element('li', {}, rich(each, room))));
  }
  if (part.type === 'rich_text_quote') return element('blockquote', {}, ...inside());
  if (part.type === 'rich_text_preformatted') return element('pre', {}, ...inside());
  return element('p', {}, ...inside());
}

function spoken(part, { names }) {
  if (part.type === 'user') return [mention(`@${names[part.user_id] ?? part.user_id}`)];
  if (part.type === 'broadcast') return [mention(`@${part.range}`)];
  if (part.type === 'channel') return [mention(`#${part.channel_id}`)];
  if (part.type === 'emoji') return [`:${part.name}:`];
  const style = part.style ?? {};
  let node = part.type === 'link' ? link(part.url, part.text ?? part.url) : document.createTextNode(part.text ?? '');
  for (const [key, name] of [['code', 'code'], ['bold', 'strong'], ['italic', 'em'], ['strike', 's']]) {
    if (style[key]) node = element(name, {}, node);
  }
  return [node];
}

function table(rows, room, caption) {
  const cell = (each) => (each.type === 'rich_text' ? each.elements.map((part) => rich(part, room)) : [String(each.text ?? each.value ?? '')]);
  const [head, ...body] = rows;
  return element('div', { class: 'table' }, element('table', {},
    ...(caption ? [element('caption', {}, caption)] : []),
    element('thead', {}, element('tr', {}, ...head.map((each) => element('th', { scope: 'col' }, ...cell(each))))),
    element('tbody', {}, ...body.map((row) => element('tr', {}, ...row.map((each) => element('td', {}, ...cell(each))))))));
}

function chart(block, room) {
  const { segments, series } = block.chart;
  const rows = segments
    ? segments.map((each) => ['', each])
    : series.flatMap((one) => one.data.map((each) => [one.name, each]));
  const words = (value) => ({ type: 'raw_text', text: String(value) });
  const body = rows.map(([name, each]) => [words(name ? `${name}, ${each.label}` : each.label), words(each.value)]);
  return table([[words(''), words('')], ...body], room, block.title);
}
