import { digestOf } from '#platform';
import type { ModelRef } from '#slm';
import { FEATURE_VERSION } from '../features/transcript-features.js';
import type { JudgePrompt } from './judge-prompt.js';

/** Raised whenever the same answers may make another grade, or the same session other requests. */
export const JUDGE_VERSION = '2';

/** As `grades.grader_version` takes them. */
const LONGEST_VERSION = 100;

/**
 * What a judge's grades are told apart by: model, prompt, the code that asks, and the features that its answers are compared with.
 * @returns at most 100 characters; of names that are too long a digest stands for their end
 */
export function judgeGraderVersion({ code, version }: Pick<ModelRef, 'code' | 'version'>, prompt: JudgePrompt): string {
  const made = `${prompt.digest.slice(0, 12)} j${JUDGE_VERSION} f${FEATURE_VERSION}`;
  const model = `${code}:${version}`;
  const room = LONGEST_VERSION - made.length - 1;
  if (model.length <= room) return `${model} ${made}`;
  const rest = `~${digestOf(model).slice(0, 12)}`;
  return `${model.slice(0, room - rest.length)}${rest} ${made}`;
}

/**
 * The seed of a grade, from 0 below 2^31: a grading that is begun anew after a crash asks the same again.
 * @param graderVersion of `judgeGraderVersion`
 */
export const judgeSeed = (sessionId: string, rubricVersionId: string, graderVersion: string): number =>
  Number.parseInt(digestOf({ sessionId, rubricVersionId, graderVersion }).slice(0, 8), 16) >>> 1;
