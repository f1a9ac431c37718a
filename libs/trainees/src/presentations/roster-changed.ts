import { defineEvent } from '#platform';

/**
 * A presentation was opened, moved or cancelled, its roster took a step, or who is on it changed: what its trainees have
 * earned or have ahead of them is to be worked out again.
 */
export const rosterChanged = defineEvent<{ presentationId: string }>('roster.changed');
