import { stripVTControlCharacters } from 'node:util';
import { jest } from '@jest/globals';
import type { Command } from 'commander';

/** What an operator reads, without colours, after typing these words after the command. @throws what the command throws, usage errors too */
export async function typed(command: Command, ...words: string[]): Promise<string> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await quiet(command).parseAsync(words, { from: 'user' });
    return stripVTControlCharacters(log.mock.calls.map(([line]) => String(line)).join('\n'));
  } finally {
    log.mockRestore();
  }
}

/** Errors are thrown instead of printed, by subcommands too, which do not inherit it. */
function quiet(command: Command): Command {
  for (const sub of command.commands) quiet(sub);
  return command.exitOverride().configureOutput({ writeErr: () => undefined });
}
