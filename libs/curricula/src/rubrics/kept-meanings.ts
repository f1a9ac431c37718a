import type { PublishedRubric } from './published-rubric.js';
import type { RubricContent } from './rubric-content.js';
import { CODED_PARTS, factsOf, type CodedPart, type Facts } from './rubric-diff.js';

/** What a code stood for where it was published last. */
interface Meaning {
  facts: Facts;
  version: string;
}

interface History {
  /** By part, by code. */
  meanings: Record<CodedPart, Map<string, Meaning>>;
  /** By part, whose each title is. */
  titles: Record<CodedPart, Map<string, string>>;
}

const ONE_OF: Record<CodedPart, string> = {
  competencies: 'a competency',
  outcomeBands: 'an outcome band',
  penalties: 'a penalty',
  criticalFails: 'a critical fail',
};

/** What may differ when a retired code comes back: how much it counts, not what it is. */
const AMOUNTS = new Set(['weight', 'points', 'min', 'max']);

export interface Kept {
  /** Place in the content: `competencies[2].code`. */
  at: string;
  message: string;
}

/**
 * Where a content gives a code, or the rubric, another meaning than what was published under it. Grades, calibration and reports of years
 * go by codes. Whether reworded anchors still mean the same no rule can tell; what one can tell is this: the purpose stays; a code stays
 * what it is and keeps its title; a title belongs to one code; and a code that was retired comes back word for word, or not at all.
 * @param before what is published, from the lowest version to the highest
 */
export function keptMeanings(content: RubricContent, before: readonly PublishedRubric[]): Kept[] {
  const newest = before.at(-1);
  if (!newest) return standingTwice(content);
  const past = history(before);
  const living = factsOf(newest.content).parts;
  const now = factsOf(content).parts;
  const problems: Kept[] = [];
  const { purpose } = newest.content;
  if (content.purpose !== purpose) {
    problems.push({ at: 'purpose', message: `stays ${purpose} in every version: make another rubric` });
  }
  for (const part of CODED_PARTS) {
    content[part].forEach(({ code }, index) => {
      const at = (key: string): string => `${part}[${index}].${key}`;
      const facts = now[part].get(code) as Facts;
      const title = facts.get('title');
      const owner = title === undefined ? undefined : past.titles[part].get(String(title));
      const meaning = past.meanings[part].get(code);
      const elsewhere = CODED_PARTS.find((other) => past.meanings[other].has(code));
      if (!meaning && elsewhere) {
        const { version } = past.meanings[elsewhere].get(code) as Meaning;
        const message = `${code} was ${ONE_OF[elsewhere]} in ${version} and cannot be ${ONE_OF[part]}`;
        problems.push({ at: at('code'), message });
      }
      if (meaning && meaning.facts.get('title') !== title) {
        const was = `was published as “${meaning.facts.get('title')}” in ${meaning.version}`;
        problems.push({ at: at('title'), message: `${code} ${was}: another title needs another code` });
      } else if (meaning && !living[part].has(code) && reworded(facts, meaning.facts)) {
        const message = `${code} was retired after ${meaning.version} and comes back only in the words it had: use a new code`;
        problems.push({ at: at('code'), message });
      }
      if (owner !== undefined && owner !== code) {
        problems.push({ at: at('title'), message: `“${title}” is what ${owner} stands for` });
      }
    });
  }
  return [...problems, ...standingTwice(content)];
}

const reworded = (facts: Facts, was: Facts): boolean =>
  [...new Set([...facts.keys(), ...was.keys()])].some(
    (name) => !AMOUNTS.has(name) && facts.get(name) !== was.get(name),
  );

function history(before: readonly PublishedRubric[]): History {
  const perPart = <Value>(): Record<CodedPart, Map<string, Value>> => ({
    competencies: new Map(),
    outcomeBands: new Map(),
    penalties: new Map(),
    criticalFails: new Map(),
  });
  const past: History = { meanings: perPart(), titles: perPart() };
  for (const { version, content } of before) {
    const { parts } = factsOf(content);
    for (const part of CODED_PARTS) {
      for (const [code, facts] of parts[part]) {
        past.meanings[part].set(code, { facts, version });
        const title = facts.get('title');
        if (title !== undefined) past.titles[part].set(String(title), code);
      }
    }
  }
  return past;
}

/** Codes that stand in two parts, and titles that stand for two codes of a part. The same code twice in a part is told elsewhere. */
function standingTwice(content: RubricContent): Kept[] {
  const problems: Kept[] = [];
  const partOf = new Map<string, CodedPart>();
  for (const part of CODED_PARTS) {
    const codeOf = new Map<string, string>();
    for (const [index, item] of content[part].entries()) {
      const other = partOf.get(item.code);
      if (other && other !== part) {
        problems.push({ at: `${part}[${index}].code`, message: `${item.code} is ${ONE_OF[other]} here already` });
      }
      partOf.set(item.code, other ?? part);
      if (!('title' in item)) continue;
      const owner = codeOf.get(item.title);
      if (owner && owner !== item.code) {
        problems.push({ at: `${part}[${index}].title`, message: `“${item.title}” is the title of ${owner} already` });
      }
      codeOf.set(item.title, owner ?? item.code);
    }
  }
  return problems;
}
