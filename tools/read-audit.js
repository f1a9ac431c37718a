import { readFileSync } from 'node:fs';

/** Reads what `npm audit --json` said on standard input. A registry without the service is reported, and is no failure. */

let answer = {};
try {
  answer = JSON.parse(readFileSync(0, 'utf8'));
} catch {
  answer = { message: 'npm audit gave no answer' };
}
if (!answer.vulnerabilities) {
  console.log(
    `The registry answers no audit (${answer.message ?? answer.error?.summary ?? 'no reason given'}): nothing was checked.`,
  );
} else {
  const found = Object.values(answer.vulnerabilities);
  for (const { name, severity, range } of found) console.log(`${severity}: ${name} ${range}`);
  console.log(`${found.length} packages with known vulnerabilities`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
