import { createHash } from 'node:crypto';

/** How far the release of a model version has come. Only an EVALUATED one with an accepted gate goes on without a reason. */
export const RELEASE_STATES = ['CANDIDATE', 'EVALUATED', 'CANARY', 'ACTIVE', 'RETIRED'] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

const NEXT: Readonly<Record<ReleaseState, readonly ReleaseState[]>> = {
  CANDIDATE: ['EVALUATED', 'CANARY', 'RETIRED'],
  EVALUATED: ['CANARY', 'RETIRED'],
  CANARY: ['ACTIVE', 'RETIRED'],
  ACTIVE: ['RETIRED'],
  RETIRED: [],
};

export const mayBecome = (state: ReleaseState, next: ReleaseState): boolean => NEXT[state].includes(next);

/** The states that new sessions may begin with. */
export const PLAYABLE_STATES = ['CANARY', 'ACTIVE'] as const satisfies readonly ReleaseState[];

/** The parts of an agency's new sessions that a version can be given, in percent. */
export const PERCENTS = [0, 5, 25, 100] as const;
export type Percent = (typeof PERCENTS)[number];

export const isPercent = (value: number): value is Percent => (PERCENTS as readonly number[]).includes(value);

/**
 * Why an agency may not be given this part of its sessions now; null when it may. A canary takes one step up at a time, so that
 * somebody looks at the step before. Down is always free.
 * @param now what the agency has, 0 for nothing
 */
export function percentProblem(state: ReleaseState, now: Percent, wanted: Percent): string | null {
  if (wanted <= now) return null;
  if (state === 'ACTIVE') return null;
  if (state !== 'CANARY') return `it is ${state}: an agency can be given a version in CANARY or ACTIVE`;
  const next = PERCENTS[PERCENTS.indexOf(now) + 1];
  return wanted === next ? null : `a canary goes from ${now} to ${next} percent first`;
}

/** A version that an agency may use for new sessions. */
export interface Release {
  versionId: string;
  state: (typeof PLAYABLE_STATES)[number];
  percent: Percent;
  since: Date;
}

/**
 * Which of an agency's releases a session begins with. A canary comes before what is active, and what was given later before what was
 * given earlier; each takes its part of the sessions. A session that falls to a version at 5 percent also does at 25.
 * @returns null when it falls to none: the scripted player plays
 */
export function chosenRelease<R extends Release>(sessionId: string, releases: readonly R[]): R | null {
  const ordered = [...releases].sort(
    (a, b) =>
      Number(b.state === 'CANARY') - Number(a.state === 'CANARY') ||
      b.since.getTime() - a.since.getTime() ||
      (a.versionId < b.versionId ? -1 : 1),
  );
  return ordered.find(({ versionId, percent }) => placeOf(sessionId, versionId) < percent / 100) ?? null;
}

/** Where a session falls in a version's range, 0 to below 1: the same place for ever, and another for another version. */
function placeOf(sessionId: string, versionId: string): number {
  const digest = createHash('sha256').update(`${versionId}/${sessionId}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

/** What an agency is given a version for: to play its civilians, or to judge how its officers talked to them. */
export const MODEL_PURPOSES = ['PLAYER', 'JUDGE'] as const;
export type ModelPurpose = (typeof MODEL_PURPOSES)[number];

/** Why an agency may not be given this version as its judge; null when it may. A judge takes no steps: a person decides about each grade. */
export function judgeProblem(state: ReleaseState, wanted: Percent): string | null {
  if (wanted === 0) return null;
  if (wanted !== 100) return 'a judge judges all sessions or none: 100 or 0 percent';
  if ((PLAYABLE_STATES as readonly ReleaseState[]).includes(state)) return null;
  return `it is ${state}: an agency can be given a version in CANARY or ACTIVE`;
}
