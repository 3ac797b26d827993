// What people press, choose and type in: one function an element. A node that holds a value tells it as Slack sends it.

import { element, link, plainly } from './marks.js';
import { menu } from './menus.js';

const holds = new WeakMap();
let numbers = 0;

/** One element of a block. In an input block `held` is set: it sends nothing by itself. */
export function control(part, room, block, held = false) {
  const draw = ELEMENTS[part.type];
  if (!draw) return element('span', { class: 'quiet' }, `[${part.type}]`);
  return draw(part, {
    room,
    block,
    held,
    send: async (what, node) => {
      if (node?.ariaBusy === 'true' || !(await agreed(part.confirm))) return;
      if (node) node.ariaBusy = 'true';
      const said = await room.press({ action_id: part.action_id, block_id: block.block_id, ...what });
      if (node) node.ariaBusy = null;
      complain(node, said?.error, room.app?.name);
    },
  });
}

/** What stands in every input under this node, by block and action. */
export function collected(root) {
  const values = {};
  for (const node of root.querySelectorAll('[data-holds]')) {
    (values[node.dataset.block] ??= {})[node.dataset.holds] = holds.get(node)();
  }
  return values;
}

/** Put back what a person had typed or chosen, where the same input is still there. */
export function keeping(root, redraw) {
  const before = new Map();
  for (const field of root.querySelectorAll('[data-holds] input, [data-holds] textarea, [data-holds] select')) {
    before.set(`${keyOf(field)}`, [field.value, field.checked]);
  }
  redraw();
  for (const field of root.querySelectorAll('[data-holds] input, [data-holds] textarea, [data-holds] select')) {
    const kept = before.get(keyOf(field));
    if (!kept) continue;
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = kept[1];
    else if (field.tagName !== 'SELECT' || [...field.options].some((each) => each.value === kept[0])) [field.value] = kept;
  }
}

function keyOf(field) {
  const { block, holds: action } = field.closest('[data-holds]').dataset;
  const which = field.type === 'checkbox' || field.type === 'radio' ? field.value : '';
  return `${block}/${action}/${which}`;
}

const ELEMENTS = {
  button: (part, { send }) => {
    const made = element(part.url ? 'a' : 'button', {
      ...(part.url ? safe(part.url) : { type: 'button' }),
      class: `button ${part.style ?? ''}`.trim(),
      'aria-label': part.accessibility_label,
      'data-action': part.action_id,
    }, part.text.text);
    made.addEventListener('click', () => send({ value: part.value }, made));
    return made;
  },
  overflow: (part, { send }) => {
    const button = element('button', { type: 'button', class: 'button', 'aria-label': 'More options', 'data-action': part.action_id }, '⋯');
    return menu(button, () => part.options.map((each) => [each.text.text, () => {
      if (each.url) open(each.url, '_blank', 'noopener');
      send({ selected_option: each });
    }]));
  },
  static_select: (part, how) => select(part, how, part.options.map((each) => [each.value, each.text.text]), {
    first: part.initial_option?.value,
    told: (value) => ({ selected_option: part.options.find((each) => each.value === value) ?? null }),
  }),
  users_select: (part, how) => select(part, how, how.room.members.map((each) => [each.id, each.name]), {
    first: part.initial_user, told: (value) => ({ selected_user: value || null }),
  }),
  channels_select: (part, how) => select(part, how, places(how.room, 'channel'), {
    first: part.initial_channel, told: (value) => ({ selected_channel: value || null }),
  }),
  conversations_select: (part, how) => select(part, how, places(how.room), {
    first: part.initial_conversation ?? (part.default_to_current_conversation ? how.room.channel : null),
    told: (value) => ({ selected_conversation: value || null }),
  }),
  multi_static_select: (part, how) => several(part, how, 'checkbox'),
  checkboxes: (part, how) => several(part, how, 'checkbox'),
  radio_buttons: (part, how) => several(part, how, 'radio'),
  datepicker: (part, how) => typed(part, how, element('input', { type: 'date', value: part.initial_date }), 'selected_date'),
  timepicker: (part, how) => typed(part, how, element('input', { type: 'time', value: part.initial_time }), 'selected_time'),
  plain_text_input: (part, how) => {
    const field = element(part.multiline ? 'textarea' : 'input', {
      rows: part.multiline ? 4 : null,
      placeholder: part.placeholder?.text,
      minlength: part.min_length,
      maxlength: part.max_length,
      autocomplete: 'off',
    });
    field.value = part.initial_value ?? '';
    return typed(part, how, field, 'value');
  },
};

function select(part, how, options, { first, told }) {
  const field = element('select', {},
    ...(first ? [] : [element('option', { value: '' }, part.placeholder?.text ?? 'Choose')]),
    ...options.map(([value, words]) => element('option', { value, selected: value === first ? '' : null }, words)));
  field.addEventListener('change', () => how.held || how.send(told(field.value)));
  return holding(part, how, field, () => told(field.value));
}

function typed(part, how, field, name) {
  const told = () => ({ [name]: field.value || null });
  let sent = field.value;
  const send = () => {
    if (how.held || field.value === sent) return;
    sent = field.value;
    how.send(told());
  };
  field.addEventListener('blur', send); // a time that is being typed is several times
  field.addEventListener('keydown', (event) => { if (event.key === 'Enter' && field.tagName === 'INPUT') send(); });
  return holding(part, how, field, told);
}

function several(part, how, kind) {
  const name = `choice-${++numbers}`;
  const many = kind === 'checkbox';
  const first = (part.initial_options ?? [part.initial_option]).filter(Boolean).map((each) => each.value);
  const fields = part.options.map((each) => element('input', {
    type: kind, name, value: each.value, checked: first.includes(each.value) ? '' : null,
  }));
  const chosen = () => part.options.filter((_, n) => fields[n].checked);
  const told = () => (many ? { selected_options: chosen() } : { selected_option: chosen()[0] ?? null });
  for (const field of fields) field.addEventListener('change', () => how.held || how.send(told()));
  const list = element('div', { class: 'choices', role: how.held ? null : 'group', 'aria-label': how.held ? null : part.action_id },
    ...part.options.map((each, n) => element('label', {}, fields[n], element('span', {}, each.text.text,
      ...(each.description ? [element('small', {}, each.description.text)] : [])))));
  return holding(part, how, list, told);
}

/** The node with its value, its name for assistive technology and its id for a label. */
function holding(part, how, field, told) {
  const node = element('span', { class: 'field', 'data-holds': part.action_id ?? '', 'data-block': how.block.block_id }, field);
  if (field.tagName !== 'DIV') {
    field.id = `field-${++numbers}`;
    if (!how.held) field.setAttribute('aria-label', part.placeholder?.text ?? how.block.text?.text ?? part.action_id);
  }
  if (part.focus_on_load) field.setAttribute('autofocus', '');
  field.dataset.action = part.action_id;
  holds.set(node, () => ({ type: part.type, ...told() }));
  return node;
}

function places(room, kind) {
  return room.channels.filter((each) => each.kind !== 'im' && (!kind || each.kind === kind)).map((each) => [each.id, `#${each.name}`]);
}

function safe(address) {
  const made = link(address, '');
  return made.href ? { href: made.href, target: '_blank', rel: 'noopener noreferrer' } : {};
}

/** Say beside a button that it came to nothing; the next press takes that away. */
function complain(node, error, app) {
  const row = node?.closest('.actions, .section');
  if (!row) return;
  row.querySelector('.wrong')?.remove();
  if (error) row.append(element('p', { class: 'wrong', role: 'alert' }, plainly(error, app)));
}

/** Ask before a button with `confirm` is sent. */
function agreed(question) {
  if (!question) return true;
  return new Promise((answer) => {
    const yes = element('button', { type: 'button', class: question.style === 'danger' ? 'danger full' : 'primary' }, question.confirm?.text ?? 'Yes');
    const no = element('button', { type: 'button' }, question.deny?.text ?? 'Cancel');
    const asked = element('dialog', { class: 'confirm', 'aria-label': question.title?.text ?? 'Are you sure?' },
      element('h2', {}, question.title?.text ?? 'Are you sure?'), element('p', {}, question.text?.text ?? ''),
      element('footer', {}, no, yes));
    const end = (said) => { asked.remove(); answer(said); };
    yes.addEventListener('click', () => end(true));
    no.addEventListener('click', () => end(false));
    asked.addEventListener('cancel', () => end(false));
    document.body.append(asked);
    asked.showModal();
  });
}
