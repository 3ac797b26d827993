// `data_visualization` as inline SVG, with the same numbers as a table for who cannot see it.

import { element } from './marks.js';

const SVG = 'http://www.w3.org/2000/svg';
const HIGH = 220;
const [LEFT, RIGHT, TOP, LOW] = [48, 12, 12, 44];

/** A chart block; `narrow` where a small window or a thread leaves little room for its letters. */
export function chart(block, narrow) {
  const { chart: given, title } = block;
  const picture = given.type === 'pie' ? pie(given) : axes(given, narrow ? 320 : 560);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', `${title}: ${given.type} chart; the numbers follow as a table`);
  const names = given.type === 'pie' ? given.segments.map((each) => each.label) : given.series.map((each) => each.name);
  return element('figure', { class: 'chart' }, element('figcaption', {}, title), picture,
    ...(names.length > 1 || given.type === 'pie' ? [legend(names)] : []), numbers(given, title));
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function axes({ type, series, axis_config: axis }, wide) {
  const values = series.flatMap((each) => each.data.map((point) => point.value));
  const scale = steps(Math.min(0, ...values), Math.max(0, ...values));
  const [low, high] = [scale[0], scale.at(-1)];
  const y = (value) => TOP + (HIGH - TOP - LOW) * (1 - (value - low) / (high - low || 1));
  const room = (wide - LEFT - RIGHT) / axis.categories.length;
  const grid = scale.flatMap((value) => [
    drawn('line', { x1: LEFT, x2: wide - RIGHT, y1: y(value), y2: y(value), class: value === 0 ? 'zero' : 'grid' }),
    drawn('text', { x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end' }, short(value)),
  ]);
  const fits = Math.max(3, Math.floor(room / 6.5));
  const labels = axis.categories.map((each, n) => drawn('text', { y: HIGH - LOW + 2, 'text-anchor': 'middle' },
    ...twoLines(each, fits).map((words) => drawn('tspan', { x: LEFT + room * (n + 0.5), dy: 13 }, words)), drawn('title', {}, each)));
  const called = [
    ...(axis.x_label ? [drawn('text', { x: LEFT + (wide - LEFT - RIGHT) / 2, y: HIGH - 8, 'text-anchor': 'middle', class: 'axis' }, axis.x_label)] : []),
    ...(axis.y_label ? [drawn('text', { x: 12, y: TOP + (HIGH - TOP - LOW) / 2, 'text-anchor': 'middle', class: 'axis', transform: `rotate(-90 12 ${TOP + (HIGH - TOP - LOW) / 2})` }, axis.y_label)] : []),
  ];
  const at = (one) => axis.categories.map((each) => one.data.find((point) => point.label === each)?.value ?? 0);
  const marks = series.flatMap((one, n) => (type === 'bar'
    ? bars(at(one), { n, of: series.length, room, y, name: one.name, categories: axis.categories })
    : line(at(one), { n, room, y, filled: type === 'area' })));
  return drawn('svg', { viewBox: `0 0 ${wide} ${HIGH}`, class: wide < 400 ? 'narrow plot' : 'plot' }, ...grid, ...labels, ...called, ...marks);
}

function bars(values, { n, of, room, y, name, categories }) {
  const wide = Math.min(48, (room * 0.7) / of);
  return values.map((value, at) => drawn('rect', {
    x: LEFT + room * (at + 0.5) + wide * (n - of / 2), width: Math.max(1, wide - 2), rx: 2,
    y: Math.min(y(value), y(0)), height: Math.max(1, Math.abs(y(value) - y(0))), class: `c${n % 6}`,
  }, drawn('title', {}, `${name}, ${categories[at]}: ${value.toLocaleString('en')}`)));
}

function line(values, { n, room, y, filled }) {
  const points = values.map((value, at) => `${LEFT + room * (at + 0.5)},${y(value)}`);
  const [first, last] = [LEFT + room * 0.5, LEFT + room * (values.length - 0.5)];
  return [
    ...(filled ? [drawn('polygon', { points: [`${first},${y(0)}`, ...points, `${last},${y(0)}`].join(' '), class: `c${n % 6} filled` })] : []),
    drawn('polyline', { points: points.join(' '), class: `s${n % 6}` }),
    ...points.map((each) => drawn('circle', { cx: each.split(',')[0], cy: each.split(',')[1], r: 3, class: `c${n % 6}` })),
  ];
}

function pie({ segments }) {
  const sum = segments.reduce((all, each) => all + each.value, 0);
  let turned = 0;
  const slices = segments.map((each, n) => {
    const share = each.value / sum;
    const [a, b] = [turned, turned += share].map((part) => part * 2 * Math.PI - Math.PI / 2);
    const label = drawn('title', {}, `${each.label}: ${each.value.toLocaleString('en')} (${Math.round(share * 100)}%)`);
    if (share > 0.999) return drawn('circle', { cx: 100, cy: 100, r: 90, class: `c${n % 6}` }, label);
    const [x1, y1, x2, y2] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)].map((part) => (100 + 90 * part).toFixed(2));
    return drawn('path', { d: `M100 100L${x1} ${y1}A90 90 0 ${share > 0.5 ? 1 : 0} 1 ${x2} ${y2}Z`, class: `c${n % 6}` }, label);
  });
  return drawn('svg', { viewBox: '0 0 200 200', class: 'pie' }, ...slices);
}

function legend(names) {
  return element('ul', { class: 'legend', 'aria-hidden': 'true' }, ...names.map((each, n) => element('li', {}, element('i', { class: `c${n % 6}` }), each)));
}

function numbers({ segments, series, axis_config: axis }, title) {
  const [head, rows] = segments
    ? [['', title], segments.map((each) => [each.label, each.value])]
    : [['', ...series.map((each) => each.name)], axis.categories.map((label) => [label, ...series.map((one) => one.data.find((each) => each.label === label)?.value ?? '')])];
  return element('table', { class: 'unseen' }, element('caption', {}, title),
    element('thead', {}, element('tr', {}, ...head.map((each) => element('th', { scope: 'col' }, each)))),
    element('tbody', {}, ...rows.map(([name, ...rest]) => element('tr', {}, element('th', { scope: 'row' }, name), ...rest.map((each) => element('td', {}, String(each)))))));
}

/** Words broken once where they are too long, and cut where they still are. */
function twoLines(words, fits) {
  const at = words.length > fits ? words.lastIndexOf(' ', fits) : -1;
  const lines = at > 0 ? [words.slice(0, at), words.slice(at + 1)] : [words];
  return lines.map((each) => (each.length > fits ? `${each.slice(0, fits - 1)}…` : each));
}

/** Round numbers from below the least to above the most: 1, 2 or 5 times a power of ten apart. */
function steps(least, most) {
  const rough = (most - least || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const from = Math.floor(least / step);
  const to = Math.max(Math.ceil(most / step), from + 1);
  return Array.from({ length: to - from + 1 }, (_, n) => Number(((from + n) * step).toPrecision(12)));
}

function short(value) {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}
