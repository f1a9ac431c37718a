import { rule, SpeechRule } from './rule.js';

const RANK =
  '(?:officer|deputy|sergeant|sgt|corporal|lieutenant|trooper|detective|constable|agent|captain|chief|ranger|marshal|sheriff)';
const HELPERS =
  '(?:medics?|paramedics?|ambulance|ems|emts?|nurse|doctor|fire department|first aid|help|someone|somebody|mental health|counsell?or|crisis|social worker|blanket|water|glass|bottle|jacket|coat|coffee|tea|food|sandwich|something (?:to (?:eat|drink)|warm|for)|snack|juice|sugar|chair|ride|phone|charger|towel|bandage|heater|clean|lawyer|interpreter|family|sister|brother|mom|mother|dad|friend)';

/** Speech that opens, explains, gives room, offers help and names services. */
export const CONTACT_RULES: SpeechRule[] = [
  rule(
    'INTRODUCTION',
    [
      "my name(?:'s| is) [^.?!,]{2,30}|the name's [^.?!,]{2,20}|(?:i'm|i am|this is|it's|i go by|you can call me|call me|name's) (?:just |actually )?(?:an? |the )?" +
        RANK +
        "(?: [a-z'-]{2,20})?",
      "(?:i'm|i am|we're|we are) (?:with|from|a (?:police|cop|patrol)|on the|part of|an? (?:officer|crisis)|the officer)[^.?!]{0,40}(?:police|department|sheriff'?s?|patrol|precinct|unit|pd|team|city|county|station|force|officer|office)|" +
        RANK +
        " [a-z'-]{2,20},? (?:with|from|here|metro|city|county|state|of the)|(?:you can |please )?call me [a-z'-]{3,20}",
    ],
    /call me (?:when|if|back|a |an |later|crazy)/,
  ),
  rule(
    'EXPLANATION',
    [
      "(?:the )?reasons? (?:i|we|for|that|why|you)[^.?!]{2,60}|(?:i'm|i am|we're|we are|we came|i came|i'm only|i was sent|we were called|i got called|they sent me)(?: just| only)? (?:here|out here|asking|telling|doing|explaining|calling|checking|standing|stopping|down here|out|over)(?: here| out| you| this| that| today| tonight)* (?:because|to|since|so|about|cause|on|for)[^.?!]{2,60}",
      '(?:we|i|dispatch) (?:got|had|received|were given|took|have)(?: a| an| another| several| some)? (?:call|calls|report|reports|complaint|tip)[^.?!]{0,50}|(?:i|we) (?:stopped|pulled|clocked|flagged|noticed|saw|observed|caught|ran)(?: up)? (?:you|your|that|the|a|this|over|some)[^.?!]{2,60}|(?:your|the|a|someone|somebody|some) (?:[a-z]+ ){0,2}(?:called|phoned|asked us|was worried|were worried|is worried|are worried|reported|got worried|rang)[^.?!]{0,40}',
      "(?:here's|let me (?:tell|explain|walk|show|be|lay)|i'll (?:explain|tell you|walk you)|i want to (?:explain|tell you|be (?:clear|straight|honest|upfront))|what i'm (?:doing|going to do|asking|about)|what happens (?:next|now|is)|the (?:plan|next step|way this works|deal) is|next,? (?:i'm|i'll|we'll|we)|what's going to happen)[^.?!]{0,70}",
      "(?:the )?(?:law|policy|statute|code|procedure|rule|rules|protocol|ordinance) (?:says|requires|means|is|asks|gives|lets|allows|won't|doesn't)[^.?!]{0,50}|(?:for|it's for|because of) (?:your|my|our|everyone's|everybody's|both of our|the public's) (?:own )?safety|so (?:that )?(?:i|we|you|nobody|no one|everyone) (?:can|don't|know|both|doesn't|won't|gets?|stays?|could|feel)[^.?!]{2,60}|that way[^.?!]{2,50}|(?:because|since|cause) (?:i|we|you|your|the|there|it|that|this|of|a|she|he|they|someone|somebody|people|my|nobody)(?:'m|'re|'s|'ve)?[^.?!]{2,80}|i(?:'m| am)? (?:just|only)? ?(?:want|need|have|trying|wanted|needed)(?: to)? (?:to )?(?:make sure|be sure|check|see if|know|understand|keep|see)[^.?!]{2,60}|it(?:'s| is)? (?:just |only )?(?:means|lets|helps|allows|gives|routine|standard)[^.?!]{0,50}|(?:i|we) (?:have|need|had|want) to (?:check|ask|do|run|look|verify|follow|write|record)[^.?!]{2,50}(?:because|so|before|since)",
    ],
    /because i said so|so i can (?:arrest|cuff|tase|drag|shoot)/,
  ),
  rule(
    'CHOICE',
    [
      '(?:would|do|did) you (?:rather|prefer|like|want)(?: it| me| us| to| that)?[^.?!]{2,60} or [^.?!]{2,60}|would you (?:rather|prefer)[^.?!]{2,60}|(?:you|we|i) (?:can|could|may|might)(?: either| both)?[^.?!]{2,60}(?: or |, or )(?:you|we|i|if|just|even|not|to|the|stay|sit|stand|walk|talk|come|go|wait|leave|call|keep|have|do|over|right|at|in|on|by|with|out)[^.?!]{1,60}',
      "(?:it's |that's |this is |it's all |entirely |totally |completely )*(?:your|ur) (?:choice|call|decision|pick)(?: to make)?|(?:it's |that's |totally |entirely |completely )?up to you|(?:you|we)(?:'ve| have)?(?: got)? (?:a couple|two|three|a few|some|several|other|more) (?:of )?(?:options|choices|ways)|(?:here are|there are|we have|you have) (?:a couple|two|three|a few|some)[^.?!]{0,10} (?:ways|options|choices|things)|which (?:one|would|do|of|way|sounds|works|feels)[^.?!]{0,40}|what (?:would|do) you (?:like|want|prefer|rather|choose)(?: to)?[^.?!]{0,30}|what (?:would|might) (?:help|work|make|feel)[^.?!]{0,40}|whichever[^.?!]{2,30}|whatever (?:works|you|feels|is easi)[^.?!]{2,30}|how (?:would you like|do you want|should we) [^.?!]{2,50}|(?<!(?:can|could|will|would|if|did|do) )you (?:get to )?(?:choose|decide|pick|tell me (?:what|where|which|how you)|set the pace)|your pace|(?:either|both) (?:way|one)(?: is|'s)? (?:okay|fine|ok|good|works|all right)|i(?:'d| would) (?:like|want) (?:you )?to (?:choose|decide|pick)|if you(?:'d)? (?:want|like|prefer|rather)[^.?!]{2,50}",
    ],
    /(?:your (?:choice|call)|or) [^.?!]{0,40}(?:jail|tase|shoot|cuffs|arrest|drag|hurt|force|hard way)|hard way|or (?:i|we)(?:'ll| will|'m going)/,
  ),
  rule(
    'SPACE',
    [
      "(?:i'm|i am|i'll|i will|i'm going to|we're|we'll|we|i can|i|let me|my partner(?:'s| is| will)?|they'll|they're|he'll|she'll|going to|he's|she's|officers? (?:will|are)|everyone (?:will|is))(?: all| just| going to| gonna| happy to)* (?:back(?:ing)? (?:up|off|away|out)|step(?:ping)? (?:back|away|outside|aside)|stay(?:ing)? (?:right |way |back |over |out |put|here|where|at|by|on|outside|behind|this)[^.?!]{0,20}|stand(?:ing)? (?:back|over|right|down|here|off)|keep(?:ing)? (?:my|our|some|a|the) (?:distance|space|hands|voice)|mov(?:e|ing) (?:back|away|over|off)|giv(?:e|ing) you (?:some |all the |plenty of |more |a (?:minute|moment|second|bit|little)|as much |your |the )[^.?!]{0,20}|sit(?:ting)? (?:down|here|over|right|on)[^.?!]{0,20}|hang(?:ing)? back|wait(?:ing)?(?: right)? (?:here|outside|back|over|as long|until|while|for you)|slow(?:ing)? (?:down|things|this|it)|turn(?:ing)? (?:down|off|my|the)[^.?!]{0,20}|low(?:er|ering) (?:my|the)[^.?!]{0,16}|pull(?:ing)? (?:back|them back)|hold(?:ing)? (?:back|off|here|right))",
      "(?:i'm|i am|i'll|i will|i|we|we're|we'll|they|nobody|no one|nobody's|no one's|they're)(?: is| are| will|'s|n't| am| be)? ?(?:not |won't |don't |never )?(?:going to |gonna |be )?(?:com(?:e|ing)|mov(?:e|ing)|get(?:ting)?|step(?:ping)?|take|taking|go(?:ing)?|walk(?:ing)?|rush(?:ing)?) (?:any |one (?:more )?step |a step |in|you|an inch )?(?:closer|in there|any nearer|forward|inside|toward|you$)",
      "(?:please |just |you can |go ahead and |hey )?take (?:your time|all the time|as (?:long|much time)|a (?:minute|moment|second|beat))[^.?!]{0,20}|you (?:don't|do not) have to (?:decide|answer|talk|say|do|come|go|explain|rush|hurry|tell)[^.?!]{0,40}|(?:at|in|on) (?:whatever|any|your own|your) (?:speed|pace|time)[^.?!]{0,20}|no (?:rush|hurry|pressure)|(?:there's|there is|i'm in|we're in|i have|i've got) no (?:rush|hurry|place else)|not in (?:a|any) (?:rush|hurry)|(?:i|we)(?:'ve| have)?(?: got)? (?:all (?:the time|day|night|morning)|plenty of time|as long as|time|nowhere (?:else )?to be|nothing but time)[^.?!]{0,20}|(?:i'm|i am) (?:right |way |still |just )?(?:over here|back here|staying (?:here|back|put)|not moving|keeping back|standing back)|my (?:hands are|radio is|radio's)[^.?!]{0,20}(?:open|empty|where|off|down|up|out|visible|low)|(?:we can|let's|we'll) (?:take (?:it|this|things) (?:slow|slowly|easy|one|at)|go (?:slow|at your)|slow (?:it|this|things) down|pause)|(?:have|ask|get|tell|told|asked|had) my partner (?:to )?(?:shut|turn|back|step|kill|switch|stay|move|hold|cut|wait)[^.?!]{0,30}|i(?:'ll| will) (?:shut|turn|switch|kill|cut)[^.?!]{0,20}(?:off|down|away)",
    ],
    /stay (?:back|where you are|down|right there)$(?<!(?:i|we)(?:'ll| will|'m) .{0,40})|(?:before|until) i|step back (?:now|or)/,
  ),
  rule(
    'AID',
    [
      `(?:i|we|they|dispatch|let me|i'll|i can|we can|i'd|can i|could i|may i|shall i|should i|want me to|like me to|i've|i'm|i've got|i have|we've got|we have|there's|there are|we're)[^.?!]{0,30} (?:call(?:ing|ed)?|get(?:ting)?|got|have|having|send(?:ing)?|bring(?:ing)?|grab|find(?:ing)?|offer|fetch|arrange|request|radio|asked for|contact|on the way|coming|standing by|waiting)[^.?!]{0,24} ${HELPERS}[^.?!]{0,20}`,
      `${HELPERS}(?: is| are|'s) (?:on (?:the|their|its) way|coming|standing by|outside|ready|here|waiting|nearby)`,
      "(?:i|we|i'm|we're|i'd|i am|i really|just)(?:'m|'re)? ?(?:here |want |would like |trying |like |ready |only want |just want |really want |able |happy |going |need |just here |only here )*(?:to )?(?:help(?:ing)? (?:you|out|with|fix|get|figure|sort|him|her|anyone|however)|help$|see (?:if|how|what) i can help|be of help|assist)|(?:can|could|may|let|how can|how could|how might|what can) (?:i|me|we|us)(?: do to)?(?: please)? (?:help|assist|get you|do for you|bring you|make this easier|do to help)[^.?!]{0,30}|i can (?:help|try to help)|what do you need(?: from me| right now| tonight)?|how can (?:i|we) help|(?:can|could|may|should) (?:i|we) (?:get|call|bring|find|reach|contact) (?:you |someone|somebody|anyone|your|him|her)[^.?!]{0,30}|(?:do|would) you (?:need|want|like)(?: to see)? (?:a |an |some |any |me to )?(?:" +
        HELPERS.slice(3, -1) +
        "|call)[^.?!]{0,30}|(?:put|put a) (?:pressure|bandage) on|i(?:'ll| will| can| could|'d be glad to|'m happy to) (?:write|look|find|get|call|carry|print|set|fetch|drive|ask|check|hold|bring|phone|make)[^.?!]{2,40} for you|is there (?:someone|anyone|somebody|anybody) (?:i|we|you)[^.?!]{0,30}|would it help(?: you)?(?: if| to)?[^.?!]{0,60}|would you (?:like|want) (?:the|a|an|some|me|any|it|that|one|my|us|to (?:talk|call|sit|speak|see|have|know))[^.?!]{0,40}|let's (?:get|find) you (?:some|a|something|warm|checked|looked|help|out|somewhere)[^.?!]{0,24}|get (?:you|that|those|your) (?:checked|looked|some help|help|warm|treated|cleaned|taken care)[^.?!]{0,20}",
    ],
    /help (?:yourself|me understand)|i (?:can't|cannot|won't|don't want to) help/,
  ),
  rule(
    'REFERRAL',
    [
      "(?:respite|recovery|transition(?:al)?|sober|halfway|guest|drop-in|step-down) (?:house|home|center|program|bed|beds)|voucher|(?:mobile )?crisis (?:center|centre|line|team|clinic|counsell?or|worker|unit|services?|house|text line|stabili[sz]ation)|988|lifeline|hotline|helpline|warm ?line|(?:homeless|emergency|family|women'?s|night|animal|overnight|warming) (?:shelter|center)|shelter|walk-in (?:clinic|center|centre)|(?:free|health|community|outpatient|sliding-scale|urgent care|mental health|county) (?:clinic|center|centre|services?|program|health|care)|social (?:worker|services)|case ?(?:manager|worker)s?|outreach (?:worker|team|program|van)|food (?:bank|pantry)|legal aid|public defender'?s? office|victim (?:services?|advocate)|(?:housing|rental|rent|legal|fee|payment|hardship|utility|emergency|voucher) (?:authority|assistance|program|help|plan|fund|waiver|office|relief)|peer (?:support|specialist|counsel\\w+|worker)|support (?:group|line|worker|program)|detox|rehab program|(?:the |a )chaplain|veterans? (?:affairs|center|services?)|safe (?:parking|lot|place to park)|two-?one-?one|2-1-1|211|fix-?it (?:ticket|program)|dmv (?:waiver|program|kiosk|office)|parking program|advocate|(?:there's|there is|there are|i know|i've got|i have|we have|we've got) (?:of )?(?:a|an|some|this|people|folks) ?(?:good |great |local )?(?:place|program|group|church|people|folks|lady|guy|team|organi[sz]ation|number|service|lot|office|fund)?s? (?:that|who|where|for|which|you can call|down the street)[^.?!]{2,50}",
      '(?:talk|speak|sit down|meet|connect|put you in touch|chat|hook you up)[^.?!]{0,20} (?:to|with) (?:a |an |one of our |our |some |the |my )?(?:counsell?or|therapist|doctor|nurse|psychiatrist|clinician|specialist|professional|advocate|psychologist|caseworker)s?|(?:take you|get you|ride|go|drive you|bring you|walk you|come with you) (?:over )?(?:to|in to|into) (?:the |a |see a |see your |your )?(?:hospital|er|emergency room|doctor|clinic|nurse|psychiatrist|therapist)(?: voluntarily| together| if you)?',
    ],
    /(?:throw|lock|drag|force|put) you[^.?!]{0,30}(?:hospital|ward|shelter|detox|clinic|crisis)|or (?:i'll|we'll)/,
  ),
  rule(
    'PROMISE',
    [
      "i promise(?: you)?[^.?!]{0,50}|(?:you have|i give you|i'll give you|you've got|have|on) my word[^.?!]{0,30}|i (?:swear|guarantee)[^.?!]{0,50}|i give you my word|i(?:'ll| will) (?:personally |make (?:absolutely )?sure|see to it)[^.?!]{2,50}|cross my heart|count on (?:me|it)|i'm a man of my word|i(?:'ll| will) keep my word",
    ],
    /i swear (?:to god )?(?:if|i'll|i will|you)|i promise you'll (?:regret|be sorry)/,
  ),
  rule(
    'GREETING',
    [
      "(?:^|^okay |^um |^uh )(?:hi|hello|hey|hey there|howdy|hiya|good (?:morning|afternoon|evening|day)|evening|morning|afternoon|greetings)(?: there| sir| ma'am| miss| folks| friend| buddy)?|good (?:morning|afternoon|evening)|how(?:'s it going|'re you doing| are you(?: doing)?)(?: today| tonight| this (?:morning|evening))?|how is your (?:night|day|evening|morning)|nice to meet you|pleased to meet you",
    ],
    /hey (?:shut|stop|get|drop|you idiot)/,
  ),
];
