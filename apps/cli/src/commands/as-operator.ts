import { userInfo } from 'node:os';
import { loadConfiguration, oneTransaction, type PlainTx } from '#platform';
import { operatorByName } from '#slm';
import { InvalidArgumentError, Option } from 'commander';

export interface OperatorFlag {
  operator: string;
}

/** Who is on record for what a command does. */
export const operatorOption = (): Option =>
  new Option('--operator <name>', 'who is on record for this')
    .default(accountName(), 'the account of this shell')
    .argParser((name) => {
      if (name.trim() === '' || name.length > 200) throw new InvalidArgumentError('It must be 1 to 200 characters.');
      return name;
    });

/** One transaction of the role `operator`, with the operator who is on record. */
export function asOperator<T>(flag: OperatorFlag, work: (tx: PlainTx, operatorId: string) => Promise<T>): Promise<T> {
  const { PARLEY_OPERATOR_DATABASE_URL: url } = loadConfiguration(['PARLEY_OPERATOR_DATABASE_URL'], process.env);
  return oneTransaction(url, 'parley-cli', async (tx) => work(tx, await operatorByName(tx, flag.operator)));
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
