// Which photographs some code takes: each comes to the page as a script of its own.

const SCRIPT = ".npz.js"; // how the name of such a script ends
const WITHIN = { "presets(": "chelsea" }; // what takes a photograph without naming it

/** @param {string} code @param {Record<string, number>} sizes of all scripts, by name */
export function photos(code, sizes) {
  const known = Object.keys(sizes).filter((name) => name.endsWith(SCRIPT))
    .map((name) => name.slice(0, -SCRIPT.length));
  const named = known.filter((name) => code.includes(`"${name}"`) || code.includes(`'${name}'`));
  const taken = Object.entries(WITHIN).filter(([call]) => code.includes(call)).map(([, name]) => name);
  return [...named, ...taken];
}
