import { beginCanary, type VersionName } from '#slm';
import { Command } from 'commander';
import { asOperator, operatorOption, type OperatorFlag } from '../as-operator.js';
import { modelName } from './model-name.js';

export const canaryCommand = (): Command =>
  new Command('canary')
    .description('Let agencies be given a version step by step. It needs an accepted evaluation. Safe to repeat.')
    .argument('<model>', 'code@version', modelName)
    .option('--without-gate <reason>', 'do it without an accepted evaluation, and put the reason on record')
    .addOption(operatorOption())
    .action(async (name: VersionName, { withoutGate, ...flags }: OperatorFlag & { withoutGate?: string }) => {
      const { code, version, state } = await asOperator(flags, (tx, operator) =>
        beginCanary(tx, operator, name, withoutGate ?? null),
      );
      console.log(`${code} ${version} is ${state}; models allow gives it to an agency, at 5 percent first`);
    });
