import { loadConfiguration, oneTransaction } from '#platform';
import { activate, listModels, retire, useProblem, type ListedModel } from '#slm';
import Table from 'cli-table3';
import { Command } from 'commander';
import { asOperator, operatorOption, type OperatorFlag } from '../as-operator.js';
import { allowCommand } from './allow.js';
import { canaryCommand } from './canary.js';
import { demonstrationCommand } from './demonstration.js';
import { evaluateCommand } from './evaluate.js';
import { modelName } from './model-name.js';
import { registerCommand } from './register.js';

/** Which language models there are, and who meets them. docs/models.md tells the whole way of a version. */
export const modelsCommand = (): Command =>
  new Command('models')
    .description(
      'Register language models, release them step by step and give them to agencies. docs/models.md tells the whole way.',
    )
    .addCommand(registerCommand())
    .addCommand(listCommand())
    .addCommand(evaluateCommand())
    .addCommand(canaryCommand())
    .addCommand(promoteCommand())
    .addCommand(retireCommand())
    .addCommand(allowCommand())
    .addCommand(demonstrationCommand());

const listCommand = (): Command =>
  new Command('list').description('Show every registered version. Changes nothing.').action(async () => {
    const { PARLEY_OPERATOR_DATABASE_URL: url } = loadConfiguration(['PARLEY_OPERATOR_DATABASE_URL'], process.env);
    const models = await oneTransaction(url, 'parley-cli', listModels);
    if (models.length === 0) return console.log('no model is registered: every civilian is played by the script');
    console.log(tableOf(models));
    for (const model of models) {
      const problem = useProblem(model);
      if (problem) console.log(`${model.code} ${model.version} may not be used: ${problem}`);
    }
  });

function tableOf(models: readonly ListedModel[]): string {
  const table = new Table({ head: ['model', 'state', 'since', 'gate', 'licence', 'use', 'lane', 'digest'] });
  for (const { code, version, state, stateSince, accepted, licence, allowedUse, lane, digest } of models) {
    const gate = accepted === null ? 'not evaluated' : accepted ? 'accepted' : 'not accepted';
    const since = stateSince.toISOString().slice(0, 10);
    table.push([`${code}@${version}`, state, since, gate, licence, allowedUse, lane, digest.slice(0, 12)]);
  }
  return table.toString();
}

const promoteCommand = (): Command =>
  new Command('promote')
    .description('Make a canary ACTIVE: agencies may be given it whole at once. Safe to repeat.')
    .argument('<model>', 'code@version', modelName)
    .addOption(operatorOption())
    .action(async (name, flags: OperatorFlag) => {
      const { code, version, state } = await asOperator(flags, (tx, operator) => activate(tx, operator, name));
      console.log(`${code} ${version} is ${state}; agencies keep the part that each has`);
    });

const retireCommand = (): Command =>
  new Command('retire')
    .description('Let no new session begin with a version; those that did go on with it. It cannot come back.')
    .argument('<model>', 'code@version', modelName)
    .addOption(operatorOption())
    .action(async (name, flags: OperatorFlag) => {
      const { code, version, state } = await asOperator(flags, (tx, operator) => retire(tx, operator, name));
      console.log(`${code} ${version} is ${state}; keep an engine that serves it until its last session has ended`);
    });
