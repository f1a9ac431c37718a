import { readFileSync } from 'node:fs';
import { type Band, playerScriptSchema, type PlayerLine, type PlayerScript, playTurn, replayState } from '#slm';
import { type Benchmark, percentile, rounded } from '../benchmark.js';
import { HELD_OUT_QUESTIONS } from './held-out-questions.js';
import { nearestText, sayable } from './plain-rankers.js';
import { QUESTIONS } from './questions.js';

/** Moods in the middle of a session: a band and the trust that goes with it. */
const MOODS: readonly { band: Band; trust: number }[] = [
  { band: 'AGITATED', trust: 3 },
  { band: 'UNEASY', trust: 5 },
  { band: 'CALM', trust: 7 },
];
const SEEDS = [1, 2, 3];
type Ranker = (
  script: PlayerScript,
  question: string,
  mood: (typeof MOODS)[number],
  seed: number,
) => PlayerLine | undefined;

function scriptOf(code: string): PlayerScript {
  const path = new URL(`../../../packs/scenarios/${code}.json`, import.meta.url);
  return playerScriptSchema.parse(JSON.parse(readFileSync(path, 'utf8')).script);
}

/** The middle of a band: what the question itself does to the mood rarely leaves it. */
function stressIn({ bands }: PlayerScript, band: Band): number {
  const bounds = {
    CALM: [0, bands.CALM],
    UNEASY: [bands.CALM, bands.UNEASY],
    AGITATED: [bands.UNEASY, bands.AGITATED],
  };
  const [low, high] = bounds[band as keyof typeof bounds] as [number, number];
  return (low + high) / 2;
}

const took: number[] = [];
const RANKERS: Record<'ours' | 'random' | 'bm25', Ranker> = {
  ours(script, question, { band, trust }, seed) {
    const state = { ...replayState(script, []), stress: stressIn(script, band), trust };
    const started = performance.now();
    const { lineId } = playTurn({ script, history: [{ speaker: 'OFFICER', text: question }], state, seed });
    took.push(performance.now() - started);
    return script.lines.find((line) => line.id === lineId);
  },
  random(script, question, { band, trust }, seed) {
    const lines = sayable(script, band, trust);
    // Any spread will do, as long as a repeat draws the same.
    return lines[(question.length * 7_919 + seed * 104_729) % lines.length];
  },
  bm25: (script, question, { band, trust }) => nearestText(sayable(script, band, trust), question),
};

/** Percent of answers that are about one of the topics the question was judged to be about. */
function answered(asked: typeof QUESTIONS, ranker: Ranker): number {
  let acceptable = 0;
  let all = 0;
  for (const [code, questions] of Object.entries(asked)) {
    const script = scriptOf(code);
    for (const [question, topics] of questions)
      for (const mood of MOODS)
        for (const seed of SEEDS) {
          const line = ranker(script, question, mood, seed);
          const about = [...(line?.topics ?? []), ...(line?.about ? [line.about] : [])];
          all += 1;
          if (about.some((topic) => topics.split(' ').includes(topic))) acceptable += 1;
        }
  }
  return (100 * acceptable) / all;
}

/** How often the scripted player's answer is to the question. Deterministic; only the times differ from run to run. */
export const retrieval: Benchmark = {
  name: 'retrieval',
  compares:
    'share of officer questions answered on their topic, against the nearest line text (BM25) and a random line',
  aim: 'at least 4',
  run(say) {
    const heldOut = Object.fromEntries(
      Object.entries(RANKERS).map(([name, ranker]) => [name, rounded(answered(HELD_OUT_QUESTIONS, ranker))]),
    );
    const worked = Object.fromEntries(
      Object.entries(RANKERS).map(([name, ranker]) => [name, rounded(answered(QUESTIONS, ranker))]),
    );
    say(`held out: ${JSON.stringify(heldOut)}; worked on: ${JSON.stringify(worked)}`);
    const ours = heldOut['ours']!;
    const baseline = heldOut['bm25']!;
    return Promise.resolve({
      ours,
      baseline,
      ratio: rounded(ours / baseline),
      unit: '% of held-out questions',
      detail: {
        heldOut,
        worked,
        msPerTurn: { median: rounded(percentile(took, 0.5)), p99: rounded(percentile(took, 0.99)) },
      },
    });
  },
};
