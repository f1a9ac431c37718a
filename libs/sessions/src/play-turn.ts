import { defineTask } from '#platform';

/** The civilian answers the officer's turn `number` of a session. Live turns go before everything else. */
export const playTurn = defineTask<{ sessionId: string; number: number }>('play-turn', { priority: 10 });
