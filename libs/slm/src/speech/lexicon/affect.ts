const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Words for what a burdened person feels, each form spelled out: naming one of them to somebody labels a feeling. */
export const FEELING_WORDS = words(`
  abandoned aching afraid aggravated agitated alarmed alienated alone ambushed angry anguished annoyed antsy anxious ashamed
  astray awful backed baffled battered beat beaten belittled bereaved betrayed bewildered bitter blamed blindsided blue boiling
  bone-tired bothered brittle broken bruised bullied bummed burdened burned burnt caged cheated closed-in concerned conflicted
  confused cornered crabby cranky crushed dazed defeated defensive dejected demoralized depleted depressed deserted desperate
  despondent destroyed devastated diminished disappointed discouraged disgraced disheartened dismissed disoriented
  disregarded disrespected distraught distressed dizzy doubtful down downhearted drained dread dreading edgy embarrassed
  embittered enraged exasperated exhausted exposed failing faint famished fearful flustered fed-up forgotten forsaken foggy
  frantic frayed frazzled fried frightened frustrated fuming furious gutted haunted heartbroken heartsick heated heavy helpless
  hopeless hounded humiliated hungry hurt hurting ignored impatient impotent indignant inferior infuriated insecure insulted
  invisible irate irked irritated isolated jittery jumpy judged knackered let-down livid lonely lonesome lost low mad
  mistreated misunderstood miserable mocked mortified mourning neglected nervous numb offended overburdened overloaded
  overwhelmed overworked panicked panicky panicking paralyzed peeved persecuted petrified pissed powerless pressured
  punished pushed queasy raging rattled ravaged raw rejected regretful remorseful resentful restless rushed sad scared
  scattered seething shaken shaking shaky shattered shocked shamed sick singled sleepless slighted sorrowful sore spent spooked
  starving steamed steaming stifled strained stranded stressed stretched struggling stuck stung suffering suffocated swamped
  tapped tearful tense terrified threatened tired tormented torn traumatized trapped trembling troubled unappreciated
  uncertain uncomfortable uneasy unhappy unheard unloved unnerved unsafe unseen unsettled unsure unwanted upset used
  vulnerable wary weak weary wiped withdrawn worn worried wounded wrecked wronged wrung
`);

/** What weighs on a person, or what such a thing is like: "that's a lonesome road", "a heap of bad luck". */
export const HARDSHIP_WORDS = words(`
  ache aches agony agonizing anguish anxiety appalling arduous awful bad bleak bitter brutal burden burdens chaos cold crappy crisis
  cruel crushing dark dangerous darkness daunting demanding despair desperation devastating difficult dire discouraging
  disheartening dismal distressing draining dreadful dreary excruciating exhausting exhaustion fear fears frightening
  frustrating frustration grief grim grinding grueling guilt hardship hardships harrowing harsh heartache heartbreak heartbreaking
  hell hellish horrendous horrible humiliating humiliation hurt hurtful impossible indignity infuriating injustice insult
  isolating load loneliness lonely lonesome loss losses lousy maddening mess misery miserable nasty nightmare nightmarish
  overload pain painful panic pressure punishing rage raw rotten rough ruin sad sadness scary shame shitty shock sorrow stress
  stressful stressors strain struggle struggles suffering terrible terrifying terror torment torture tough tragedy tragic trauma traumatic
  trouble troubles trying ugly unbearable uncertainty unfair unjust unkind unsettling upheaval upsetting weight worry
  worries worrisome worrying wound wounds wrenching wretched
`);

/** What is good in how a person has behaved: saying so is recognition. */
export const MERIT_WORDS = words(`
  admirable brave bravely bravery calmly careful caring classy clear-headed considerate courage courageous credit decency decent
  dignity devoted effort endurance fair forthright generous gentle grace gracious grit grown guts gutsy heart heroic honest honestly
  honesty honorable impressive kind kindness loyal mature nerve noble patience patient patiently perseverance persistent polite
  remarkable resilience resilient resourceful respect respectful responsible strength strong stronger sensible solid sincere
  spine steady tact thoughtful tough tougher trust valiant wise wonderful
`);

/** Things that happen to a person or press on them, in the forms that follow "would", "must" or a bare subject. */
export const WEAR_VERBS =
  '(?:ache|add up|beat|bother|break|bring (?:you|anyone|anybody|a person) down|bruise|burn|chew|crush|cut (?:deep|you)|drain|drive (?:you|anyone|anybody|a person|me) (?:crazy|mad|nuts|up the|to)|eat at|eat away|exhaust|flatten|floor|frighten|frustrate|gnaw|get (?:to|old|on top)|grind|hang (?:heavy|over)|haunt|hurt|infuriate|keep (?:you|anyone|anybody|a person|me) (?:up|awake)|knock|leave (?:you|anyone|anybody|a person|me|a mark|scars)|level|push (?:you|anyone|anybody|me)|rattle|rob|scare|shake|shock|sting|stress|suffocate|take (?:a toll|it out of|its toll|a lot out)|tear|terrify|test|throw (?:you|anyone|anybody|me)|tire|trouble|unnerve|unsettle|upset|wear|weigh|wind (?:you|anyone|me) up|worry|wreck)';
