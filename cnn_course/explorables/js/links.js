// The page's figures by name, and the link in the page's address, which opens one of them.

/** @typedef {{host: HTMLElement, open: (link: string) => void, refuse: (why: string) => void}} Linked */

/** @type {Map<string, Linked>} */
const figures = new Map();
const LINK = /^#((cnn-[a-z-]+)-[0-9a-z]+(?:\.[0-9]+)?)=(.*)$/s;

function asked() {
  const [, name, tag, link] = LINK.exec(globalThis.location.hash) ?? [];
  return name === undefined ? null : { name, tag, link };
}

/** @param {string} name @param {Linked} figure */
export function listed(name, figure) {
  figures.set(name, figure);
  const link = asked();
  if (link?.name === name) figure.open(link.link);
}

/** @param {string} name @param {string} link */
export function address(name, link) {
  return `${globalThis.location.href.split("#")[0]}#${name}=${link}`;
}

// Puts a link into the address, or takes the figure's own away. A page may be forbidden to.
/** @param {string} name @param {string} [link] */
export function note(name, link) {
  const there = asked()?.name === name;
  if (link === undefined && !there) return;
  const next = link === undefined ? globalThis.location.href.split("#")[0] : address(name, link);
  try {
    globalThis.history.replaceState(null, "", next);
  } catch {
    // Then the address stays as it is.
  }
}

// The element of the figure that the address asks for. start(tag) wakes all figures of one kind.
/** @param {(tag: string) => void} start @param {boolean} again */
export function follow(start, again) {
  const link = asked();
  if (!link) return null;
  start(link.tag);
  const wanted = figures.get(link.name);
  const found = wanted ?? [...figures.values()].find(({ host }) => host.localName === link.tag);
  if (!wanted) found?.refuse("the figure is another one now");
  else if (again) wanted.open(link.link);
  for (let fold = found?.host.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    fold.open = true;
  }
  return found?.host ?? null;
}
