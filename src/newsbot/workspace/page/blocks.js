// Block Kit as DOM nodes: one function a block. What is not known is said by its name, never guessed.

import { chart } from './charts.js';
import { control } from './controls.js';
import { element, link, marked, mention } from './marks.js';
import { dataTable, table } from './tables.js';

let numbers = 0;

/** Nodes for blocks. `room` holds names, members, channels, and `press(action)` for what is pressed. */
export function drawn(blocks, room) {
  return blocks.map((block) => {
    const draw = BLOCKS[block.type];
    return draw ? draw(block, room) : element('p', { class: 'quiet' }, `[${block.type}]`);
  });
}

const BLOCKS = {
  header: (block) => element('h3', {}, block.text.text),
  divider: () => element('hr'),
  section: (block, room) => element('div', { class: 'section' },
    element('div', { class: 'words' },
      ...(block.text ? [element('p', {}, ...text(block.text, room))] : []),
      ...(block.fields ? [element('div', { class: 'fields' }, ...block.fields.map((each) => element('p', {}, ...text(each, room))))] : [])),
    ...(block.accessory ? [block.accessory.type === 'image' ? picture(block.accessory) : control(block.accessory, room, block)] : [])),
  context: (block, room) => element('p', { class: 'context quiet' }, ...block.elements.flatMap(
    (part, n) => [n ? '  ' : '', ...(part.type === 'image' ? [picture(part)] : text(part, room))])),
  actions: (block, room) => element('div', { class: 'actions' }, ...block.elements.map((part) => control(part, room, block))),
  context_actions: (block, room) => element('div', { class: 'actions small' }, ...block.elements.flatMap((part) => small(part, room, block))),
  rich_text: (block, room) => element('div', { class: 'rich' }, ...block.elements.map((part) => rich(part, room))),
  markdown: (block) => element('p', {}, block.text),
  image: (block) => element('figure', {}, ...(block.title ? [element('figcaption', {}, block.title.text)] : []), picture(block)),
  table: (block, room) => table(block, cell(room)),
  data_table: (block, room) => dataTable(block, cell(room)),
  data_visualization: (block, room) => chart(block, room.narrow || innerWidth < 600),
  input: (block, room) => input(block, room),
  alert: (block, room) => element('p', { class: `alert ${block.level ?? 'default'}`, role: 'note' }, ...text(block.text, room)),
  card: (block, room) => element('div', { class: 'card' },
    ...['title', 'subtitle', 'body', 'subtext'].filter((name) => block[name]).map((name) => element('p', { class: name }, ...text(block[name], room))),
    ...(block.actions ? [element('div', { class: 'actions' }, ...block.actions.map((part) => control(part, room, block)))] : [])),
  carousel: (block, room) => element('div', { class: 'carousel' }, ...drawn(block.elements, room)),
  container: (block, room) => element('details', { class: 'container', open: block.default_collapsed ? null : '' },
    element('summary', {}, block.title.text), ...drawn(block.child_blocks, room)),
};

function text(part, { names }) {
  return part.type === 'plain_text' ? [part.text] : marked(part.text, names);
}

/** Pictures live on other hosts, which this page never asks: their words stand for them. */
function picture(part) {
  return element('span', { class: 'picture', role: 'img', 'aria-label': part.alt_text }, part.alt_text);
}

function small(part, room, block) {
  if (part.type === 'icon_button') return [control({ ...part, type: 'button' }, room, block)];
  return ['positive_button', 'negative_button'].map((side) => control({ ...part[side], type: 'button', action_id: part.action_id }, room, block));
}

function input(block, room) {
  const inside = control(block.element, { ...room, press: room.press }, block, !block.dispatch_action);
  const field = inside.querySelector('input, select, textarea');
  const many = inside.querySelector('.choices');
  const notes = `notes-${++numbers}`;
  field?.setAttribute('aria-describedby', notes);
  if (!block.optional) field?.setAttribute('aria-required', 'true');
  const label = [block.label.text, ...(block.optional ? [element('small', { class: 'quiet' }, ' (optional)')] : [])];
  return element(many ? 'fieldset' : 'div', { class: 'input', 'data-input': block.block_id },
    many ? element('legend', {}, ...label) : element('label', { for: field?.id }, ...label), inside,
    element('div', { id: notes }, element('p', { class: 'wrong' }), ...(block.hint ? [element('p', { class: 'quiet' }, block.hint.text)] : [])));
}

function rich(part, room) {
  const inside = () => part.elements.flatMap((each) => spoken(each, room));
  if (part.type === 'rich_text_list') {
    return element(part.style === 'ordered' ? 'ol' : 'ul', { class: part.indent ? `indent-${part.indent}` : null },
      ...part.elements.map((each) => element('li', {}, rich(each, room))));
  }
  if (part.type === 'rich_text_quote') return element('blockquote', {}, ...inside());
  if (part.type === 'rich_text_preformatted') return element('pre', {}, ...inside());
  return element('p', {}, ...inside());
}

function spoken(part, { names }) {
  if (part.type === 'user') return [mention(`@${names[part.user_id] ?? part.user_id}`)];
  if (part.type === 'usergroup') return [mention(`@${part.usergroup_id}`)];
  if (part.type === 'broadcast') return [mention(`@${part.range}`)];
  if (part.type === 'channel') return [mention(`#${part.channel_id}`)];
  if (part.type === 'emoji') return [`:${part.name}:`];
  if (part.type === 'date') return [part.fallback ?? new Date(part.timestamp * 1000).toISOString().slice(0, 10)];
  const style = part.style ?? {};
  let node = part.type === 'link' ? link(part.url, part.text ?? part.url) : document.createTextNode(part.text ?? '');
  for (const [key, name] of [['code', 'code'], ['bold', 'strong'], ['italic', 'em'], ['strike', 's']]) {
    if (style[key]) node = element(name, {}, node);
  }
  return [node];
}

function cell(room) {
  return (each) => (each.type === 'rich_text'
    ? each.elements.map((part) => rich(part, room))
    : [String(each.text ?? each.value?.toLocaleString('en') ?? '')]);
}
