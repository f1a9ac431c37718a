import { FORCE_VERBS } from './lexicon/verbs.js';
import { rule, SpeechRule } from './rule.js';

const FORCE = `(?:${[...FORCE_VERBS].join('|')})`;
/** What is a threat even when it is done to a thing: "I'll tow it". To take, grab or drop a thing is none. */
const WRECK =
  '(?:break|cite|crush|cuff|detain|end|force|gas|impound|kick|knock|rip|shoot|slam|smash|spray|tase|ticket|tow|wreck|zap)';
const WE =
  "(?:i'll|i will|we'll|we will|i'm (?:about to|going to|gonna)|i am going to|we're going to|we're gonna|imma|i can|we can|they'll|they will|he'll|he will|i would|i'd|i'm fixing to|my partner will)";
const SOFTLY = '(?:just |have to |be forced to |personally |happily |definitely |gladly |need to |be )?';
const NO_FORCE =
  /\b(?:not|n't|never|nobody|no one|no-one|nothing|without) .{0,24}\b(?:arrest|hurt|cuff|shoot|tase|force|take|make|charge|harm|tow|touch|grab)/;
/** "I'm not saying you're going to jail." */
const NOT_SAID =
  /\b(?:not|[a-z]+n't|never|nobody(?:'s)?|no one(?:'s)?) (?:\w+ ){0,2}(?:say(?:s|ing)?|tell(?:s|ing)?|talk(?:s|ing) about|mean(?:s|ing)?|thinks?|here because|want you|going to jail)\b/;
const KIND_TAKE =
  /\b(?:take (?:it slow|our time|a (?:look|step|breath|minute)|my time|care|you (?:to|home|somewhere)|notes|all the|as long|this slow|things)|make (?:sure|it|a (?:call|plan|deal|note)|this (?:work|quick|easy)|some|time|room|certain)|drop (?:you|it off|my|the volume)|break (?:it|this) down|end (?:this|it) (?:well|safely|peacefully)|fight for|(?:take|drop|throw|grab) (?:you|him|her|them|your [a-z]+) (?:to (?!jail|prison|county|the (?:station|ground|cell|lockup))|home|somewhere|inside|over|out of the|an?|some)|make (?:him|her|them|your) [a-z]+|force myself|throw in|hit pause|tie up|lock up (?:the|your)|remove (?:my|the pressure)|take (?:your|that|what)|charge (?:your|the) phone|cite anything|book (?:you )?(?:a|an) )/;

/** Speech that adds pressure: threats, ultimatums, insults, profanity, brushing off. */
export const PRESSURE_RULES: SpeechRule[] = [
  rule(
    'THREAT',
    [
      `${WE} ${SOFTLY}have (?:you|him|her|them|your [a-z]+) (?:arrested|removed|committed|evicted|towed|impounded|thrown out|locked up|charged|deported|put away|fired)|${WE} ${SOFTLY}have (?:my|the|one of my) (?:[a-z]+ ){1,3}(?:drag|arrest|cuff|throw|haul|remove|tase) (?:you|him|her|them|your)|${WE} ${SOFTLY}${FORCE} (?:you|your|ya|u|his|her|him|them)|${WE} ${SOFTLY}(?:${WRECK} (?:it|that|this|the|everything|every)|(?:take|drag|throw|haul|pull|grab|tackle|cuff|arrest|detain|tase|charge) (?:the|this|that|those|these|every) (?:[a-z]+ )?(?:man|woman|lady|guy|friend|people|folks|one|lot|mother|father|brother|sister|son|daughter|kids?|children|boy|girl|baby|dog|cat|license|car|truck|keys)|throw the book)`,
      `(?:i'm|i am|we're|we are) coming (?:in|through|over)[^.?!]{0,24}`,
      `${WE} pull you|(?:i'm|i am|we're|i'll be) (?:calling|getting|ordering) (?:a|the|you a) tow[^.?!]{0,30}`,
      `${WE} (?:be )?(?:forced|made) to (?:use|hurt|shoot|tase|go)`,
      `${WE} (?:use|deploy|light|put|send|let|sic|come|kick|go|bring|pull|call)[^.?!]{0,12} (?:force|taser|the dog|the k9|dogs|hands on|you up|in there after|through (?:that|the) door|(?:the|that|your) door (?:down|in)|you (?:down|on the ground|in (?:cuffs|jail|the ground|a cell|handcuffs|the back|a hospital)|to (?:jail|the ground|county)))`,
    ],
    new RegExp(`${NO_FORCE.source}|${KIND_TAKE.source}`),
  ),
  rule(
    'THREAT',
    [
      "(?:you're|you are|you'll|you will|you|ya) (?:gonna|going to|will|about to|fixing to)?\\s?(?:be |get |end up |wind up |go |leave |spend |ride )(?:to |in )?(?:shot|tased|tasered|arrested|hurt|jailed|cuffed|in cuffs|handcuffed|prison|jail|charged|tackled|dragged|towed|sprayed|dead|bleeding|locked up|a body bag|the night in|the weekend in|a cell|handcuffs|a hospital bed|in pain|sorry)",
      "(?:you're|you are) (?:going|headed|off) (?:straight |right |back |down )?(?:to|in) (?:jail|prison|county|a cell|the ground|lockup|the station|the psych ward|handcuffs|cuffs)",
      "(?:this|it|things|that) (?:is|are|will|'s)?\\s?(?:going to|gonna)?\\s?(?:get|end|hurt|go|turn) (?:very |real |really )?(?:ugly|badly|bad|painful|a lot|messy|rough|worse) (?:for you|real (?:fast|quick)|fast|quick)",
      "(?:you'll|you will|you're going to|you're gonna|you'd better|i'll make you|make sure you|you'd) (?:regret|wish|sorry|pay|be sorry|bleed|hurt)",
      'before i (?:have to )?(?:tase|shoot|hurt|drag|make|put|use|come|cuff|arrest|break|drop|take|lose|pull|smash|get angry)',
      '(?:my|the|this) (?:taser|gun|weapon|dog|pepper spray|baton|k9) (?:is(?! (?:fine|okay|ok|safe|all right|alright|with|in|inside|outside|at|here|there|resting|asleep|eating|scared|friendly|welcome|yours|his|hers|not|still|holstered|put away|locked))|will(?! (?:be|stay|not|sleep|eat|come with))|comes (?:out|off)|goes (?:off|in)|says|hurts|bites)',
      '(?:i|we) (?:have|got|am|are) (?:every|authori[sz]ed|allowed|the) [^.?!]{0,20}to (?:use force|shoot|hurt|break)',
      '(?:(?:you|ya)(?: really| just)? (?:want|like|wanna)|(?:want|like) me|(?<=^|^so |^and |^or )(?:want|wanna|like)) (?:me )?to (?:get|be|go|taste|feel|tase|find out|drag|meet|spend|shoot|cuff)\\b[^.?!]{0,16}(?:tased|arrested|shot|jail|taser|hurt|cuffs|you|what happens|the hard way)',
      'the (?:hard|easy) way',
      'fifty thousand volts|50,?000 volts|teach you a lesson|wipe that [^.?!]{0,20}off your face',
    ],
    new RegExp(`${NO_FORCE.source}|${NOT_SAID.source}`),
  ),
  rule('THREAT', [
    "(?:don't|do not|hate|rather not)[^.?!]{0,12} (?:to )?(?:use|tase|shoot|hurt|arrest|cuff|drag|break|force|have to)[^.?!]{0,40} but i(?:'ll| will)",
  ]),
  rule(
    'ULTIMATUM',
    [
      '(?:last|final|only|one more|one last) (?:chance|warning|shot|opportunity|offer)',
      "last time i(?:'m| am|'ll| will)[^.?!]{0,30}|you(?:'ve| have)? (?:got|have) (?:till|until|to the count)[^.?!]{0,30}|or else|or (?:(?:i|we)(?:'ll|'re| will| am| are)|you(?:'ll|'re| will| are)|i'm)[^.?!]{0,60}",
      "(?:if|unless|until) you (?:don't|do not|won't|can't|refuse|keep|ever|so much as|take one|come any|make one|move|make a|continue|ain't)[^.?!]{0,80}",
      "(?:i'm|i am|i|we|we're|i won't|i'll|won't|will) (?:not |never )?(?:be )?(?:going to |gonna )?(?:ask|asking|tell|telling|say|saying|repeat|repeating|warn|warning) (?:you |it |this |that )?(?:again|twice|one more time|another time|a second time)",
      "(?:on|to) (?:the count of|three)|count (?:of|to) (?:three|five|ten|3|5|10)|you(?:'ve| have|'ve got| got) (?:about |exactly |only )?(?:\\d+|three|five|ten|twenty|thirty|sixty|one|two) (?:more )?(?:seconds|minutes|minute|second)",
      "don't make me|do it or|now or|time's up|clock is ticking|i'm (?:done|through|finished) (?:asking|talking|playing|waiting|negotiating|being nice)|this is not (?:a request|up for|optional|negotiable)",
      "you(?:'re| are) under arrest|you either [^.?!]{0,60} or|either you [^.?!]{0,60} or",
    ],
    /(?:if|unless) you (?:don't|do not|can't|won't) (?:mind|want to (?:talk|answer|say|tell)|feel|know|remember|like|have to|need)|no pressure|or (?:we|i) can|one more time (?:what|so|for me)|(?:that|it)'s (?:okay|ok|fine|all right|alright)/,
  ),
  rule(
    'INSULT',
    [
      "you(?:'re| are|r)?(?: being)?(?: such| just| nothing but| acting like)?(?: a| an| some kind of)? ?(?:complete |total |real |damn |stupid |little |dumb |fucking |goddamn |useless |pathetic |lousy |big |sorry |sad |bloody )*(?:idiot|moron|loser|jerk|clown|joke|coward|liar|punk|thug|junkie|addict|drunk|psycho|lunatic|maniac|nutcase|nutjob|freak|weirdo|scum|trash|garbage|waste|failure|bum|baby|crybaby|fool|dummy|brat|disgrace|mess|menace|nobody|piece of|pig|animal|creep|imbecile|wacko|deadbeat|pest|nuisance|headcase|burden|embarrassment|disaster|case)",
      "(?:you(?:'re| are|r)|are you|you must be|you sound|you look|you seem|you some kind of|how are you this|you have to be|could you be any) ?(?:just |so |really |completely |totally |acting |plain |all |that |being |fucking |more |too |always |this )*(?:stupid|dumb|crazy|insane|nuts|psycho|mental|pathetic|worthless|useless|disgusting|ridiculous|an idiot|a moron|thick|slow|deaf|delusional|bonkers|cuckoo|hopeless cases?|out of your (?:mind|head)|weak|ugly|dense|brain dead|brain-dead|lazy|filthy|selfish|ignorant|childish|a child|simple|looney|loony|deranged|unhinged|not right in the head)",
      '(?:^|hey |listen |look |okay |you |what an |such an? )(?:idiot|moron|dumbass|dummy|loser|clown|genius|psycho|freak|jackass|asshole|dumbo|nutcase|punk|scumbag|dirtbag|crackhead|druggie)',
      "what(?:'s| is| the hell is| the fuck is) wrong with you|are you (?:deaf|high|drunk or|slow|blind|simple|stupid)|you people|people like you|your kind(?= (?:don't|always|never|are|of people)|$)|who do you think you are|what(?:'s| is) your (?:problem|deal|damage)|your (?:old man|father|mother|mom|dad|sister|brother|family|parents|kids?|children|wife|husband|son|daughter) (?:would|must|has to) be (?:so )?(?:ashamed|embarrassed|disgusted|sick|sorry)|wants? you gone|this (?:dump|pigsty|sty|rathole|heap)|nobody (?:likes|loves|wants|would miss) you|(?:sick|tired) of you|(?:^|just |how )(?:pathetic|disgusting|worthless|useless|idiotic|moron)$|(?:can't you|can you not|don't you|do you not|can you even) (?:even )?(?:read|hear|see|count|know how|speak)[^.?!]{0,30}|sweating like a pig|use your (?:brain|head for once)|no wonder (?:she|he|they|your)[^.?!]{0,30}(?:left|hates?|gave up|kicked|threw)|(?:shut|zip) (?:up|it|your (?:mouth|face|trap))|shut the (?:hell|heck|front|\\w*fuck)|go ahead and (?:jump|do it|die|cut)|(?:just )?do (?:it|us all a favou?r)(?: then)?$|(?<!you |we |i |to |they |kids |did )grow (?:a pair|up)|man up|(?:acting|behaving|talking) like a (?:child|kid|baby|fool|maniac|toddler|crazy \\w+|lunatic|psycho)|you make me (?:sick|laugh)|waste of (?:space|time|oxygen|my time|air|skin)|you (?:don't|do not) (?:even )?(?:deserve|have the guts|have what)|you (?:stink|smell|reek)",
    ],
    /\b(?:not|n't|never|nobody (?:thinks|is saying)|no one) (?:[\w']+ ){0,3}(?:selfish|ignorant|childish|stupid|dumb|crazy|insane|nuts|an? idiot|a mess|worthless|weak|useless|a burden|a failure|a liar|delusional|ridiculous|hopeless|lazy|a joke|a waste|an embarrassment|alone)/,
  ),
  rule('PROFANITY', [
    '\\w{0,6}fuck\\w{0,6}',
    'bull?shit|shit(?:ty|s|head|hole)?|goddamn(?:ed|it)?|damn(?:it|ed)?|dammit|ass(?:hole|hat|es)?|dumbass|jackass|smartass|bitch\\w{0,4}|bastards?|crap(?:py)?|piss(?:ed|ing)?(?: off)?|the hell|dick(?:head)?|prick|f\\*+\\w*|sh\\*t|wtf',
  ]),
  rule(
    'DISMISSAL',
    [
      '(?:just )?(?:calm|settle|simmer|cool|chill) (?:the \\w+ )?(?:down|out|it)|(?:calm|cool|chill|control|compose|contain) yourself|(?:^|just |you need to |please )(?:relax|chill)|get a (?:grip|hold of yourself)|get over (?:it|yourself)|snap out of it|suck it up|pull yourself together|knock it off|cut (?:it out|the (?:crap|act|drama|attitude))',
      "(?:that's |it's |this is |that is |it is )?(?:not|isn't|none of|ain't) my (?:problem|job|fault|concern|business|issue|department)|i (?:don't|do not|couldn't|could not|really don't) (?:really )?(?:care|give a|have time|wanna hear|want to hear|need to hear|buy|believe (?:you|that|a word))|nobody (?:cares|asked(?:(?: for)? (?:you|your (?:opinion|advice|permission)))?$)|who cares|so what(?=$|,? (?:if|\\w+ else))|big deal|boo hoo|cry me|tough (?:luck|break)|too bad|(?:^|yeah |oh )whatever|blah blah|yeah yeah|yeah right|sure you (?:are|did|do|were|have)|i(?:'m| am) (?:the (?:queen|king) of (?:england|france|spain|sheba)|santa claus|the (?:tooth fairy|easter bunny))|spare me|(?<!(?:to|can|could|i|we|help|them|you|would|let's|did) )save (?:it(?! for)|your (?:breath|excuses?|stor(?:y|ies)|speech|tears|sob|lies|lecture)|the (?:sob|tears|drama|speech|excuses?|stor(?:y|ies)|act|lecture|violins|theatrics))|tell it to (?:the|a|somebody|someone)|(?:hear|heard) (?:it|that one|this|them|that|this one|every excuse|that story|stories like (?:that|it|yours))(?: [^.?!]{0,14}(?:before|already|today|all)| all$| every (?:day|night|shift|week)| a (?:hundred|thousand|million|dozen) times)",
      "(?:it's|that's|this is|it is|that is) (?:not|no) (?:that|a|such a|so|really|even) ?(?:big deal|bad|hard|real|excuse|serious|important|the end of the world)|(?:it's|it is) all in your (?:head|mind)|there'?s? (?:is )?nothing (?:there|wrong with|to be (?:scared|afraid|upset)|to (?:hear|see|cry))|you're (?:just )?(?:overreacting|imagining|exaggerating|making (?:it|this|that|a scene|things)|being (?:dramatic|difficult|silly|ridiculous|paranoid|unreasonable|a child|childish|emotional)|wasting|hearing things|seeing things|fine)|(?<!you |to )(?:stop|quit) (?:being|acting|crying|whining|whin\\w+|complaining|bellyaching|making|wasting|the drama|lying|overreacting|yelling|your)[^.?!]{0,24}|don't be (?:so |such a )?(?:dramatic|silly|ridiculous|stupid|difficult|baby|childish|paranoid|hysterical)|other people have|everybody'?s? (?:has |got )?(?:problems|got problems|a sob story|a story)|we all have|you(?:'re| are) not (?:that )?special|worse (?:problems|off|things)|i have (?:better|more important|other) (?:things|calls|places)|i (?:don't|do not|ain't|haven't) (?:have|got) (?:all (?:day|night)|time)|i(?:'ve| have) got better things|not worth (?:it|my time)|(?:because|cause) i said so|i ask the questions|i'm (?:not )?(?:your|a) (?:therapist|babysitter|mother|social worker|counsel\\w+|taxi)|hurry (?:it )?up|you(?:'ve| have)? (?:brought|did|made) (?:this|it)[^.?!]{0,12}(?:yourself|bed)|should have thought|should've thought|rules are rules|the law is the law|nice try|you (?:seriously |really |honestly )?expect me to (?:believe|buy|care)|good luck with that|not (?:my|an?) excuse|no excuses?|any excuses?",
    ],
    /(?:take|have) all day|i(?:'ve| have) got all day|we(?:'ve| have) (?:got )?all (?:day|night)|save it for|don't have to (?:hurry|be)|who cares about you|who cares for/,
  ),
];
