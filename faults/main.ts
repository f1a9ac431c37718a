import 'reflect-metadata';
import Table from 'cli-table3';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { engineLoss } from './engine-loss/engine-loss.js';
import type { FaultReport, FaultRun } from './fault-run.js';
import { race } from './race/race.js';
import { rollingRestart } from './rolling-restart/rolling-restart.js';

const RUNS: readonly FaultRun[] = [race, rollingRestart, engineLoss];

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('it must be a whole number from 1');
  return Number(text);
}

function show({ figures, problems }: FaultReport): void {
  const table = new Table({ style: { head: [], border: [] } });
  table.push(...Object.entries(figures).map(([name, value]) => [name, String(value)]));
  console.log(table.toString());
  for (const problem of problems) console.log(pc.red(`✗ ${problem}`));
}

const program = new Command('npm run faults --').description(
  'Lets things go wrong around real processes and checks what must hold all the same. Exit code 1 when it did not.',
);
for (const run of RUNS) {
  const { option, unlessSaid } = run.count;
  const count = new Option(`${option} <count>`, 'how many').argParser(wholeNumber).default(unlessSaid);
  program
    .command(run.name)
    .description(run.tries)
    .addOption(count)
    .option('--planted', `with ${run.plants}: then the run must find it`, false)
    .action(async (options: Record<string, number | boolean>) => {
      const planted = options.planted === true;
      console.log(`${pc.bold(run.name)}: ${run.tries}`);
      const chosen = { count: Number(options[count.attributeName()]), planted };
      const report = await run.run(chosen, (line) => console.log(pc.dim(`  ${line}`)));
      show(report);
      const asExpected = report.problems.length > 0 === planted;
      const verdict = planted ? 'the planted fault was found' : 'everything held';
      console.log(asExpected ? pc.green(`✓ ${verdict}`) : pc.red(`✗ not so: ${verdict}`));
      process.exitCode = asExpected ? 0 : 1;
    });
}

await program.parseAsync();
