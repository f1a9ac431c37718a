import type { ImportedSpeaker } from './imported-item.js';

const word = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?:s|m[ae]n|wom[ae]n)?(?!\\p{L})`, 'iu');

const DISPATCHER = word('dispatcher');
const OFFICER = word(
  'officer|deputy|deputies|law\\s+enforcement|sergeant|lieutenant|trooper|police|sheriff|corporal|agent',
);

/**
 * Who speaks, from a transcript's free label. The words that mean officer are DeEscalWild's (arXiv 2604.13075); whoever
 * carries none of them is a civilian. A dispatcher is on the officer's side, yet is not the officer who is graded.
 */
export function speakerOfLabel(label: string): ImportedSpeaker {
  const plain = label.normalize('NFKC');
  if (DISPATCHER.test(plain)) return 'DISPATCHER';
  return OFFICER.test(plain) ? 'OFFICER' : 'CIVILIAN';
}

/** The chat role under which a turn is exported for fine-tuning: the model plays the civilian. */
export function chatRole(speaker: ImportedSpeaker): 'user' | 'assistant' {
  return speaker === 'OFFICER' || speaker === 'DISPATCHER' ? 'user' : 'assistant';
}
