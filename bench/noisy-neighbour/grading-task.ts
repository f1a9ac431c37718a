import { defineTask } from '#platform';

/** As much work for an engine as a grading of the rubric: only of this bench. */
export const benchGrading = defineTask<{ modelVersionId: string; number: number }>('bench-grading', { priority: 50 });
