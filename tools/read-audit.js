import { readFileSync } from 'node:fs';

/**
 * Reads what `npm audit --json` said on standard input. Exit code 0: no known vulnerability; 1: some; 77: the registry could not be asked,
 * so nothing is known.
 */

const COULD_NOT_ASK = 77;

let answer;
try {
  answer = JSON.parse(readFileSync(0, 'utf8'));
} catch {
  answer = { message: 'npm audit gave no answer' };
}
const audited = answer?.metadata?.dependencies?.total;
if (answer?.vulnerabilities === undefined || answer.error !== undefined || !(audited > 0)) {
  const reason = answer?.message ?? answer?.error?.summary ?? answer?.error?.code ?? 'no reason given';
  console.log(`The registry could not be asked for known vulnerabilities (${reason}): nothing was checked.`);
  process.exitCode = COULD_NOT_ASK;
} else {
  const found = Object.values(answer.vulnerabilities);
  for (const { name, severity, range } of found) console.log(`${severity}: ${name} ${range}`);
  console.log(`${found.length} of ${audited} packages with known vulnerabilities`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
