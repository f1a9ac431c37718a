import { loadConfiguration, oneTransaction } from '#platform';
import { addEngine, ENGINE_FLAVOURS, everyEngine, removeEngine, setEngineEnabled, type EngineFlavour } from '#slm';
import Table from 'cli-table3';
import { Command, InvalidArgumentError, Option } from 'commander';
import { asOperator, operatorOption, type OperatorFlag } from './as-operator.js';

interface AddFlags extends OperatorFlag {
  flavour: EngineFlavour;
  url?: string;
  lane: string;
  slots: number;
}

/** Where language models are served. */
export const enginesCommand = (): Command =>
  new Command('engines')
    .description('Tell workers where language models are served. A change reaches running workers within 30 s.')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(enabledCommand('enable', true, 'Let workers ask an engine again. Safe to repeat.'))
    .addCommand(
      enabledCommand(
        'disable',
        false,
        'Let workers ask nothing new of an engine, before it is stopped. Safe to repeat.',
      ),
    )
    .addCommand(removeCommand());

const addCommand = (): Command =>
  new Command('add')
    .description('Add an engine, enabled. Safe to repeat.')
    .argument('<name>', 'what it is called in logs and metrics: small letters, digits and dashes')
    .addOption(
      new Option('--flavour <flavour>', 'what it is; IN_PROCESS is llama.cpp in the worker itself')
        .choices([...ENGINE_FLAVOURS])
        .makeOptionMandatory(),
    )
    .option('--url <url>', 'its address before /v1, for example http://gpu-1:8000; none for IN_PROCESS')
    .requiredOption('--lane <lane>', 'the lane of tasks it works on: the one on the cards of its models')
    .requiredOption('--slots <count>', 'most requests at once, 1 to 1024', slotsOf)
    .addOption(operatorOption())
    .action(async (name: string, { flavour, url = undefined, lane, slots, ...flags }: AddFlags) => {
      const { engine, isNew } = await asOperator(flags, (tx, operator) =>
        addEngine(tx, operator, { name, flavour, url: url ?? null, lane, slots }),
      );
      console.log(
        `${engine.name} ${isNew ? 'is added to' : 'was in'} the lane ${engine.lane}${isNew ? '' : ' before'}`,
      );
    });

const listCommand = (): Command =>
  new Command('list').description('Show every engine. Changes nothing.').action(async () => {
    const { PARLEY_OPERATOR_DATABASE_URL: url } = loadConfiguration(['PARLEY_OPERATOR_DATABASE_URL'], process.env);
    const engines = await oneTransaction(url, 'parley-cli', everyEngine);
    if (engines.length === 0) return console.log('no engine is registered');
    const table = new Table({ head: ['lane', 'engine', 'flavour', 'address', 'slots', 'enabled'] });
    for (const { lane, name, flavour, url: address, slots, enabled } of engines) {
      table.push([lane, name, flavour, address ?? 'in the worker', slots, enabled ? 'yes' : 'no']);
    }
    console.log(table.toString());
  });

const enabledCommand = (verb: string, enabled: boolean, description: string): Command =>
  new Command(verb)
    .description(description)
    .argument('<name>', 'the engine')
    .addOption(operatorOption())
    .action(async (name: string, flags: OperatorFlag) => {
      await asOperator(flags, (tx, operator) => setEngineEnabled(tx, operator, name, enabled));
      console.log(`${name} is ${verb}d`);
    });

const removeCommand = (): Command =>
  new Command('remove')
    .description('Forget an engine. Workers finish what they asked of it.')
    .argument('<name>', 'the engine')
    .addOption(operatorOption())
    .action(async (name: string, flags: OperatorFlag) => {
      await asOperator(flags, (tx, operator) => removeEngine(tx, operator, name));
      console.log(`${name} is removed`);
    });

function slotsOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
