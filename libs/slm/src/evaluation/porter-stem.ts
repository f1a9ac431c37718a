/** Porter's stemmer of 1980 (https://tartarus.org/martin/PorterStemmer/def.txt), which METEOR's second stage is defined by. */
export function porterStem(word: string): string {
  if (word.length <= 2) return word;
  return [plurals, pastAndIng, finalY, longSuffixes, middleSuffixes, lastSuffixes, finalE].reduce(
    (stem, step) => step(stem),
    word,
  );
}

/** Each letter as `c` or `v`. A y after a consonant sounds as a vowel. */
function soundsOf(word: string): string {
  let sounds = '';
  for (const letter of word) {
    const vowel = /[aeiou]/.test(letter) || (letter === 'y' && sounds.endsWith('c'));
    sounds += vowel ? 'v' : 'c';
  }
  return sounds;
}

/** How many times vowels are followed by consonants: Porter's m. */
const measure = (word: string): number => soundsOf(word).match(/v+c+/g)?.length ?? 0;
const hasVowel = (word: string): boolean => soundsOf(word).includes('v');
const endsDouble = (word: string): boolean => word.at(-1) === word.at(-2) && soundsOf(word).endsWith('c');
const endsShort = (word: string): boolean => /cvc$/.test(soundsOf(word)) && !/[wxy]$/.test(word);

const without = (word: string, suffix: string): string => word.slice(0, word.length - suffix.length);

function plurals(word: string): string {
  if (/(?:sses|ies)$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function pastAndIng(word: string): string {
  if (word.endsWith('eed')) return measure(without(word, 'eed')) > 0 ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find((one) => word.endsWith(one));
  if (suffix === undefined || !hasVowel(without(word, suffix))) return word;
  const stem = without(word, suffix);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (endsDouble(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

const finalY = (word: string): string =>
  word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;

/** Replaces the longest of these endings where the rest measures more than `least`. */
const replacing =
  (endings: Readonly<Record<string, string>>, least: number) =>
  (word: string): string => {
    const suffix = Object.keys(endings)
      .filter((one) => word.endsWith(one))
      .sort((a, b) => b.length - a.length)[0];
    if (suffix === undefined || measure(without(word, suffix)) <= least) return word;
    return without(word, suffix) + endings[suffix];
  };

const longSuffixes = replacing(
  {
    ...{ ational: 'ate', tional: 'tion', enci: 'ence', anci: 'ance', izer: 'ize', abli: 'able', alli: 'al' },
    ...{ entli: 'ent', eli: 'e', ousli: 'ous', ization: 'ize', ation: 'ate', ator: 'ate', alism: 'al' },
    ...{ iveness: 'ive', fulness: 'ful', ousness: 'ous', aliti: 'al', iviti: 'ive', biliti: 'ble' },
  },
  0,
);
const middleSuffixes = replacing(
  { icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' },
  0,
);

const LAST = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ou|(?<=[st])ion)$/;

function lastSuffixes(word: string): string {
  const suffix = LAST.exec(word)?.[0];
  return suffix !== undefined && measure(without(word, suffix)) > 1 ? without(word, suffix) : word;
}

function finalE(word: string): string {
  let stem = word;
  if (word.endsWith('e')) {
    const bare = word.slice(0, -1);
    if (measure(bare) > 1 || (measure(bare) === 1 && !endsShort(bare))) stem = bare;
  }
  return stem.endsWith('ll') && measure(stem) > 1 ? stem.slice(0, -1) : stem;
}
