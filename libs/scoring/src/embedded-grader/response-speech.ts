/**
 * A quotation mark that opens speech: at the start or after a space, bracket or dash, before what is no space; and its closing
 * mark, which follows a full stop, comma or the like, so that an apostrophe ("the nurses' station") closes nothing.
 */
const QUOTED = [
  /(?<=^|[\s(:—–-])['‘](?=[^\s'’])([\s\S]*?[.,!?…;:—–-])['’](?=$|[\s.,;:)—–-])/g,
  /(?<=^|[\s(:—–-])["“](?=[^\s"”])([\s\S]*?)["”](?=$|[\s.,;:)—–-])/g,
];

/** Speech begins as a sentence does; "say 'just passing through,' not 'on a call'" quotes a manner, not words that were said. */
const BEGINS = /^[\p{Lu}\p{N}[…]/u;

/** Where a script leaves the officer's own name open. A bracket would be a stage direction, and part its sentence in two. */
const OWN_NAME = /\[(?:your |last |first |officer'?s? )*(?:name|surname)\]/gi;

/**
 * What an officer says in a response written with its manner around it ("Lower your voice: 'Take your time, sir.'"). Responses
 * that quote nothing tell their speech in their own words and are taken whole.
 * @returns the words in quotation marks joined by spaces, or the whole text
 */
export function speechOfResponse(text: string): string {
  for (const pattern of QUOTED) {
    const quoted = [...text.matchAll(pattern)].map(([, words]) => words.trim()).filter((words) => words !== '');
    if (quoted.some((words) => BEGINS.test(words))) return quoted.join(' ').replace(OWN_NAME, 'Reed');
  }
  return text.trim().replace(OWN_NAME, 'Reed');
}
