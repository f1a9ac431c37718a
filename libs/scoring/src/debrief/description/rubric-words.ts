import type { RubricBody } from '#curricula';

type Competency = RubricBody['competencies'][number];

/** Levels that a rubric describes; those between lie between two anchors. */
const ANCHORS = [0, 1, 3, 5] as const;
const anchor = (competency: Competency, level: (typeof ANCHORS)[number]): string => competency[`a${level}`];

/** A code as people read it: `ACTIVE_LISTENING` is "Active listening", `DE_ESCALATION` "De-escalation". */
export function codeInWords(code: string): string {
  const words = code.replace(/^CF_/, '').replace(/^DE_/, 'DE-').replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a level from 0 to 5 means, in the rubric's own words. */
export function levelMeaning(competency: Competency, level: number): string {
  const at = ANCHORS.find((one) => one === level);
  if (at !== undefined) return `Level ${level}: ${anchor(competency, at)}.`;
  const below = ANCHORS.filter((one) => one < level).at(-1) ?? 0;
  const above = ANCHORS.find((one) => one > level) ?? 5;
  return `Level ${level} lies between level ${below} (${anchor(competency, below)}) and level ${above} (${anchor(competency, above)}).`;
}

/** From this level on the rubric's anchors say what to do; those below say what went wrong. */
const FIRST_TO_AIM_FOR = 3;

/** The next anchor above a level that is a step worth taking, so of level 0 that of 3; null at the highest. */
export function nextAnchor(competency: Competency, level: number): { level: number; text: string } | null {
  const next = ANCHORS.find((one) => one > level && one >= FIRST_TO_AIM_FOR);
  return next === undefined ? null : { level: next, text: anchor(competency, next) };
}

/** A critical fail's text, or its code in words where the rubric version has none of that code. */
export const criticalFailText = (rubric: RubricBody, code: string): string =>
  rubric.criticalFails.find((one) => one.code === code)?.text ?? codeInWords(code);
