import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Story } from './demo-context.js';
import { runDemo } from './demo.js';
import { DemoError } from './demo-error.js';

interface Flags {
  once?: boolean;
  fresh?: boolean;
  import?: string[];
}

/** `parley demo`: a deployment of its own, with `story` told on it. */
export const demoCommand = (story: Story): Command =>
  new Command('demo')
    .description(
      'Start a database, an API and a worker of its own, tell the story of Parley on them, and keep serving.',
    )
    .option('--once', 'stop after the story')
    .option('--fresh', 'discard the data of earlier runs')
    .option('--import <files...>', 'use your own scenario files')
    .action(async (flags: Flags) => {
      // npm changes the folder; the reader named the files from where they stood.
      const typedIn = process.env.INIT_CWD ?? process.cwd();
      const importFiles = (flags.import ?? []).map((file) => resolve(typedIn, file));
      const missing = importFiles.find((file) => !existsSync(file));
      try {
        if (missing) throw new DemoError(`There is no file ${missing}`);
        process.exitCode = await runDemo({ once: !!flags.once, fresh: !!flags.fresh, importFiles }, story);
      } catch (error) {
        // One line for a person; the stack only for what nobody foresaw.
        console.error(error instanceof DemoError ? `\n${error.message}` : error);
        process.exitCode = 1;
      }
      // Whatever the story still waits for, such as an idle connection, must not keep this process alive.
      process.exit();
    });
