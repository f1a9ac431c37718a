import 'reflect-metadata';
import { Command } from 'commander';
import pc from 'picocolors';
import type { Benchmark, Outcome } from './benchmark.js';
import { dispatch } from './dispatch/dispatch.js';
import { evaluate } from './evaluate/evaluate.js';
import { grader } from './grader/grader.js';
import { graphqlList } from './graphql-list/graphql-list.js';
import { memory } from './memory/memory.js';
import { noisyNeighbour } from './noisy-neighbour/noisy-neighbour.js';
import { report } from './report/report.js';
import { manyAgencies } from './report/many-agencies.js';
import { retrieval } from './retrieval/retrieval.js';
import { start } from './start/start.js';
import { turn } from './turn/turn.js';

const BENCHMARKS: readonly Benchmark[] = [
  graphqlList,
  dispatch,
  turn,
  noisyNeighbour,
  start,
  memory,
  retrieval,
  grader,
  report,
  manyAgencies,
  evaluate,
];

/** A table line for a person; the JSON line is the same with every detail. */
function printed({ name, aim }: Benchmark, { ours, baseline, ratio, unit, detail }: Outcome): string {
  const against = baseline === null ? '' : ` against ${baseline}, ratio ${pc.bold(String(ratio))}`;
  const aimed = aim === null ? '' : pc.dim(` (aim: ${aim})`);
  return `${pc.bold(name)}: ${ours} ${unit}${against}${aimed}\n${pc.dim(JSON.stringify(detail))}`;
}

const program = new Command('npm run bench --')
  .description('Measures Parley against a baseline in the same run. One line of JSON each with --json.')
  .argument('[names...]', `which: ${BENCHMARKS.map(({ name }) => name).join(', ')}; all when left out`)
  .option('--data <folder>', 'what a benchmark reads that needs data of its own')
  .option('--json', 'print {name, ours, baseline, ratio, unit, detail}, one line each, and nothing else')
  .action(async (names: string[], { json, data }: { json?: boolean; data?: string }) => {
    const unknown = names.filter((name) => !BENCHMARKS.some((each) => each.name === name));
    if (unknown.length > 0) {
      console.error(`There is no benchmark ${unknown.join(', ')}: ${BENCHMARKS.map(({ name }) => name).join(', ')}`);
      process.exitCode = 2;
      return;
    }
    for (const benchmark of BENCHMARKS.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const say = (line: string): void => void (json || console.log(pc.dim(`  ${line}`)));
      if (!json) console.log(`${pc.bold(benchmark.name)}: ${benchmark.compares}`);
      if (benchmark.needs !== undefined && data === undefined) {
        console.error(`${benchmark.name} needs ${benchmark.needs}`);
        if (names.length > 0) process.exitCode = 2;
        continue;
      }
      const outcome = await benchmark.run(say, { data });
      console.log(json ? JSON.stringify({ name: benchmark.name, ...outcome }) : printed(benchmark, outcome));
    }
  });

await program.parseAsync();
