import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fitGraderHead, HEAD_FILE } from '#scoring';

/** Writes the embedded grader's head anew from the rated responses of the repository. */
const head = await fitGraderHead((line) => console.log(line));
mkdirSync(dirname(HEAD_FILE), { recursive: true });
writeFileSync(HEAD_FILE, `${JSON.stringify(head)}\n`);
console.log(`wrote ${HEAD_FILE}: ${Object.keys(head.named).length} named weights, cuts at ${head.cuts.join(', ')}`);
