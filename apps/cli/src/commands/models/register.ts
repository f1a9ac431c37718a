import { readFile } from 'node:fs/promises';
import { UserError } from '#platform';
import { readModelCard, registerModel, useProblem, type ModelCard } from '#slm';
import { Command } from 'commander';
import { asOperator, operatorOption, type OperatorFlag } from '../as-operator.js';

/** A card holds names and digests, and what is said of data and training: no weights. */
const LONGEST_CARD = 256 * 1_024;

export const registerCommand = (): Command =>
  new Command('register')
    .description('Register one version of a model from its card, as CANDIDATE. Safe to repeat.')
    .requiredOption('--card <file>', 'JSON, for example models/deesc-tiny.json')
    .addOption(operatorOption())
    .action(async ({ card: file, ...flags }: OperatorFlag & { card: string }) => {
      const card = await readCard(file);
      const { version, isNew } = await asOperator(flags, (tx, operator) => registerModel(tx, operator, card));
      console.log(
        `${card.code} ${card.version} ${isNew ? 'is registered as' : 'was registered before, and is'} ${version.state}`,
      );
      console.log(`digest ${version.digest}`);
      const problem = useProblem(version);
      if (problem) console.log(`no agency may meet it: ${problem}`);
    });

async function readCard(file: string): Promise<ModelCard> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError('INVALID', 'card', `${file} cannot be read: ${error.code ?? error.message}`);
  });
  if (text.length > LONGEST_CARD)
    throw new UserError('TOO_LARGE', 'card', `${file} is longer than ${LONGEST_CARD} characters`);
  const read = readModelCard(parsed(text, file));
  if ('card' in read) return read.card;
  throw new UserError(
    'INVALID',
    'card',
    `${file} is no model card:\n${read.problems.map((one) => `  ${one}`).join('\n')}`,
  );
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError('INVALID', 'card', `${file} is no JSON: ${(error as Error).message}`);
  }
}
