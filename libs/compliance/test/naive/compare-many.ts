import { parseArgs } from 'node:util';
import { contradiction } from './compare-evaluators.js';
import { naiveJudgement } from './naive-evaluation.js';
import { randomCase } from './random-case.js';
import { shrunk } from './shrink-case.js';

/** Compares the two evaluators on many cases and prints how many contradictions there were; the process fails on any. */
export function compareMany(args: string[]): void {
  const options = { cases: { type: 'string', default: '10000' }, from: { type: 'string', default: '0' } } as const;
  const { values } = parseArgs({ args, options });
  const [from, cases] = [Number(values.from), Number(values.cases)];
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(cases) || cases < 1) {
    throw new Error('--cases and --from are whole numbers');
  }
  const statuses = new Map<string, number>();
  let contradictions = 0;
  const began = performance.now();
  for (let seed = from; seed < from + cases; seed++) {
    const found = randomCase(seed);
    const difference = contradiction(found, seed);
    const { status } = naiveJudgement(found.input, found.mandate, found.asOf);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (difference) {
      contradictions++;
      console.log(JSON.stringify({ seed, difference, smallest: shrunk(found, seed) }));
    }
    const done = seed - from + 1;
    if (done % 20_000 === 0 || done === cases) {
      const seconds = (performance.now() - began) / 1000;
      console.log(`${done} cases, ${contradictions} contradictions, ${Math.round(done / seconds)} cases a second`);
    }
  }
  console.log(Object.fromEntries([...statuses].sort()));
  if (contradictions > 0) process.exitCode = 1;
}
