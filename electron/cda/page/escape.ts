/** Marks that turn the reading of what follows them (UAX 9): a name or a dose written with them would be read wrong. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Words of a document as text of our page. What looks like an address, a script or a handler is written by references: it is
 * read as it came, and nothing of the page's own source is one.
 */
export const words = (text: string): string =>
  text
    .replaceAll(TURNING, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('=', '&#61;')
    .replaceAll(/http/gi, (found) => `&#${found.charCodeAt(0)};${found.slice(1)}`)
    .replaceAll(/url\(/gi, (found) => `${found.slice(0, 3)}&#40;`)
    .replaceAll(/script:/gi, (found) => `${found.slice(0, 6)}&#58;`);
