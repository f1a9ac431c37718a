import { validate } from 'dockerfile-utils';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf, filesSent, instructionsOf } from './dockerfile-instructions.js';

/**
 * Checks a Dockerfile without Docker: by a parser that knows every instruction and flag, and by rules of our own about what ends up in
 * the image and who runs it. The build must be there, for the command of the image is looked up in `dist`.
 */
const ROOT = join(import.meta.dirname, '..');
const file = process.argv[2] ?? join(ROOT, 'Dockerfile');
const text = readFileSync(file, 'utf8');
const problems = validate(text).map(({ range, message }) => ({ line: range.start.line + 1, message }));

const instructions = instructionsOf(text);
const sent = filesSent(
  readFileSync(join(ROOT, '.dockerignore'), 'utf8'),
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n'),
);
const stages = [];
for (const instruction of instructions) {
  if (instruction.name === 'FROM') stages.push({ name: stageName(instruction.rest), instructions: [instruction] });
  else stages.at(-1)?.instructions.push(instruction);
}
const last = stages.at(-1)?.instructions ?? [];

for (const { line, name, rest } of instructions) {
  if (name === 'FROM') pinned(line, rest);
  if (name === 'ADD') complain(line, 'ADD unpacks and fetches: COPY says what it does');
  if (name === 'COPY') copied(line, copyOf(rest));
  if (name === 'RUN' && /\bnpm (ci|install|prune)\b/.test(rest) && !rest.includes('--ignore-scripts'))
    complain(line, 'npm runs the install scripts of every package');
  if (name === 'ENV' && /PASSWORD|SECRET|KEY|DATABASE_URL/.test(rest))
    complain(line, 'a secret would stay in the image');
}
if (stages.length < 2) complain(1, 'one stage: compilers and sources would stay in the image');
const user = last.findLast(({ name }) => name === 'USER');
if (!user || /^(root|0)(:|$)/.test(user.rest)) complain(user?.line ?? 1, 'the last stage runs as root');
const afterUser = last.slice(last.indexOf(user) + 1).find(({ name }) => name === 'COPY' || name === 'RUN');
if (user && afterUser) complain(afterUser.line, 'what comes after USER could be changed by the process that runs');
const command = last.findLast(({ name }) => name === 'CMD');
runnable(command);

for (const { line, message } of problems) console.log(`Dockerfile:${line}: ${message}`);
console.log(`Dockerfile: ${instructions.length} instructions in ${stages.length} stages, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function complain(line, message) {
  problems.push({ line, message });
}

function stageName(rest) {
  return / as (\S+)/i.exec(rest)?.[1] ?? null;
}

function pinned(line, rest) {
  const image = rest.split(/\s/)[0];
  if (stages.some(({ name }) => name === image)) return;
  if (!/:\d+[\w.-]*$/.test(image)) complain(line, `${image} does not say at least its major version`);
}

function copied(line, { from, sources }) {
  if (from !== null) {
    if (!stages.some(({ name }) => name === from)) complain(line, `there is no stage ${from}`);
    return;
  }
  for (const source of sources) {
    if (!existsSync(join(ROOT, source))) complain(line, `${source} is not in the repository`);
    else if (!sent.some((path) => path === source || path.startsWith(`${source}/`)))
      complain(line, `${source} is kept back by .dockerignore`);
  }
}

function runnable(cmd) {
  let words;
  try {
    words = JSON.parse(cmd?.rest ?? '');
  } catch {
    // A shell as process 1 would not hand the signal on that asks it to drain.
    return complain(cmd?.line ?? 1, 'CMD must be a JSON list, so that signals reach the process');
  }
  const script = words.find((word) => word.endsWith('.js'));
  if (words[0] !== 'node' || !script || !existsSync(join(ROOT, script)))
    complain(cmd.line, `${words.join(' ')} is not what the build makes`);
}
