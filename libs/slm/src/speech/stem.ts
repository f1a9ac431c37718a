/** Irregular forms that matter in talk about what happened, mapped to the form the others are stemmed to. */
const IRREGULAR: Record<string, string> = {
  slept: 'sleep',
  ate: 'eat',
  eaten: 'eat',
  took: 'take',
  taken: 'take',
  told: 'tell',
  said: 'say',
  heard: 'hear',
  went: 'go',
  gone: 'go',
  came: 'come',
  lost: 'lose',
  felt: 'feel',
  left: 'leave',
  drove: 'drive',
  driven: 'drive',
  drank: 'drink',
  drunk: 'drink',
  thought: 'think',
  thinking: 'think',
  knew: 'know',
  known: 'know',
  made: 'make',
  kept: 'keep',
  ran: 'run',
  saw: 'see',
  seen: 'see',
  got: 'get',
  gotten: 'get',
  gave: 'give',
  given: 'give',
  died: 'die',
  dying: 'die',
  dead: 'die',
  held: 'hold',
  hurting: 'hurt',
  knives: 'knife',
  children: 'child',
  kids: 'kid',
  paid: 'pay',
  bought: 'buy',
  stood: 'stand',
  sat: 'sit',
  began: 'begin',
  meds: 'medication',
  medicine: 'medication',
  medicines: 'medication',
  pills: 'pill',
  living: 'live',
  lives: 'live',
  lying: 'lie',
  mom: 'mother',
  mum: 'mother',
  dad: 'father',
  sis: 'sister',
  cop: 'police',
  cops: 'police',
  phoned: 'phone',
  asleep: 'sleep',
  awake: 'wake',
  woke: 'wake',
  noises: 'noise',
  noisy: 'noise',
  handcuffs: 'cuff',
  handcuff: 'cuff',
  handcuffed: 'cuff',
  cuffs: 'cuff',
  cuffed: 'cuff',
  car: 'car',
  vehicle: 'car',
  truck: 'car',
};

/**
 * A light English stem: plural, past and -ing endings off, doubled consonants single. Not linguistics: it only has to map
 * the forms of a word that two speakers use for the same thing onto one key. Expects lower case.
 */
export function stem(word: string): string {
  const bare = word.replace(/'(?:s|re|ve|ll|d|m|t)$/, '').replace(/'/g, '');
  let root = Object.hasOwn(IRREGULAR, bare) ? IRREGULAR[bare] : bare;
  if (root.length > 4 && root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 4 && /(?:sses|shes|ches|xes|zes)$/.test(root)) root = root.slice(0, -2);
  else if (root.length > 3 && /[^su]s$/.test(root)) root = root.slice(0, -1);
  if (root.length > 5 && root.endsWith('ing')) root = undouble(root.slice(0, -3));
  else if (root.length > 4 && root.endsWith('ied')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 4 && root.endsWith('ed')) root = undouble(root.slice(0, -2));
  if (root.length > 5 && root.endsWith('ly')) root = root.slice(0, -2);
  return root.length > 4 && root.endsWith('e') ? root.slice(0, -1) : root;
}

function undouble(root: string): string {
  return /([bdfgmnprt])\1$/.test(root) ? root.slice(0, -1) : root;
}
