import { defineEvent } from '#platform';

/** A person decided an appeal, in the transaction that did: what follows from a grade is to be told again. */
export const appealDecided = defineEvent<{ appealId: string; sessionId: string; traineeId: string }>('appeal.decided');
