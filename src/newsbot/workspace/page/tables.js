// Tables: `table` as it comes, `data_table` with columns that sort and pages that turn.

import { element } from './marks.js';

/** A table block. `cell(each)` draws what stands in a cell. */
export function table(block, cell) {
  const [head, ...rows] = block.rows;
  const settings = block.column_settings ?? [];
  const drawn = (name, attributes) => (each, n) => element(name, {
    ...attributes,
    class: [settings[n]?.align ?? (each.type === 'raw_number' ? 'right' : ''), settings[n]?.is_wrapped ? 'wrapped' : ''].join(' ').trim() || null,
  }, ...cell(each));
  return framed('Table', element('table', {},
    element('thead', {}, element('tr', {}, ...head.map(drawn('th', { scope: 'col' })))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(drawn('td')))))));
}

/** A data_table block: a header that sorts, and a page at a time. */
export function dataTable(block, cell) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? 5;
  const pages = Math.ceil(rows.length / size);
  const by = { column: -1, down: false, page: 0 };
  const body = element('tbody');
  const back = element('button', { type: 'button' }, 'Previous');
  const on = element('button', { type: 'button' }, 'Next');
  const where = element('span', { class: 'quiet', 'aria-live': 'polite' });
  const heads = head.map((each, n) => {
    const sort = element('button', { type: 'button', class: 'sort' }, ...cell(each));
    sort.addEventListener('click', () => { Object.assign(by, { down: by.column === n && !by.down, column: n, page: 0 }); show(); });
    return element('th', { scope: 'col', class: rows.some((row) => row[n].type === 'raw_number') ? 'right' : null }, sort);
  });
  back.addEventListener('click', () => { by.page -= 1; show(); });
  on.addEventListener('click', () => { by.page += 1; show(); });

  function show() {
    heads.forEach((each, n) => each.setAttribute('aria-sort', n !== by.column ? 'none' : by.down ? 'descending' : 'ascending'));
    const sorted = by.column < 0 ? rows : [...rows].sort((a, b) => compared(a[by.column], b[by.column]) * (by.down ? -1 : 1));
    body.replaceChildren(...sorted.slice(by.page * size, (by.page + 1) * size).map((row) => element('tr', {}, ...row.map((each, n) => element(
      n === block.row_header_column_index ? 'th' : 'td',
      { scope: n === block.row_header_column_index ? 'row' : null, class: each.type === 'raw_number' ? 'right' : null }, ...cell(each))))));
    back.disabled = by.page === 0;
    on.disabled = by.page >= pages - 1;
    where.textContent = `${by.page + 1} of ${pages}`;
  }

  show();
  const turning = pages > 1 ? [element('p', { class: 'turn' }, back, where, on)] : [];
  return element('figure', { class: 'data' }, framed(block.caption, element('table', {},
    element('caption', {}, block.caption), element('thead', {}, element('tr', {}, ...heads)), body)), ...turning);
}

/** A box that scrolls sideways, by keyboard too. */
export function framed(label, inside) {
  return element('div', { class: 'table', role: 'region', tabindex: '0', 'aria-label': label }, inside);
}

function compared(a, b) {
  const [one, other] = [a, b].map((each) => each.value ?? words(each));
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}

function words(part) {
  return part.text ?? (part.elements ?? []).map(words).join('');
}
