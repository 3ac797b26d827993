// A button that opens a menu: arrow keys move, Enter chooses, Esc closes and gives the focus back.

import { element } from './marks.js';

let open = null;

/** The button and its menu. `items` gives [words, do] pairs when the menu opens. */
export function menu(button, items) {
  const holder = element('span', { class: 'menu' }, button);
  button.setAttribute('aria-haspopup', 'menu');
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => (open?.holder === holder ? close() : show(holder, button, items())));
  return holder;
}

function show(holder, button, items) {
  close();
  const list = element('div', { role: 'menu', 'aria-label': button.getAttribute('aria-label') ?? button.textContent },
    ...items.map(([words, choose]) => {
      const item = element('button', { type: 'button', role: 'menuitem', tabindex: '-1' }, words);
      item.addEventListener('click', () => { close(); button.focus(); choose(); });
      return item;
    }));
  list.addEventListener('keydown', moved);
  holder.append(list);
  list.classList.toggle('above', holder.getBoundingClientRect().bottom + list.offsetHeight > innerHeight);
  list.classList.toggle('right', list.getBoundingClientRect().right > innerWidth);
  button.setAttribute('aria-expanded', 'true');
  open = { holder, button, list };
  list.firstElementChild?.focus();
}

function close() {
  if (!open) return;
  open.list.remove();
  open.button.setAttribute('aria-expanded', 'false');
  open = null;
}

function moved(event) {
  const items = [...open.list.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[to % items.length].focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    if (event.key === 'Escape') event.preventDefault();
    event.stopPropagation();
    const { button } = open;
    close();
    button.focus();
  }
}

document.addEventListener('pointerdown', (event) => {
  if (open && !open.holder.contains(event.target)) close();
});
