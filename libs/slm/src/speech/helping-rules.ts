import { rule, SpeechRule } from './rule.js';
import { COLD } from './sympathy-rules.js';

const I_OFFER =
  "(?:(?:i|we)(?:'ll| will| can| could| would|'d be glad to|'d be happy to| am going to|'m going to|'re going to|'m happy to)|let me|let us)(?: just| also| gladly| all| go| go and| try to| help)*";
const SOMEBODY =
  "(?:(?:one of )?(?:my|the|your|our|an?|that|this|his|her|their) (?:[a-z'-]+ ){0,3}?(?=[a-z])|(?:constable|deputy|officer|sergeant|sgt|mr|mrs|ms|dr|judge|nurse) |him |her |them |somebody |someone )";
const DOES_FOR =
  '(?:stand|come|wait|hold|keep|bring|show|sit|watch|walk|stay|check|look|help|move|explain|tell|talk|step|meet|call|stop|ride|follow|clear|open|carry|unlock)';
const TREATED =
  '(?:checked|looked (?:at|after)|seen (?:to|first)?|treated|cleaned|bandaged|wrapped|taken care of|stitched|x-rayed)';
/** The same verbs as pressure: tickets, reports, arrests and people set on somebody. */
const AGAINST =
  /\b(?:ticket|citation|warrant|arrest|cuffs?|handcuffs?|jail|charge[sd]? (?!nurse)|taser|tase|tow|(?:release|sic|send in) the dogs?|k9|force|backup|swat|drag|haul|in for|against you|one (?:more )?(?:chance|warning|minute)|reason|or else|before i|if you (?:don't|won't|keep)|court|judge you|the hard way|evict|lock you|removed?|attitude|eat (?:that|this|your))\b/;

/** Help, comfort and recognition in plain acts, without any set phrase. */
export const HELPING_RULES: SpeechRule[] = [
  rule(
    'AID',
    [
      `${I_OFFER} ask (?!you\\b)[^.?!]{2,50} (?:for|if|to|whether|about) [^.?!]{2,40}`,
      `${I_OFFER} (?:have|get) ${SOMEBODY}[^.?!]{0,24}\\b(?:to )?${DOES_FOR}\\b[^.?!]{0,40}`,
      `${I_OFFER} (?:write|leave|put up|print|draw|make) (?:him |her |them |you |it |everybody |down )*(?:an? |the |that |this )?(?:[a-z]+ )?(?:note|list|sign|card|map|letter|label|message|copy|plan)[^.?!]{0,30}`,
      `${I_OFFER} (?:carry|wrap|lift|load|pack|feed|water|fix|clean up|cover|look after|take care of|keep an eye on|watch over) (?:the|your|her|his|those|these|them|it|that|all|everything|each|every|him|both)[^.?!]{0,40}`,
      `${I_OFFER} (?:get|find|bring|lend|fetch|buy|order|loan) (?:you |her |him |them |us )(?:a|an|one|some|the|that|both|two|another|more|something|those|anything)(?: [^.?!]{0,30})?`,
      "(?:an? |the |your |one )(?:[a-z]+ )?(?:medic|paramedic|ambulance|nurse|doctor|vet|interpreter|translator|counsell?or|advocate|social worker|lawyer|chaplain|locksmith|electrician|plumber)(?:'ll| will| can| is going to| should)(?: be)?(?: right)? (?:here|there|over|out|along|with you|come|meet|look|see|stop by|on (?:his|her|the|their) way)[^.?!]{0,24}",
      `get (?:you|him|her|that|those|your|this|his)(?: [a-z]+){0,2} ${TREATED}[^.?!]{0,20}`,
    ],
    AGAINST,
  ),
  rule(
    'REFERRAL',
    [
      "(?:there's|there is|there are|i know|we have|we've got|i've got) (?:an? |this |some |one )?(?:[a-z-]+ ){0,2}(?:counsell?ors?|therapists?|nurse|doctor|chaplain|sponsor|mediators?|specialist|navigator|caseworker) (?:at|with|from|who|that|down|over|named)[^.?!]{2,50}|(?:there's|there is|i know) (?:an? )(?:[a-z-]+ )?(?:woman|man|guy|lady|fellow|person|vet|veteran|mother|father) (?:at|from|with|over at|down at) (?:the |our |a )?[^.?!]{0,24}(?:center|centre|clinic|church|hospital|shelter|library|agency|legion|office|program|school|society|hall|association)[^.?!]{0,40}",
    ],
    AGAINST,
  ),
  rule(
    'APOLOGY',
    [
      "i(?:'m| am)(?: so| really| very| truly)? sorry(?=,(?! (?:but|sir|ma'am|you|i (?:can't|cannot|have|don't)))|:|;|$)|sorry (?:that )?i (?!can't|cannot|couldn't|have to|had to|don't|won't|ever|must)[a-z']+[^.?!]{0,30}|(?:that|it) (?:came|went) out (?:wrong|badly|harsh(?:er)?|all wrong|the wrong way)|i (?:said|put|worded|asked|handled|did) (?:that|it|this) (?:wrong|badly|poorly|the wrong way)",
    ],
    /not sorry|sorry (?:but|excuse)|sorry i (?:bothered|wasted|asked) (?:with|on|to help)/,
  ),
  rule(
    'REASSURANCE',
    [
      "i(?:'d)? (?:don't|do not|never|would hate for|really don't) (?:want(?:ed)? |like )?(?:to see |for )?(?:anybody|anyone|you|her|him|them|your [a-z]+|either of you|any of you|people) (?:to |to get |to be |get |getting |being )?(?:be |get )?(?:hurt|injured|killed|cold|arrested|in trouble|worse|scared|alone|to die|die)[^.?!]{0,30}",
      "(?:he|she|they|everybody|everyone|your [a-z]+|the [a-z]+|(?!you\\b|i\\b|it\\b|that\\b|this\\b|who\\b|what\\b|how\\b|where\\b|if\\b|when\\b|there\\b)[a-z]{3,})(?:'s| is|'re| are| seems| looks) (?:breathing|doing|feeling|looking|sleeping|resting|eating|holding up) ?(?:much |a lot |a little |a bit |just |so |real |really )*(?:better|fine|well|okay|ok|good|all right|alright|comfortably|stronger|easier|easy)",
      "(?:he|she|they|everybody|everyone|your [a-z]+|the (?:kids?|baby|boy|girl|children|dog|cat|driver|others))(?:'s| is|'re| are| seems)(?: all| perfectly| completely| quite| just| going to be| gonna be)* (?:safe|stable|awake|asking for you|out of danger|unhurt|unharmed|not hurt|fine|okay|ok|all right|alright|in good hands|waiting for you)(?! if|,? but)",
      "(?<=^|, |: )no (?:sirens?|lights|uniforms|crowd|cameras|questions asked|paperwork tonight)(?=$|,| and| or)|(?:i'd|i'll|i can|i could|i would|we can|we'll) (?:sit|stay|be|stand|walk|come|ride|go) (?:right )?(?:there |here |in |over )?(?:with you|while you|beside you|next to you|by you)[^.?!]{0,30}",
    ],
    new RegExp(`${AGAINST.source}|\\b(?:better off|unless|until you|i want you to be)\\b`),
  ),
  rule(
    'EMPATHY',
    [
      'that (?:really |sure |honestly )?(?:helps|helped) (?:me|us|a lot|a great deal|a whole lot)[^.?!]{0,30}|(?:had|have|taken|carried|at|reached|near|hit)(?: about| just about| nearly| almost| pretty much)* (?:all|as much as|more than|everything|the limit of what|the end of what) (?:that )?(?:you|anyone|anybody|a person|one person|somebody) (?:can|could|should have to) (?:take|carry|stand|bear|hold|handle)',
      "(?:that's|that is|it's|this is) what an? (?:good|great|decent|loving|caring|devoted) [a-z]+ (?:does|do|would do|is)|you did (?:right|good|well|fine|the right thing|everything (?:right|you could)|what you could|all you could|your best|what (?:any|a good))[^.?!]{0,30}|an? (?:good|loving|caring|devoted) (?:father|mother|dad|mom|son|daughter|brother|sister|husband|wife|friend|neighbor|grandfather|grandmother|teacher|boss)(?=$|,)|(?:not|[a-z]+n't|none of (?:this|that|it) (?:is|was)) (?:all |really |ever )?your fault",
    ],
    new RegExp(`${COLD.source}|\\b(?:would have|wouldn't|would not|no kind of|aren't|are not|supposed)\\b`),
  ),
  rule(
    'EMOTION_LABEL',
    [
      "you(?:'re|'ve been| are| keep| have been| seem to be| must be)? ?(?:still )?(?:blaming|punishing|beating|kicking|torturing|hating|tearing) yourself(?: up)?[^.?!]{0,30}|you (?:blame|hate) yourself[^.?!]{0,30}",
    ],
    /\b(?:no need|stop|should|quit|got only)\b/,
  ),
  rule('PARAPHRASE', [
    '(?:it |that |this )?(?:sounds|seems|feels|looks) (?:to me )?like (?:part|one part|half|most|both|neither|we) (?:of )?[^.?!]{3,80}',
  ]),
];
