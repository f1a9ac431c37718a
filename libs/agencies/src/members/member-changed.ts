import { defineEvent } from '#platform';

/** Facts, state, names or org unit of members changed, or they are new: what is judged by these is to be worked out again. */
export const memberChanged = defineEvent<{ memberIds: string[] }>('member.changed');
