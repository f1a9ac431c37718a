import { FEELING, HARDSHIP } from './lexicon/feelings.js';
import { rule, SpeechRule } from './rule.js';

const VERY =
  '(?:so |really |very |pretty |a bit |a little |kind of |kinda |sort of |incredibly |totally |completely |feeling |getting |just |absolutely |all |quite |more |awfully |mostly |plain |maybe |clearly |understandably |also |still |pretty |that )*';

/** Speech that lowers pressure by recognising the person. */
export const RAPPORT_RULES: SpeechRule[] = [
  rule(
    'EMPATHY',
    [
      "i (?:can |do |really |truly |totally |completely |absolutely |certainly |think i |honestly )*(?:understand(?! the (?:law|rule|charge)|[^.?!]{0,20} (?:lying|guilty|playing|high|drunk))|hear (?:you|that|what|how|it)|get (?:it|that|why|how|what)|see (?:why|how|that (?:this|it|you)|this is|where|what you)|imagine|appreciate(?! nothing)|relate|sympathi[sz]e|empathi[sz]e|feel for|respect that|know (?:that's|this is|it's|how|you've|you're (?:doing|trying|hurting|tired|scared)|what (?:that|it)'s like|that (?:must|can|can't)))",
      "i (?:can't|cannot|can not|can only|could only) (?:even |begin to )?(?:imagine|know how)[^.?!]{0,20}",
      `(?:that|this|it|things|everything|which|what you(?:'ve|'re| have| are) [^.?!]{2,40})(?:'s| is| must| has to| would| sounds?| can| does sound| had to| have to| seems?| feels?)(?: be| feel| have been| to be| like| been)*(?: like)? ?(?:a |an |such an? )?${VERY}${HARDSHIP}`,
      `${HARDSHIP} (?:day|night|week|month|year|place|spot|time|stretch|situation|thing|position|few (?:days|weeks|months))`,
      "(?:i'd|i would|anyone would|anybody would|most people would|a lot of people would|anyone'd|you have every right to|who wouldn't|i'd probably) (?:be|feel|probably be|want|struggle|react)[^.?!]{0,30}",
      "(?:that|it|this) (?:makes (?:a lot of |perfect |total |complete )?sense|would (?:scare|upset|worry|bother|wear|get to|rattle|shake|frighten|frustrate|hurt|make) (?:anyone|anybody|me|most)[^.?!]{0,16}|matters(?: to me)?|isn't fair|wasn't fair|'s not fair|is understandable)|(?:that's|it's) understandable|no wonder(?! she| he| they)|(?:i'm|i am|so|really|very|truly) (?:so |really |very |truly |terribly )?sorry (?:to hear|you(?:'re|'ve| have| are| had)|that (?:happened|you|this)|for your loss|for what|this is happening|it's been|about your|life|things|you have to)[^.?!]{0,40}",
      "(?:it's|it is|that's) (?:okay|ok|all right|alright|fine|normal|natural) to (?:feel|cry|be|need|ask|grieve|not|want)[^.?!]{0,24}|you(?:'ve| have) (?:been|had|got|gone|lost|put up|carried|held|done|taken|survived)[^.?!]{0,10} (?:through|a lot|so much|too much|on your (?:plate|shoulders)|everything|enough|for so long|with so much|all (?:this|that)|a rough|a hard|a long|on your own)|(?:i|we) (?:do |really |truly |genuinely )*(?:care(?! if| whether| what| why)|believe you|hear ya|see you)|you matter|(?:that|this|it)(?: really| just)? (?:stinks|sucks|hurts|bites|wears on (?:you|a person))|you must (?:be|have|feel)(?! (?:to|a license|done))[^.?!]{3,50}|(?:it|that|this)(?:'d| would) [a-z]+ (?:me|anyone|anybody|most people|the best of us)[^.?!]{0,16}|wear(?:s|ing)? (?:you|anyone|anybody|a person|people) (?:out|down)|you(?:'ve| have) been (?:carrying|dealing with|holding|handling|fighting|living with|looking after|up against|doing this|trying)[^.?!]{0,40}|you (?:look|sound|seem) like you(?:'ve| have|'re| are|'d| could| haven't| need(?! to))[^.?!]{2,50}|some (?:folks|people) would have[^.?!]{2,30}|i'm (?:listening|with you|right here with you|all ears)|take(?:s|n)? (?:a lot of |real |some )?(?:guts|courage|strength)|thank you for (?:telling|trusting|sharing|talking|letting|being|saying|explaining|putting|doing|staying|working|listening|your honesty)[^.?!]{0,30}|thanks for (?:telling|trusting|sharing|talking|being|saying|letting|putting|working|that|explaining)[^.?!]{0,20}|i appreciate (?:you|that|it|your)|you(?:'re| are) (?:not |in no way )?(?:doing (?:great|well|fine|good|the right)|trying (?:hard|your best|so hard)|strong|brave|allowed to)|been there (?:myself|too)|(?:a |such a )heavy (?:load|weight|burden)|nobody should have to|no one should have to|nobody deserves|no one deserves|you (?:don't|didn't) deserve (?:this|that|to be|any of|what|it|how|all)|it hurts (?:to|when)|i wish (?:that|this|things|it|you|none)[^.?!]{0,24}",
    ],
    /(?:do|did|can|don't|can't|didn't) you (?:even )?(?:understand|hear|get it|imagine)|i (?:don't|do not|can't|cannot) (?:understand|hear|care|believe|get)|hard (?:shoulder|hat|drive|copy|liquor|drugs|evidence)|join the club|don't understand|sounds real|hear (?:me|this)|get (?:it|that) (?:now|out|away|down|over)|understand me/,
  ),
  rule(
    'EMOTION_LABEL',
    [
      `(?:you|you've|your voice|this|all this|that|it|everything|which)(?:'re| are| sound| sounds| seem| seems| look| looks| feel| feels| must| might| may| been|'ve been| have been| has you| have| has got you| got you| left you| leaves you| makes you| made you| had you|'s got you| make you)(?: like you're| like you are| to be| be| feel| to me| got| feeling| feeling like)*(?: like)? ?${VERY}${FEELING}`,
      `(?:sounds|seems|looks|feels) like (?:you're|you are|you feel|you|you've been|this has you|it's made you|he's|that left you|that made you|somebody who's|someone who's|all this has you)?\\s?(?:feel |feeling |are )?${VERY}${FEELING}`,
      `(?:how|why) ${VERY}${FEELING} (?:you|that|this|it|must)[^.?!]{0,20}|(?:hear|see|sense|feel|understand|know|tell|get) (?:the |your |that |some |a lot of |how much |all that |all the )+(?:fear|anger|pain|frustration|hurt|worry|exhaustion|sadness|grief|panic|stress|despair|loneliness|confusion|embarrassment|anxiety|shame)`,
      `(?:are|were) you (?:feeling )?${VERY}(?:scared|worried|afraid|anxious|frightened|overwhelmed|angry|upset|nervous|lonely|ashamed|stressed|frustrated|hopeless|terrified|embarrassed)`,
      `${FEELING} (?:and|or|but) ${FEELING}|(?:feeling|felt|feel) ${VERY}${FEELING}|(?:that's|it's|there's) (?:a lot of |so much |real |some )?(?:fear|anger|pain|grief|frustration|hurt|worry|exhaustion|sadness|panic|despair|shame)(?: in| talking|$)`,
      `you (?:lost|are losing|miss|love) [^.?!]{0,20}and (?:it|that) hurts`,
    ],
    /(?:don't|no need to|nothing to|no reason to|stop) (?:be |feel |being )(?:so )?(?:scared|afraid|worried|nervous|upset|mad)|look(?:s|ed)? guilty|should be|get (?:lost|mad)|if you're lost/,
  ),
  rule(
    'PARAPHRASE',
    [
      "(?:so )?(?:what )?(?:i'm hearing|i am hearing|i hear you saying|i heard you say|what i hear|what i heard)[^.?!]{0,60}",
      '(?:it |that |this )?(?:sounds|seems|feels) (?:to me )?like (?:you|your|it|the|this|that|he|she|they|nobody|no one|somebody|everything|things|what|there|every|people|some|all)[^.?!]{3,80}',
      "(?:so )?(?:what )?you(?:'re| are) (?:saying|telling me)(?: is)?[^.?!]{0,60}|so you (?:mean|'re saying|feel|want|need|think|felt|just|were|had|got|lost|have|haven't|don't|didn't|can't|couldn't|'ve|thought|tried|wanted|needed)[^.?!]{2,60}|in other words|to sum up|let me (?:see|make sure|check) (?:if |that )?i(?:'ve| have)? (?:understand|got|get|have|hear|heard|follow|understood)[^.?!]{0,40}|(?:just to be|let me be) (?:sure|clear) i (?:understand|heard|follow)|if i (?:understand|heard|hear|got|get|follow|'m hearing|'ve got)[^.?!]{0,30}|did i (?:get|hear|understand) (?:that|you)|do i have that right|have i got that right|you (?:said|mentioned|told me|were saying|just said|talked about|described)[^.?!]{2,60}|from what you(?:'re| are|'ve)? (?:say|said|saying|told|telling)[^.?!]{0,30}|what matters (?:most )?to you is|part of you (?:wants|thinks|feels)[^.?!]{0,30}|so the (?:problem|worst part|main thing|hard part|issue|trouble|big thing|real) [^.?!]{2,50}",
    ],
    /(?:sounds|looks|seems) like (?:a plan|you need to (?:calm|relax|shut|move))|what you're saying is (?:crazy|stupid|nonsense|wrong)/,
  ),
  rule(
    'REASSURANCE',
    [
      "(?:you(?:'re| are)|everyone is|everybody is|everyone's) (?:completely |perfectly |totally |going to be |gonna be |all )?(?:safe|okay|ok|all right|alright|fine now|not (?:in (?:any )?trouble|alone|crazy|under arrest|being (?:arrested|detained|judged|punished)|weak|stupid|a (?:bad|burden|criminal|failure)|the (?:first|only)|going to jail|losing))|you(?:'ve| have)(?:n't| not) done anything wrong|you(?:'ve| have) got (?:this|me)|you aren't (?:alone|in trouble|crazy|under arrest|in any trouble)",
      "(?:i'm|i am|we're|we are|i|nobody|no one|no-one|none of us|they|he|she|they're|nobody's|no one's)(?: is| are| will|'s)? ?(?:not |aren't |isn't |won't |don't want to |do not want to |never |n't )*(?:here |going |looking |trying |about |gonna |out |planning )*(?:to )?(?:hurt|arrest|judge|trick|grab|rush|force|trap|jump|lock|shoot|tase|cuff|handcuff|harm|touch|yell|take you|take anything|take your|make you|punish|embarrass|be arrested|see you hurt|get anyone|see anyone|put you|laugh|leave you|give up on|give you a hard|ruin|tow|write you|charge)",
      "(?:it's|it is|that's|everything's|things are|this is|it'll be|everything will be|it will be|we'll be)(?: all)?(?: going to be| gonna be)? (?:okay|ok|all right|alright|be fine|going to get better|going to work out)(?! to)|(?:nobody|no one|i'm not|i am not|we're not|we aren't|they're not|none of us)(?: is|'s| are)? (?:putting|arresting|taking|touching|making|cuffing|towing|hurting|judging|forcing|dragging|locking|grabbing|rushing|blaming|writing)[^.?!]{2,30}|don't (?:you )?(?:worry|be (?:scared|afraid|worried|nervous|ashamed|embarrassed))|(?:there's|there is) no (?:trouble|judgment|judgement|shame|need to (?:be|worry|rush)|reason to be)|no (?:cuffs|handcuffs|judgment|judgement|trouble|one's in trouble|tricks|surprises|arrests?|ticket today|ambush)|(?:i'm|i am|we're|we are) (?:just |only |really |right )?(?:here (?:to (?:help|listen|talk|make sure|support|check|keep)|for you|with you|because i care|if you)|on your side|in this together|not (?:your|the) enemy|not going anywhere|gonna get you|going to get (?:you )?through)|we(?:'ll| will| can) (?:get|work|figure|sort|take|handle|go) (?:you |it |this |that )?(?:through|out|one|slow|together|step|at your)[^.?!]{0,30}|things can get better|i(?:'ll| will) (?:stay|be here|be right here|stick|wait) (?:with you|right here|by you|for you|as long|until)[^.?!]{0,20}|that's all i(?:'m| am)? (?:want|after|need|asking)|you(?:'re| are) safe|nothing bad (?:is|will)|i want (?:you|everyone|everybody|us) (?:to be |to go |to get |to stay |to leave |to walk |all )?(?:safe|home|okay|out of here|well)",
    ],
    /i(?:'m| am| will|'ll)?(?: going to| gonna)? (?:hurt|arrest|tase|shoot|force|harm|make|cuff|charge|tow|grab|put|take) (?:you|your)(?<!not going to \w{1,12} you)(?! (?:to|home|sure))/,
  ),
  rule(
    'APOLOGY',
    [
      "i (?:do |want to |really |sincerely |owe you an )?apolog(?:ise|ize|y)|(?:my|please accept my) apolog(?:y|ies)|sorry (?:about|for|if i|if that|that i|i (?:said|raised|came|made|snapped|asked|pushed|interrupted|cut|upset|got|didn't|misunderstood|scared|startled)|we|to (?:keep|have|startle|bother|scare|wake|push|rush))[^.?!]{0,40}|my (?:mistake|bad|fault)|i (?:shouldn't|should not|should never|shouldnt) have[^.?!]{0,40}|i was (?:wrong|out of line|too (?:harsh|quick|loud|pushy))|forgive me|pardon me|that was (?:wrong|on me|my (?:fault|mistake)|uncalled for|out of line)|i (?:spoke|came on|pushed|came at you) too [^.?!]{0,20}|let me start over|i(?:'m| am) sorry$|^(?:oh |okay |look |hey )?sorry(?=,|$)|i take (?:that|it) back",
    ],
    /sorry for your loss|not sorry|you're (?:gonna|going to) be sorry|you'll be sorry/,
  ),
];
