import { rule, SpeechRule } from './rule.js';

const SLUR =
  '(?:idiot|moron|fool|coward|jerk|loser|lunatic|maniac|monster|deadbeat|liar|drunk|bum|clown|bully|brat|creep|dummy|weakling|quitter|lowlife)';
const PEJORATIVE =
  '(?:crazy|stupid|dumb|selfish|lazy|miserable|pathetic|worthless|useless|rotten|wretched|senile|ignorant|spoiled|ungrateful|filthy|foolish|bitter|nasty|hateful|heartless)';
const PERSON =
  '(?:man|woman|boy|girl|lady|kid|father|mother|dad|mom|parent|husband|wife|son|daughter|person|people|grandfather|grandmother|neighbor|teacher)';
const CRIME =
  '(?:assault|battery|arson|theft|vandalism|trespass(?:ing)?|kidnapping|child (?:abuse|neglect|endangerment)|disorderly conduct|obstruction|an? (?:crime|felony|misdemeanor|offense|arrestable offense|assault|unlawful assembly|criminal [a-z]+)|illegal|unlawful|against the law)';
/** Words that make the same blame somebody else's opinion, a doubt or a denial: "You think it's your fault." */
const SOMEBODY_SAYS =
  '(?:think|thinks|feel|feels|feeling|believe|believing|telling yourself|tell yourself|wish|wishing|keep (?:saying|asking|going)|says?|saying|said|told|calls?|called|claims?|whether|is (?:it|that|this)|if (?:it|that|this) is|what you (?:should|could|ought)|that you (?:should|could))';
const DENIED = "(?:not|[a-z]+n't|never|nobody|no one|none)";

/**
 * Pressure without a swear word: contempt for the person or the deed, blame, accusation, and being told that it is nothing.
 * Blame is heard as brushing off, for it shuts the same door; calling somebody's deed a crime is heard as a threat.
 */
export const BLAME_RULES: SpeechRule[] = [
  rule(
    'INSULT',
    [
      `(?:only|just|nobody but|leave it to) an? (?:real |total |complete )?${SLUR} (?:does|would|do|could|acts?|runs?|hides?|treats?|talks?|leaves?)[^.?!]{0,30}`,
      `what (?:kind|sort|type) of (?:an? )?(?:${SLUR}|(?:sick|selfish|crazy|terrible|lousy) [a-z]+)|what (?:kind|sort|type) of (?:an? )?${PERSON} (?:does|do|would do|lets?|leaves?|brings?|puts?|hits?|treats?|drags?|talks? to|acts? like|scares?|abandons?|ignores?|forgets?)[^.?!]{0,40}`,
      `you (?:[a-z]+ ){0,2}${PEJORATIVE},? (?:[a-z]+ ){0,2}(?:${SLUR}|${PERSON}|goat|bat|witch|cow|hag|thing)`,
      `you (?:old|big|little|damn|poor excuse for an?|sorry excuse for an?|excuse for an?) (?:[a-z]+ )?${SLUR}`,
      "(?:some|a fine|a great|real) [a-z]+ you(?:'ve)? (?:are|were|make|made|turned out)(?: to be)?$|(?:some|a) (?:poor|sorry|pathetic|lousy) excuse for an? [a-z]+",
      "(?:that|this|it)(?:'s| is| was)(?: just| so| really| plain| pretty| downright| very| purely)* (?:selfish|cowardly|shameful|disgraceful|childish|pathetic|spineless|idiotic|immature|heartless)(?: of you)?(?! (?:of (?:him|her|them)|how|what|that) (?:they|he|she))",
      "(?:you|he|she|they)(?:'d| would)?(?: really| clearly)? (?:belongs? (?:locked up|behind bars|in (?:an? )?(?:home|nursing home|institution|asylum|cage|cell|jail|prison|facility|zoo|padded [a-z]+|psych ward))|(?:should|ought to) be (?:locked up|put away|put down|committed))|better off (?:without you|away from you)|shame on you|you (?:should|ought to) be ashamed",
      'how (?:could|dare) you(?: do| leave| let| bring| treat| just| even|$)[^.?!]{0,40}|(?:what|why) are you doing (?:this|that|it) to (?:your|her|him|them|us|these)[^.?!]{0,30}',
    ],
    new RegExp(
      `\\b${DENIED} (?:\\w+ ){0,3}(?:an? )?(?:selfish|cowardly|coward|fool|childish|pathetic|stupid|lazy|crazy|locked up|put away|better off)|\\b(?:think|thinks|feel|believe|afraid|worried) .{0,30}better off`,
    ),
  ),
  rule(
    'DISMISSAL',
    [
      "(?:it|that|this)(?:'s| is| was|'ll be| will be| would be)(?: all| only| entirely| just| nobody's fault but| nobody else's but)* (?:your (?:own )?(?:fault|doing|mess)|yours$|on you$|on your (?:head|conscience))|you(?:'re| are) (?:the (?:only )?one )?(?:to blame|at fault)|(?:you|you've) only (?:got|have) yourself to blame|no one but yourself to blame|nobody to blame but yourself",
    ],
    new RegExp(
      `\\b${DENIED} (?:\\w+ ){0,4}(?:your (?:own )?(?:fault|doing)|to blame|at fault|on you)|\\b${SOMEBODY_SAYS}\\b`,
    ),
  ),
  rule(
    'DISMISSAL',
    [
      "you (?:should|ought to|could)(?:'ve| have) (?:just |at least |simply |really )?(?!been (?:told|asked|given|warned|helped|treated|offered)|had |seen |done what you)(?:paid|thought|known|gone|done|told|left|come|let|brought|taken|run|driven|read|kept|sold|got|gotten|been|[a-z]+ed)(?! (?:to do|done))[^.?!]{0,30}",
      "you (?:shouldn't|should not|should never|ought not to)(?:'ve| have) (?!to |had to)[a-z]+[^.?!]{0,30}|you (?:had no business|have no business|have no right|had no right|got no right|'ve got no right)[^.?!]{2,30}",
      "you(?:'ve)? had (?:[a-z]+ )?(?:months|years|weeks|days|all (?:year|week|day|month|summer|winter)|plenty of (?:time|chances|notice|warning)|every chance|lots of (?:time|chances)|time) to [a-z]+[^.?!]{0,24}",
      "(?:maybe |perhaps )?if you(?:'d| had| hadn't| took| paid| did| didn't| kept| watched| listened| cared| were| weren't| could| acted| raised)[^.?!]{2,60} (?:wouldn't (?:be|have)|would not (?:be|have)|would(?:'ve| have)|(?:he|she|they|it|you)(?:'d| would) still)",
    ],
    new RegExp(`\\b${SOMEBODY_SAYS}\\b|\\bi (?:wouldn't|would not)\\b`),
  ),
  rule(
    'DISMISSAL',
    [
      "you(?:'re| are)? ?(?:just|only|simply) (?:want|wanted|wanting|looking for|after|doing (?:it|this) for|trying to get|begging for|fishing for|here for|love|like)(?: some| the| all the| a little| people's| everybody's)? (?:attention|sympathy|pity|drama|a reaction|an audience)|you(?:'re| are) not (?:really |actually |even )?(?:going to|gonna) (?:jump|do it|kill yourself|cut yourself|shoot (?:yourself|anybody|anyone|me))(?= and |$)",
      "(?:kids|children|people|folks|everybody|everyone|they|they all|we all|boys|girls|animals|old people|plenty of (?:people|folks)|lots of (?:people|folks)|you'll|he'll|she'll|they'll) (?:will |just |always |can )?(?:bounce back|get over (?:it|that|this|worse|things)|toughen up|survive|move on|deal with it|live)(?= from|$|,| all the time| every| just fine| with it)[^.?!]{0,24}|that's (?:just )?life(?=,|$)|life (?:isn't|is not|ain't) fair",
      "(?:(?:don't|do not|quit|stop) (?:give|giving|hand|handing|tell|telling|sell|selling|feed|feeding) (?:me )?|enough (?:with|of) |spare me )(?:the|your|that|another|any)(?: whole| old| same| little)? (?:sob stor(?:y|ies)|sad stor(?:y|ies)|story$|excuses?|speech|tears|act|attitude|lip|drama|lecture|waterworks|violins|nonsense)",
      'shut (?:that|those|this|these|the|your|him|her|them)(?: [a-z]+){0,2} up',
    ],
    new RegExp(
      `\\b(?:you'll|you will) (?:be able to )?(?:move on|survive)|\\b${DENIED} just (?:want|looking)|\\bshut (?:the|your) [a-z]+ up for you`,
    ),
  ),
  rule(
    'THREAT',
    [
      `(?:that|this)(?:'s| is| was)(?: called| plain| just| clearly| now)? ${CRIME}(?=$|,| and | sir| ma'am)|you(?:'re| are) (?:now )?(?:trespassing|breaking the law|obstructing|committing [a-z ]{2,20})|you (?:just )?(?:broke the law|committed [a-z ]{2,20})`,
    ],
    new RegExp(`\\b(?:${SOMEBODY_SAYS}|nobody|no one|not|[a-z]+n't)\\b`),
  ),
  rule(
    'THREAT',
    [
      "(?:one|a single) (?:more )?(?:call|word|phone call|report|text|radio call) (?:from me|to [a-z ]{2,24})?,? ?and (?:you|your|they|she|he|it|this)(?:'ll|'re|'s| will| are| is)?[^.?!]{2,40}|you(?:'ll| will) never (?!have to|need to|be alone)(?:see|drive|work|get|hold|teach|own|set foot|walk|fly|touch|live|play|run|coach|sell)[^.?!]{0,40} again",
    ],
    /\b(?:think|thinks|feel|afraid|scared|worried|told|says?|said|believe)\b/,
  ),
];
