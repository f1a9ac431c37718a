import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonaEngine, PlayInput, PlayMessage, SpokenTurn } from '../../src/index.js';

type FinalTurn = Extract<PlayMessage, { type: 'final' }>;
const OFFICER_SAYS = [
  'Hi, my name is Dana, I am with the police. What is going on tonight?',
  'That sounds really hard. How long has it been like this?',
  'Who else knows about it?',
  'I would like to help you. What would make it easier right now?',
  'Thank you for telling me. Can we talk about what happens next?',
];

/** What a persona engine is asked with; the suite brings history, seed and signal. */
export interface PersonaSubject {
  engine: PersonaEngine;
  input: Omit<PlayInput, 'history' | 'seed' | 'signal'>;
  stop(): Promise<void>;
}

/** What whatever plays the civilian must do. */
export function describePersonaConformance(name: string, make: () => Promise<PersonaSubject>): void {
  describe(`${name} keeps the persona port`, () => {
    let subject: PersonaSubject;
    const running = new AbortController();

    beforeAll(async () => {
      subject = await make();
    });

    afterAll(() => subject?.stop());

    const opening: SpokenTurn[] = [{ speaker: 'OFFICER', text: OFFICER_SAYS[0] }];

    async function play(changes: Partial<PlayInput> = {}): Promise<{ messages: PlayMessage[]; final: FinalTurn }> {
      const input = { ...subject.input, history: opening, seed: 7, signal: running.signal, ...changes };
      const messages: PlayMessage[] = [];
      for await (const message of subject.engine.play(input)) messages.push(message);
      return { messages, final: messages.at(-1) as FinalTurn };
    }

    it('streams pieces and then one final message whose text they are', async () => {
      const { messages, final } = await play();
      expect(messages.map(({ type }) => type)).toEqual([...messages.slice(1).map(() => 'text'), 'final']);
      const said = messages.filter(({ type, attempt }) => type === 'text' && attempt === final.attempt);
      expect(said.map(({ text }) => text).join('')).toBe(final.text);
      expect(final.text.trim()).not.toBe('');
    });

    it('says the same for the same seed', async () => {
      const [first, second] = [await play({ seed: 3 }), await play({ seed: 3 })];
      expect(second.final.text).toBe(first.final.text);
    });

    it('says how each turn came about', async () => {
      const { provenance } = (await play({ seed: 9 })).final;
      expect(provenance).toMatchObject({
        engine: subject.engine.kind,
        label: subject.engine.label,
        version: expect.stringMatching(/\S/),
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        seed: 9,
      });
      const { firstTextMs, totalMs } = provenance.timings;
      expect(firstTextMs).toBeGreaterThanOrEqual(0);
      expect(totalMs).toBeGreaterThanOrEqual(firstTextMs);
      expect('model' in provenance).toBe(subject.engine.kind !== 'SCRIPTED');
      expect('scripted' in provenance).toBe(subject.engine.kind === 'SCRIPTED');
    });

    it('repeats no turn in a session', async () => {
      const history: SpokenTurn[] = [];
      for (const said of OFFICER_SAYS) {
        history.push({ speaker: 'OFFICER', text: said });
        const { final } = await play({ history: [...history] });
        expect(history.map(({ text }) => text)).not.toContain(final.text);
        history.push({ speaker: 'CIVILIAN', text: final.text });
        if (final.ended) break;
      }
    });

    it('throws the reason of an abort, before the turn and in it', async () => {
      const reason = new Error('the officer hung up');
      await expect(play({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const hangUp = new AbortController();
      const input = { ...subject.input, history: opening, seed: 7, signal: hangUp.signal };
      const reading = (async () => {
        for await (const message of subject.engine.play(input)) {
          expect(message.type).toBe('text');
          hangUp.abort(reason);
        }
      })();
      await expect(reading).rejects.toBe(reason);
    });
  });
}
