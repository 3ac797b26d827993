// Completion while typing: slash commands with their hints, and @names. Arrows move, Enter or Tab takes, Esc closes.

import { element } from './marks.js';

/** Make this field a combobox. `found(word)` gives [{insert, name, hint, about}] for the word before the caret. */
export function completing(field, list, found) {
  let options = [];
  let at = 0;

  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-expanded', 'false');

  function word() {
    const before = field.value.slice(0, field.selectionStart);
    return /^\/\S{0,60}$/.test(before) ? before : (/(?:^|\s)(@\w{0,60})$/.exec(before)?.[1] ?? '');
  }

  function look() {
    const typed = word();
    options = typed ? found(typed) : [];
    at = 0;
    show();
  }

  function show() {
    list.hidden = !options.length;
    field.setAttribute('aria-expanded', String(!list.hidden));
    list.replaceChildren(...options.map((each, n) => {
      const option = element('li', { role: 'option', id: `${list.id}-${n}`, 'aria-selected': String(n === at) },
        element('strong', {}, each.name), ' ', element('span', { class: 'hint' }, each.hint), element('small', {}, each.about));
      option.addEventListener('mousedown', (event) => { event.preventDefault(); at = n; take(); });
      return option;
    }));
    if (list.hidden) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', `${list.id}-${at}`);
      list.children[at].scrollIntoView({ block: 'nearest' });
    }
  }

  function take() {
    const typed = word();
    const start = field.selectionStart - typed.length;
    const { insert } = options[at];
    field.setRangeText(insert, start, field.selectionStart, 'end');
    field.dispatchEvent(new Event('input'));
  }

  field.addEventListener('input', look);
  field.addEventListener('blur', () => { options = []; show(); });
  field.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + options.length) % options.length;
    else if (event.key === 'Escape') options = [];
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') take();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (step || event.key === 'Escape') show();
  });
}
