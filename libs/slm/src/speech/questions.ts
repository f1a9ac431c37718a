import { OfficerAct } from './act-kinds.js';
import { Sentence } from './clauses.js';

const LEAD =
  "(?:^|[,;:] ?|\\b(?:and|but|so|okay|ok|well|now|sir|ma'am|then|hey|look|alright|please|also|just|hello|hi|miss|tell me|(?:hi|hey|hello) there) )";
const WH = new RegExp(`${LEAD}(?:what|how|why|who|when|where|which|whose)(?:'s|'re|'d|'ve|\\b)`);
/** Without a question mark only the first words tell: in "a warning, which goes away" nothing is asked. */
const UNMARKED_WH =
  /^(?:(?:and|but|so|okay|ok|well|now|sir|ma'am|then|hey|look|alright|please|hello|hi|miss),? )*(?:what|how|why|who|when|where|which|whose)(?:'s|'re|'d|'ve|\b)/;
const AUXILIARY = new RegExp(
  `${LEAD}(?:do|does|did|are|is|was|were|have|has|can|could|would|will|should|may|any|you (?:got|have|ok|okay|hurt|want)|anyone|anybody|ever)(?:n't)? (?:you|your|i|we|he|she|it|they|there|that|this|the|anyone|anybody|somebody|someone|any|weapons|else|a|an|hurt|okay|ok|in|on|been|thoughts|to|me)\\b`,
);
const NOT_OPEN =
  /\b(?:how (?:many|much|old|long|far|often|tall|big|soon|late|fast)|what(?:'s| is) (?:your|her|his|the|their) (?:(?:first|last|full|sister's|dog's|brother's) )?(?:name|address|number|birthday|date|age|license|plate)|what (?:time|day|year|month|street|color|kind|size|apartment|number)|how about|why don't (?:you|we))\b/;
/** "What I'm hearing is ...", "How you feel matters": a wh-word that asks nothing. */
const STATEMENT =
  /^(?:so |and |okay |but )?(?:what|how|why|when|where|who) (?:i'm|i am|i|you're|you are|you|we|it|they|she|he|that)\b/;
/** "What a week you've had" asks nothing either. */
const EXCLAIMS = /^(?:[a-z]+,? )?what an? /;
const OPEN_WORD = /\b(?:what|how|why)(?:'s|'re|'d|'ve)?\b/;
const INVITATION =
  /\b(?:(?:can|could|would|will) you )?(?:please |just )?(?:tell me (?!to\b|your name|now|the truth now)(?:more|about|what|how|why|a (?:bit|little)|where|who|when|everything|something|the (?:story|rest|whole)|anything|it all)|help me (?:to )?(?:understand|see|get|out here)|walk me through|talk (?:to|with) me|talk me through|describe|fill me in|let me hear|share (?:with me|what|a)|explain to me|start (?:at|from) the (?:beginning|start|top)|say more|go on$|keep (?:talking|going)|catch me up|give me your side)|\b(?:i'd (?:like|love)|i would (?:like|love)|i want|i'm here|i'd really like) to (?:hear|understand|know|listen)|\b(?:i'm|we're) (?:all )?(?:ears|listening)\b|\b(?:love|like|want) to hear (?:your|about|what|from|more|it)|\bwhat's on your mind/;
const SAFETY_SUBJECT =
  /\b(?:guns?|knife|knives|blades?|weapons?|firearms?|pistol|armed|razor|cutter|sharp (?:object|thing|on)?|anything (?:sharp|dangerous|on you|in (?:there|the car|your (?:hand|pocket|bag)s?|the vehicle)|that (?:could|can|might|would)|i (?:should|need to) (?:know|worry))|(?:kill|hurt|harm|cut|hang|shoot)(?:ing)? (?:your \w+|me|us|her|him|them|yourself|anyone|anybody|someone|somebody|your ?self|others|himself|herself)|suicid\w*|(?:end|ending|take|taking) (?:your (?:own )?life|it all|things|it tonight)|(?:want|wanting|wanted|going|planning|trying) to die|better off dead|thoughts (?:of|about) (?:dying|death|hurting|ending|not)|not (?:wanting to )?(?:be|being) (?:here|alive|around)|jump(?:ing)?(?: off)?|you (?:hurt|injured|bleeding|wounded|in (?:any )?pain|sick|diabetic|breathing)|(?:hurt|injured|bleeding|pain) (?:anywhere|right now|at all)|injur\w+|bleeding|wounded|medical (?:attention|condition|problem|issue|help|emergency)|medications?|meds|pills|prescriptions?|insulin|inhaler|blood sugar|(?:taken|take|taking|use|used|using|on) (?:anything|something|any (?:drugs|substances|medication|pills|medicine))|drugs|(?:been|had (?:anything|something) to) drink(?:ing)?|overdos\w*|how (?:did|are) (?:you )?hurt|anyone (?:else )?(?:hurt|injured|in there|inside|with you)|(?:hit|hurt|bang(?:ed)?|bump(?:ed)?|twist(?:ed)?|sprain(?:ed)?|br(?:eak|oke)|land(?:ed)? on|burn(?:ed)?) (?:your|his|her|their) (?:head|neck|back|face|chest|arms?|hands?|wrists?|legs?|ankles?|knees?|feet|foot|ribs?|shoulders?|hips?)|(?:head|neck|back|face|chest|arms?|hands?|wrists?|legs?|ankles?|knees?|foot|feet|ribs?|shoulders?|hips?|stomach|belly)(?: is| are)? (?:hurt|hurting|hurts|ache|aching|numb|swollen|broken|tight|burned|tingling)|los(?:e|t|ing) consciousness|pass(?:ed)? out|black(?:ed)? out|faint(?:ed)?|knocked out|blood (?:thinners?|pressure)|(?:you|he|she|they|anyone) allergic|allergies|asthma|seizures?|epilep\w+|heart (?:condition|trouble|problems?|attack)|concussion|dizzy|chest pains?|short of breath|(?:trouble|hard|difficulty) breathing|pregnant|what(?:'s| is| have you got| do you have)(?: that)? in your (?:hands?|pockets?|lap|bag))\b/;
const ASKS_TO_TELL =
  /\b(?:tell me if|let me know if|i (?:have|need|want) to (?:ask|know) (?:you )?(?:if|whether|about)|i'm (?:going to|gonna) ask)\b/;
const TAG =
  /^(?:okay|ok|all right|alright|right|yeah|understand|understood|got it|got that|you hear me|hear me|do you understand|you understand|huh)$/;

/**
 * Questions and invitations to talk in one sentence. A safety question is reported beside its open or closed form.
 * "Could you step out?" is a request and is left to the request rules unless it asks for words ("Could you tell me why").
 */
export function questionActs(sentence: Sentence, quote: string, isRequest: boolean): OfficerAct[] {
  const text = sentence.text;
  const invites = INVITATION.test(text);
  const lastClause = sentence.clauses.at(-1);
  const onlyTag = lastClause !== undefined && sentence.clauses.length > 1 && TAG.test(lastClause.text);
  const statement = !sentence.marked && (STATEMENT.test(text) || EXCLAIMS.test(text));
  const asks =
    !statement &&
    ((sentence.marked ? WH : UNMARKED_WH).test(text) ||
      AUXILIARY.test(text) ||
      (sentence.marked && !onlyTag && !TAG.test(text)));
  const acts: OfficerAct[] = [];
  if (!invites && !asks && !ASKS_TO_TELL.test(text)) return acts;
  const open = invites || (asks && OPEN_WORD.test(text) && !NOT_OPEN.test(text) && (WH.test(text) || sentence.marked));
  if (open) acts.push({ act: 'OPEN_QUESTION', quote });
  else if (asks && !isRequest) acts.push({ act: 'CLOSED_QUESTION', quote });
  if (SAFETY_SUBJECT.test(text) && (open || !isRequest || ASKS_TO_TELL.test(text))) {
    acts.push({ act: 'SAFETY_QUESTION', quote });
  }
  return acts;
}
