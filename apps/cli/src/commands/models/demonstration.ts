import { markDemonstration } from '#slm';
import { Command } from 'commander';
import { asOperator, operatorOption, type OperatorFlag } from '../as-operator.js';

export const demonstrationCommand = (): Command =>
  new Command('demonstration')
    .description('Mark an agency as a demonstration, in which models for tests may play practice. Safe to repeat.')
    .argument('<agency>', 'the short name of the agency')
    .option('--end', 'take the mark away: from then on no session begins with a model for tests')
    .addOption(operatorOption())
    .action(async (slug: string, { end = false, ...flags }: OperatorFlag & { end?: boolean }) => {
      await asOperator(flags, (tx, operator) => markDemonstration(tx, operator, slug, !end));
      console.log(
        `${slug} is ${end ? 'no demonstration' : 'a demonstration: nobody who is trained there is certified by it'}`,
      );
    });
