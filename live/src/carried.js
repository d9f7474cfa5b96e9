// Files that travel as text: base64, compressed where that makes them smaller.

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function decoded(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

// A file that was compressed by gzip.
/** @param {string} text */
export function opened(text) {
  return new Blob([decoded(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
}
