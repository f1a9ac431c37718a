import type { TaskDefinition } from '#platform';

export interface BenchGradingPayload {
  modelVersionId: string;
  number: number;
}

/**
 * As much work for an engine as a grading of the rubric: only of this bench. Not declared by `defineTask`, for another bench's worker in the
 * same process has no handler of it.
 */
export const benchGrading: TaskDefinition<BenchGradingPayload> = { name: 'bench-grading', priority: 50 };
