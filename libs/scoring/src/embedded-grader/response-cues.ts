/**
 * What a sentence does that embeddings blur: each is a pattern over one sentence in lower case with plain apostrophes. The names
 * are those of the fitted weights. Sources of what to look for: LEAPS, PERF ICAT, the Behavioral Change Stairway, Tyler on
 * procedural justice; the wording is this project's own.
 */
export const CUES: Readonly<Record<string, RegExp>> = {
  // Taking up
  validates:
    /\b(?:you(?:'re| are) (?:\w+ )?(?:right|entitled)|(?:every|your) right|has the right|have a right|(?:fair|good|reasonable|legitimate|valid) (?:question|point|concern|request|worry|ask)|makes (?:\w+ )?sense|anyone would|anybody would|i(?:'d| would) (?:\w+ )?(?:too|be \w+ too)|no wonder|understandable|not (?:crazy|stupid|wrong|silly|imagining)|did the right thing|(?:that|it) (?:takes|took) (?:\w+ ){0,2}(?:courage|strength|guts|nerve))\b/,
  thanks: /\b(?:thank you|thanks|i appreciate|appreciate (?:you|that|it))\b/,
  thanksFor: /\b(?:thank you|thanks) (?:for|to)\b|\bappreciate (?:you \w+ing|you for|your)\b/,
  hears: /\bi (?:can )?(?:hear|heard|see|can see|can tell|get|understand)\b/,
  hearsThat:
    /\bi (?:can )?(?:hear|heard|see|can see|can tell|understand) (?:that |how |why |what |you(?:'re|'ve|r)? (?!but)\w+ \w+)/,
  feelingNamed:
    /\b(?:scared|frighten\w+|terrif\w+|afraid|angry|furious|frustrat\w+|exhaust\w+|worried|overwhelm\w+|embarrass\w+|humiliat\w+|hurt|lonely|ashamed|grie\w+|painful|upset|heartbr\w+|stressful|awful|scary|unfair)\b/,
  soundsLike:
    /\b(?:sounds|looks|seems|feels|must (?:be|feel|have been)|that(?:'s| is) (?:a lot|an? \w+ (?:amount|lot|weight|thing)|hard|rough|tough))\b/,
  youSaid:
    /\byou (?:just )?(?:said|told|mentioned|asked|described|wanted|called|were saying|'ve told|'ve said)\b|\bwhat you(?:'re| are|'ve) (?:say|tell|describ|been)\w*/,
  sorryFor: /\bi(?:'m| am) (?:\w+ )?sorry (?:about|that|to hear|you|for (?:your|the|what))\b/,
  noApology: /\b(?:don't|do not|no) (?:owe|need to apolog|have to apolog|apolog)\w*/,
  // Asking
  question: /\?\s*$/,
  openQuestion:
    /\b(?:what|how|tell me|help me understand|walk me through)\b[^?]*\?\s*$|\b(?:tell me|help me understand|walk me through)\b/,
  whyQuestion: /^(?:so |and |but |well |then )?why\b[^?]*\?/,
  asksLeave:
    /\b(?:can|could|may|might) i\b|\b(?:would|is) (?:it|that) (?:be )?(?:ok|okay|all right|alright)\b|\b(?:if (?:that's|it's|you're) (?:ok|okay|all right|alright|comfortable))\b|\bdo you mind\b|\bwith your permission\b/,
  asksWish:
    /\b(?:would you (?:like|prefer|rather|be (?:willing|open|up|comfortable|okay))|what (?:would|do) you (?:need|want|like|think|prefer)|what would (?:help|make|feel)|how (?:would|do) you (?:want|feel|like)|are you (?:willing|open|up|comfortable|okay) (?:to|for|with)|does that (?:work|sound|seem)|which (?:works|would|do|one)|is there (?:anything|anyone|somewhere|someone|somebody))\b/,
  tagCheck: /\b(?:okay|ok|alright|all right|understood|clear|deal|got it|fair enough|understand|right)\s*\?\s*$/,
  // Choices
  choice:
    /\b(?:your (?:choice|call|decision)|up to you|you (?:can |get to )?(?:choose|decide|pick)|either|whichever|whatever (?:feels|works|you)|options?|if you(?:'d)? (?:want|like|prefer|rather)|or (?:if|we can|you can|i can|would)|when(?:ever)? you(?:'re| are) ready|take your time|no rush|your pace)\b/,
  orQuestion: /\bor\b[^?]*\?\s*$/,
  // What comes next
  willDo:
    /\bi(?:'ll| will| can|'m going to| am going to|'d like to|'m gonna) (?!not|need|have to|just|be (?:honest|clear|straight))\w+/,
  willStay:
    /\bi(?:'ll| will|'m going to|'m)? ?(?:be )?(?:right here|stay|not going anywhere|with you|wait(?:ing)? (?:here|with|right)|stick around|check (?:back|in|on)|come back|follow up|be back)\b/,
  willCall:
    /\bi(?:'ll| will| can|'m going to|'d like to) (?:\w+ )?(?:call|ask|talk to|speak (?:to|with)|find out|get (?:you|someone|somebody|a|the)|check with|bring|write down|give you|put you|note|tell (?:them|the|your|her|him)|make sure|pass|let (?:them|her|him|the))\b/,
  hereIs:
    /\b(?:here(?:'s| is) (?:what|how|the|my|where)|what (?:happens|i can do|i'd like|i(?:'m| am) going to)|(?:the )?next step|first,|from here|let me (?:tell|explain|be clear about))\b/,
  together:
    /\b(?:together|we can|let's (?:figure|work|find|see|talk|sort|look)|work (?:this|it|something|with|through)|help me help)\b/,
  explains:
    /\b(?:because|so that|the reason|that's why|which (?:is|means)|i(?:'m| am) here because|so (?:we|you|i|he|she|they|nobody|everyone) (?:can|don't|both|all|know)|i stopped you|we got a (?:call|report))\b/,
  introduces:
    /\b(?:i(?:'m| am)|my name is|my name's|this is) (?:an? )?(?:officer|constable|sergeant|deputy|inspector|corporal|detective|with (?:the )?(?:city|police)|reed|[a-z]+,? (?:with|from) the)\b|\bmy name(?:'s| is)\b/,
  noArrest:
    /\b(?:not (?:here to|going to|gonna) (?:\w+ ){0,2}(?:arrest|take|hurt|hassle|judge|make|force|trick|punish|lecture|rush|shut)|nobody(?:'s| is) (?:in trouble|getting|going|being|under|taking|here to)|no one(?:'s| is) (?:in trouble|getting|going|being|under|taking|here to)|not in (?:any )?trouble|not under arrest|don't have to (?:decide|answer|talk|do|tell))\b/,
  honest:
    /\bi (?:don't know|can't promise|won't (?:lie|pretend)|wish|don't have (?:an|the) answer|could be wrong|may have)\b/,
  resource:
    /\b(?:number|card|crisis|counsel\w+|shelter|clinic|hotline|helpline|line|advocate|victim|support|service|mediat\w+|social worker|team|doctor|nurse|medic\w*|paramedic\w*|ambulance|contact|liaison|housing|lawyer|interpreter)\b/,
  // Pressure
  needYouTo:
    /\b(?:i|we)(?:'re| am|'m)? ?(?:need|want|going to need|gonna need|expect|require|'ll need) (?:you|everyone|everybody|him|her|them|that|your|both|all) ?(?:\w+ )?(?:to|out|off|back|down)?\b/,
  must: /\b(?:you (?:\w+ )?(?:must|have to|need to|(?:'ve|have) got to|gotta|should|shouldn't|can't|cannot|better|ought)|you're (?:going to|gonna) (?:have|need|want) to|you'd better)\b/,
  shouldHave:
    /\b(?:should(?:n't)? have|should've|could have|ought to have|could've|if you(?:'d| had) (?:just |only )?\w+ed|you (?:let|allowed|chose|decided|brought|made (?:this|it)|did this|started)|why didn't you|next time)\b/,
  command:
    /^(?:and |now |okay,? |ok,? |alright,? |all right,? |look,? |listen,? |so |then |just |please |sir,? |ma'am,? |folks,? |everybody,? |everyone,? |you two,? |hey,? )*(?:put|get|stop|step|stand|sit|move|keep|give|show|turn|drop|calm|quiet|back|leave|go|stay|hand|hold|wait|open|close|come|shut|let's go|take (?:your hands|it|that|a step|off)|settle|relax|watch|don't|do not|be quiet|enough)\b/,
  immediate:
    /\b(?:right now|immediately|this (?:instant|second|minute)|now!|at once|last (?:chance|warning|time)|one (?:warning|chance)|final|not (?:negotiable|up for|a (?:debate|discussion|request))|non-negotiable|no (?:debate|discussion|exceptions|arguments?)|period\b|end of)/,
  calmDown:
    /\b(?:calm (?:down|yourself)|settle down|lower your voice|keep your voice|watch your|relax|take it easy|easy,|get a grip|stop (?:yelling|shouting|crying|it|that|arguing|fighting|this)|cool it|quiet)\b/,
  threat:
    /\b(?:if (?:you|i|this|that|they|he|she|it|we|there)\b[^.?!]{0,80}\b(?:arrest\w*|cite|citation|fine[sd]?|ticket\w*|charge[sd]?|jail|cuff\w*|remove|tow\w*|trespass\w*|report\w*|court|force|escort\w*|consequence\w*|worse|different|friendly|have to|'ll be)\b|\bor (?:else|i(?:'ll| will)|you(?:'ll| will)|we(?:'ll| will))\b|\bdon't make me\b|\bwon't be (?:so|as|a)\b|\bwarning\b)/,
  sanction:
    /\b(?:arrest\w*|handcuffs?|cuffs?|jail|custody|citation|cite|fined?|ticket\w*|charge[sd]?|trespass\w*|tow(?:ed|ing)?|violation|offen[cs]e|criminal|illegal|offend\w*|court|prosecut\w*|on (?:the|your) record|in my report|disorderly|obstruct\w+|evict\w*|remove[d]?)\b/,
  policy:
    /\b(?:polic(?:y|ies)|procedures?|protocols?|rules?|regulations?|the law|by law|legal(?:ly)?|lawful|standard|required?|authority|authori[sz]ed|jurisdiction|paperwork|the system|forms?|document\w*|statement|report)\b/,
  cannot:
    /\b(?:i can't|i cannot|nothing (?:i|we) can|not (?:my|our|a police|something i|up to me|police)|isn't (?:my|a police|something)|out of my|above my|no way (?:i|to)|my hands are|don't have (?:the )?(?:authority|time|power))\b/,
  passesOn:
    /\b(?:you(?:'ll| will| can| could| should| need to|'d need to)? (?:have to |want to |need to )?(?:call|contact|talk to|speak (?:to|with)|take (?:it|that|this) up|go (?:to|through)|file|ask|try|reach)|between you|civil matter|management|someone else's|other calls|not (?:really )?(?:my|our|a) \w*(?:job|problem|matter|issue|business))\b/,
  // Brushing aside
  butAfterEmpathy:
    /\b(?:understand|hear you|i get|sorry|appreciate|sympathi[sz]e|i know|i see|not saying|respect)\b[^.?!]{0,90}\b(?:but|however|though|still|unfortunately)\b/,
  beginsBut:
    /^(?:but|however|that said|still|now|look|listen|honestly|frankly|the (?:fact|thing|truth|reality) is|at the end of the day|again|with (?:all )?(?:due )?respect)\b/,
  straight:
    /\b(?:be (?:honest|straight|clear|frank|blunt|real|upfront)|let me be|to be (?:honest|fair|clear|frank)|honestly|frankly|look,|listen,|the (?:fact|truth|reality) (?:is|of))\b/,
  minimizes:
    /\b(?:just|only|simply)\b[^.?!]{0,40}\b(?:noise|music|kids|argument|parking|misunderstanding|thing|stuff|call|checking|minute|question|formality|routine)\b|\b(?:not (?:that|such) (?:a )?(?:bad|big|serious)|no big deal|overreact\w*|blow\w* (?:this|it) out|making (?:this|it) (?:harder|worse|bigger|a)|dramatic|happens (?:to|all)|it's (?:only|just)|part of|come with the|these things|worse things|could be worse|move on|moving on|get over|let it go)\b/,
  reassuresEmpty:
    /\b(?:everything(?:'s| is| will|'ll) (?:\w+ )?(?:be )?(?:okay|ok|fine|alright|all right|under control|great)|(?:it|that|this|things|you)(?:'ll| will| is|'s|'re)? (?:\w+ )?(?:be |going to be )?(?:fine|okay|ok|all right|alright|good|set)\b|don't (?:you )?worry|nothing to worry|no (?:worries|problem|harm)|trust me|i promise|you have my word|believe me|i guarantee|we(?:'re| are) (?:all )?(?:good|set|done)|problem solved|all good)/,
  handlesAlone:
    /\b(?:i(?:'ll| will|'ve| have)? (?:got (?:it|this)|take (?:it from|care of|over|charge)|handle|deal with|take it|sort (?:it|this) out)|(?:i'm|we're) handling|leave it (?:to|with)|let me (?:handle|do my|take care|deal)|under control|doing my job|do my job|in good hands)\b/,
  dismisses:
    /\b(?:i don't (?:care|want to hear|have time|need)|not interested|whatever|doesn't (?:matter|change)|does not (?:matter|change)|doesn't concern|none of|no excuse|isn't an excuse|not an excuse|that's (?:not|no) (?:how|an|the|my|really)|isn't (?:the|how|going)|i(?:'ve| have) heard (?:enough|it|that)|enough of|spare me|grow up|act (?:like|your)|adults?|childish|ridiculous|nonsense|silly|stupid|drama|attitude|excuses?)\b/,
  judges:
    /\b(?:irresponsible|inappropriate|unacceptable|disrespect\w*|disturb\w+|disrupt\w+|selfish|wrong|dangerous|reckless|bad (?:idea|choice|decision)|poor|failed|your (?:own )?(?:fault|behaviou?r|attitude|actions|choices|responsibility|problem|job)|responsib\w+|lucky|deserve|expect (?:better|more)|mature|ashamed|disappoint\w*|suspicious|unreasonable|hysterical|emotional|paranoid)\b/,
  lectures:
    /\b(?:that's (?:what|why|how) (?:happens|the|we|you|people)|(?:people|kids|parents|everyone|everybody|folks|someone|most people) (?:like|who|should|need|have|are|don't|just|always|these)|you (?:need|have|ought) to (?:understand|realize|learn|think|remember|know|respect)|you (?:should|must) (?:understand|realize|learn|think|remember|know|respect)|think about|remember that|keep in mind|in the future|from now on|hope (?:you|this|that|tonight)|learn (?:from|to)|lesson|take (?:some )?responsibility|i(?:'d| would) (?:suggest|recommend|advise)|my advice|if i were you|when i was)\b/,
  oneSided:
    /\b(?:he|she|they)(?:'s| is|'re| are|'ve|'d)? (?:\w+ )?(?:wrong|at fault|out of line|lying|overreact\w*|had no right|right about|just (?:doing|trying|worried)|complain\w*)\b|\bi(?:'m| am) on your side\b|\btake(?:s|n)? (?:his|her|their|your) (?:side|word)\b/,
  ordersOthers:
    /\b(?:nobody|no one|everybody|everyone) (?:moves?|leaves?|goes|talks?|is (?:leaving|going)|out|calm|quiet|back)\b/,
  idRequest: /\b(?:id|identification|license|licence|registration|documents?|papers|date of birth|full name|ids)\b/,
  search: /\b(?:search\w*|pat (?:you )?down|empty your|backup|second unit|dispatch|radio)\b/,
  sirMaam:
    /\b(?:sir|ma'am|madam|miss|mister|young man|young lady|guys|folks|buddy|pal|kid|kiddo|man|mate|dude|bro|son|sweetheart|honey|dear|champ)\b/,
  endsContact:
    /\b(?:have a (?:good|nice|great|safe|lovely)|take care|stay (?:safe|out)|good (?:night|luck|day)|that's (?:all|it)|we're done|you're free|free to go|carry on|move along|head (?:home|out|back)|go home|keep (?:it|the|that) (?:down|quiet|up|noise|music)|be on (?:your|my) way|wrap(?:ped)? (?:this )?up)\b/,
  quickly:
    /\b(?:quick(?:ly)?|fast|hurry|get (?:this|it) (?:over|done)|make this easy|move (?:this|it|things) along|speed (?:this|things)|wast(?:e|ing)|all (?:day|night)|other calls|busy)\b/,
  admits:
    /\b(?:i apologi[sz]e|my (?:mistake|fault|bad)|i should(?:n't)? have|i was wrong|you deserve (?:an?|the|better|to)|that(?:'s| is) on me)\b/,
  strengths:
    /\b(?:you(?:'ve| have)? (?:\w+ )?(?:handled|managed|stayed|kept|shown|been (?:really |very )?(?:patient|reasonable|honest|cooperative|brave|strong)|did (?:well|good|great|a)|tried|care|cares|love|showed up|held)|proud|means a lot|matters?|important to you)\b/,
  selfTalk:
    /\b(?:i(?:'ve| have) (?:been|seen|done|had)|i used to|when i|in my experience|my own|one of the good|years (?:on|in|of)|i do this)\b/,
};

/** Cues of one sentence. Total: any string is accepted. */
export function cuesOfSentence(sentence: string): string[] {
  const plain = sentence.toLowerCase();
  return Object.entries(CUES).flatMap(([name, pattern]) => (pattern.test(plain) ? [name] : []));
}
