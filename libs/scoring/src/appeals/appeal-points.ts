import type { RubricBody } from '#curricula';

export const APPEAL_SUBJECTS = ['COMPETENCY', 'OUTCOME', 'CRITICAL_FAIL', 'PENALTY'] as const;
export type AppealSubject = (typeof APPEAL_SUBJECTS)[number];

/** One thing that a trainee disputes, in their own words. */
export interface AppealPoint {
  about: AppealSubject;
  /** Code in the rubric version; null for OUTCOME. */
  code: string | null;
  words: string;
}

/** What is wrong with a point; `field` is relative to it. */
export interface AppealPointProblem {
  at: number;
  field: 'code' | 'words';
  message: string;
}

const codesOf = (rubric: RubricBody, about: AppealSubject): readonly string[] => {
  switch (about) {
    case 'COMPETENCY':
      return rubric.competencies.map(({ code }) => code);
    case 'CRITICAL_FAIL':
      return rubric.criticalFails.map(({ code }) => code);
    case 'PENALTY':
      return rubric.penalties.map(({ code }) => code);
    case 'OUTCOME':
      return [];
  }
};

/** The first thing that is wrong with the points of an appeal; null when each names a part of the rubric, once, and says something of it. */
export function appealPointProblem(points: readonly AppealPoint[], rubric: RubricBody): AppealPointProblem | null {
  const seen = new Set<string>();
  for (const [at, { about, code, words }] of points.entries()) {
    if (about === 'OUTCOME' && code !== null) return { at, field: 'code', message: 'the outcome has no code' };
    if (about !== 'OUTCOME' && (code === null || !codesOf(rubric, about).includes(code))) {
      return { at, field: 'code', message: `${code ?? 'nothing'} is not such a part of the rubric` };
    }
    const key = `${about} ${code}`;
    if (seen.has(key)) return { at, field: 'code', message: `${code ?? 'the outcome'} is given more than once` };
    seen.add(key);
    if (words.trim() === '') return { at, field: 'words', message: 'say what is wrong with it' };
  }
  return null;
}
