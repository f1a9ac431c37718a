const PRINTABLE = /^[\t\n\r\u0020-\u007e]+$/;

/** Bytes as text where they are readable ASCII; else what stood there. */
function readable(bytes: Buffer, instead: string): string {
  const text = bytes.toString('latin1');
  return PRINTABLE.test(text) ? ` ${text} ` : instead;
}

const character = (code: number, instead: string): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : instead;

const LEET: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's' };

/** Ways to spell words so that a reader who knows the trick, such as a language model, reads them all the same. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => text.replace(/[A-Za-z0-9+/]{16,}={0,2}/g, (code) => readable(Buffer.from(code, 'base64'), code)),
  (text) =>
    text.replace(/(?:0x)?((?:[0-9a-f]{2}){8,})/gi, (code, hex: string) => readable(Buffer.from(hex, 'hex'), code)),
  (text) =>
    text.replace(/\b(?:[01]{8}\s*){4,}/g, (code) =>
      readable(Buffer.from((code.match(/[01]{8}/g) ?? []).map((bits) => Number.parseInt(bits, 2))), code),
    ),
  (text) => text.replace(/%([0-9a-f]{2})/gi, (code, hex: string) => character(Number.parseInt(hex, 16), code)),
  (text) => text.replace(/&#(\d{1,7});/g, (code, number: string) => character(Number(number), code)),
  (text) => text.replace(/&#x([0-9a-f]{1,6});/gi, (code, hex: string) => character(Number.parseInt(hex, 16), code)),
  (text) =>
    text.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (code, four: string | undefined, two: string | undefined) =>
      character(Number.parseInt(four ?? two ?? '', 16), code),
    ),
  // ROT13
  (text) =>
    text.replace(/[a-z]/gi, (letter) => {
      const first = letter <= 'Z' ? 65 : 97;
      return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
    }),
  (text) => [...text].reverse().join(''),
  (text) =>
    text.replace(/[\p{L}\d@$]+/gu, (word) =>
      /\p{L}/u.test(word) && /[\d@$]/.test(word) ? word.replace(/[013-578@$]/g, (sign) => LEET[sign] ?? sign) : word,
    ),
  // Letter by letter: "f-u-l-l", "F U L L". Two spaces and more are those between words.
  (text) =>
    text.replace(/(?<!\p{L})\p{L}(?:[ ._*-]\p{L}){2,}(?!\p{L})/gu, (letters) => letters.replace(/[ ._*-]/g, '')),
];

/** The text in each other spelling that it may be read in, where that changes it. Any string is accepted. */
export function otherSpellings(text: string): string[] {
  return SPELLINGS.map((spelled) => spelled(text)).filter((read) => read !== text);
}
