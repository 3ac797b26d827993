// Slack's marks in parsed text (mrkdwn) as DOM nodes. Words only ever become text nodes.

const MARK = /<([^<>\n]{1,3000})>|```([\s\S]{1,3000}?)```|`([^`\n]{1,1000})`|(^|[\s(])(\*|_|~)(?=\S)([^\n]{1,2000}?)\5(?=[\s.,:;!?)]|$)/g;
const STYLES = { '*': 'strong', _: 'em', '~': 's' };

const TROUBLE = {
  dispatch_failed: 'could not be reached',
  operation_timeout: 'did not answer in time',
  http_service_error: 'answered with an error',
  no_reply: 'could not be asked, for the workspace does not answer',
};

/** A failure in words, with the code by which Slack's own pages know it. */
export function plainly(error, app) {
  return TROUBLE[error] ? `${app} ${TROUBLE[error]} (${error}). Try again.` : error;
}

/** An element with these children; strings become text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A link that leads out of the page, or its words alone where it is no web address. */
export function link(address, words) {
  if (!/^(https?:|mailto:)/.test(address)) return document.createTextNode(words);
  return element('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, words);
}

/** Nodes for one parsed text. `names` tells what people are called. */
export function marked(text, names) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(MARK)) {
    const [whole, angled, fenced, coded, before, mark, inner] = found;
    nodes.push(plain(text.slice(from, found.index)));
    if (angled !== undefined) nodes.push(named(angled, names));
    else if (fenced !== undefined) nodes.push(element('pre', {}, unescaped(fenced)));
    else if (coded !== undefined) nodes.push(element('code', {}, unescaped(coded)));
    else nodes.push(plain(before), element(STYLES[mark], {}, ...marked(inner, names)));
    from = found.index + whole.length;
  }
  nodes.push(plain(text.slice(from)));
  return nodes;
}

/** How somebody or everybody is called in a message. */
export function mention(words) {
  return element('span', { class: 'mention' }, words);
}

function named(angled, names) {
  const bar = angled.indexOf('|');
  const target = bar < 0 ? angled : angled.slice(0, bar);
  const words = unescaped(bar < 0 ? '' : angled.slice(bar + 1));
  if (target.startsWith('@')) return mention(`@${names[target.slice(1)] ?? (words || target.slice(1))}`);
  if (target.startsWith('#')) return mention(`#${words || target.slice(1)}`);
  if (target.startsWith('!')) return mention(`@${words || target.slice(1)}`);
  return link(unescaped(target), words || unescaped(target));
}

function plain(text) {
  return document.createTextNode(unescaped(text));
}

function unescaped(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
