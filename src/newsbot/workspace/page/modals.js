// The modal in front: drawn when it changes, sent off, closed; what the app finds wrong stands beside the field.

import { drawn } from './blocks.js';
import { collected, keeping } from './controls.js';
import { element, plainly } from './marks.js';

let shown = { id: '', hash: '' };
let before = null;

/** Show this view, or none. `act(what, given)` sends. */
export function modal(dialog, view, room, act) {
  if (!view) {
    if (dialog.open) {
      dialog.close();
      before?.focus();
    }
    shown = { id: '', hash: '' };
    return;
  }
  if (view.id === shown.id && view.hash === shown.hash) return;
  const same = view.id === shown.id;
  shown = { id: view.id, hash: view.hash };
  if (!dialog.open) before = document.activeElement;
  const redraw = () => dialog.replaceChildren(form(dialog, view, room, act));
  if (same) keeping(dialog, redraw);
  else redraw();
  if (!dialog.open) dialog.showModal();
  if (!same) (dialog.querySelector('[autofocus]') ?? dialog.querySelector('.body input, .body select, .body textarea') ?? dialog.querySelector('h2')).focus();
}

function form(dialog, view, room, act) {
  const close = () => act('close', { view_id: view.id });
  const press = (action) => act('press_in', { view_id: view.id, values: collected(dialog), ...action });
  const title = element('h2', { id: 'modal-title', tabindex: '-1' }, view.title.text);
  const cross = element('button', { type: 'button', class: 'icon', 'aria-label': 'Close' }, '✕');
  cross.addEventListener('click', close);
  const away = element('button', { type: 'button' }, view.close?.text ?? (view.submit ? 'Cancel' : 'Close'));
  away.addEventListener('click', close);
  const made = element('form', { novalidate: '' },
    element('header', {}, title, cross),
    element('div', { class: 'body' }, ...drawn(view.blocks, { ...room, press })),
    element('p', { role: 'alert', class: 'trouble' }),
    element('footer', {}, away, ...(view.submit ? [element('button', { type: 'submit', class: 'primary' }, view.submit.text)] : [])));
  made.addEventListener('submit', (event) => { event.preventDefault(); submit(made, view, room, act); });
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
  return made;
}

async function submit(made, view, room, act) {
  const values = collected(made);
  const missing = Object.fromEntries(view.blocks
    .filter((block) => block.type === 'input' && !block.optional && empty(Object.values(values[block.block_id] ?? {})[0]))
    .map((block) => [block.block_id, 'Please complete this required field.']));
  complain(made, missing);
  if (Object.keys(missing).length) return;
  const button = made.querySelector('[type=submit]');
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  const { errors, error } = await act('submit', { view_id: view.id, values });
  button.ariaBusy = null;
  complain(made, errors ?? {});
  if (error) made.querySelector('.trouble').textContent = plainly(error, room.app.name);
}

function empty(held) {
  if (!held) return true;
  const { type, ...rest } = held;
  return Object.values(rest).every((each) => each === null || each === undefined || each === '' || each.length === 0);
}

/** Words beside each field that is wrong; the first gets the focus. */
function complain(made, errors) {
  let first = null;
  for (const block of made.querySelectorAll('[data-input]')) {
    const said = errors[block.dataset.input] ?? '';
    const note = block.querySelector('.wrong');
    const field = block.querySelector('input, select, textarea');
    note.textContent = said;
    if (said) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
    if (said && !first) first = field;
  }
  first?.focus();
}
