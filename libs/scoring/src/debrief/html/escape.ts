const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML, in an element or an attribute: nothing in it is markup. What HTML has no characters for becomes U+FFFD. */
export const escaped = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => NAMED[character] ?? character)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g, '\ufffd');

/** A person's words: kept to themselves in direction, so that a right-to-left override in them turns nothing else round. */
export const words = (text: string): string => `<bdi>${escaped(text)}</bdi>`;

/** Text as a string of CSS within a style element: all but letters, digits and spaces by their number. */
export const cssString = (text: string): string =>
  `"${[...text].map((one) => (/[\p{L}\p{N} ]/u.test(one) ? one : `\\${one.codePointAt(0)?.toString(16) ?? ''} `)).join('')}"`;
