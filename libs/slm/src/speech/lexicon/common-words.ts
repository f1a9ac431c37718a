const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Words that carry grammar rather than a subject. */
export const FUNCTION_WORDS = words(`
  a about above after again against all almost also although am an and any anybody anyone anything are aren't around as at
  away back be because been before behind being below between both but by can can't cannot could couldn't did didn't do
  does doesn't doing don't down each else even ever every everybody everyone everything few for from get gets getting go
  goes going gonna got gotta had has have haven't having he he's hello her here here's hers hey hi him his how how's i i'd
  i'll i'm i've if in inside into is isn't it it's its just kind let let's like lot many may maybe me might mine more most
  much must my myself near need never no nobody none nor not nothing now of off oh okay ok on once one only onto or other
  our ours out outside over own perhaps please put quite rather really right same shall she she's should shouldn't since so
  some somebody someone something sort still such sure than thank thanks that that's the their them then there there's
  these they they'll they're they've thing things this those though through to today together tomorrow tonight too toward
  under until up us very wanna want was wasn't way we we'd we'll we're we've well were weren't what what's whatever when
  where which while who who's whole whose why will with within without won't would wouldn't yeah yes yesterday yet you
  you'd you'll you're you've your yours yourself ain't um uh alright etc per via d'you
`);

/** What people talk about when police and public meet. Outside it a line is not wrong, only less likely to be about this. */
export const DIALOGUE_WORDS = words(`
  able accept accident across act address admit afford afraid again age agency ago agree ahead aim air alarm alcohol alive
  allow alone always ambulance angry answer anxious anxiety apart apartment apologize apology appear appointment appreciate
  approach area argue argument arm armed arrest arrive ask asthma attack attention avoid awake aware awful baby backup bad bag
  badge bank bathroom battery bed behave believe bench best better big bill bit blade blame blanket bleed block blood blow
  body boss bother bottle box boy brake bread break breath breathe bridge bring broken brother bruise building burden burn bus
  business busy buy call calm camera car card care careful case caseworker catch cause cell certain chance change charge chat
  check chest child choice choose church citation city class clean clear clinic close closed closer clothes coat coffee cold
  come comfortable command company complain complaint concern condition confuse consider contact control convince cool
  cooperate corner cost couch couldn't counselor count couple course court cover crazy crime crisis cross crowd cry cuff cup
  current cut cutter damage dangerous danger dark date daughter day dead deadline deal death decide decision deep definitely
  depend depressed deserve desk detail diabetic die different difficult direct direction discuss dispatch distance doctor
  dog door doubt driver drink drive driveway drop drug drunk due duty early ears easy eat emergency employer empty end engine
  enough enter evening event exactly excuse exhausted expect expire explain extra eye eyes face fact fair fall family far
  fast father fault fear feel feeling feet fee fight figure file fill final find fine finger finish fire first fix floor
  focus follow food foot force forget form forward free freeze fresh friend front frustrate full funny furious future gate
  garage garden gas gear gentle gently girl give glad glass glove god good grab great ground group guard guess gun guy half
  hand handle hang happen happy hard harm hate head headlight health hear heart heat heavy held help hide hit hold home
  honest honestly hope horrible hospital hot hotel hour house human humming hungry hurry hurt husband idea identify identification
  illegal imagine important incident information inhaler injure insulin insurance interest intersection issue jacket jail job
  join judge jump keep key kid kill kitchen knee kneel knife knock know lady land lane last late laugh law lawyer lay lead lean
  learn least leave left leg legal less letter level license lie life lift light limit line listen little live load loan local
  lock lonely long look loose lose loud love low lower luck machine mad mail main make man manage manager mark matter mean
  meant medic medical medication meet mental mention mess message middle midnight mile mind minute miss mistake mom moment
  money month mood morning mother motor mouth move moving music name neck need neighbor nervous new news next nice night noise
  normal notice number nurse offer office officer often old open option order outside overdose overnight overwhelm owner
  package pain panic paper paperwork park parking part partner pass passenger past patrol pay peace people permit person
  phone physically pick picture piece pill place plan plate play plenty pocket point police polite position possible power
  prefer prescription present pressure pretty prison private probably problem process program promise proof property protect
  proud prove provide pull purse push question quick quickly quiet quietly radio rain raise reach react read ready real reason
  receive record register registration registered relax release remain remember remind rent repair repeat reply report request
  require respect respond rest result return ride rights ring risk road roll room rough rule run rush sad safe safely safety
  scare scared scary scene school scream search seat second secure see seem self send serious service settle shake shame
  share sharp sheriff shelter shift shirt shoe shoot short shout show shut sick side siren sight sign silence simple sincerely
  sister sit situation skip sleep slow slowly small smell smoke sober social son soon sorry sound space speak speed spell
  spend spot squad stand start state station stay steady steal step stick stop story straight stranger street stress strong
  struggle stuff stupid sugar suicide suicidal suggest support suppose swear system table taillight take talk taser tell
  terrible terrify test thirsty think threat threaten thought throat throw ticket tie tight time tired tool top touch tough
  tow town traffic trailer transport trap treat trick trigger trip trouble truck true trunk trust truth try turn twice type
  ugly understand unit unsafe upset usual usually van vehicle veteran violation visit voice voicemail wait walk wall wallet warm
  warn warning warrant watch water weapon wear weather week weekend weird wheel wife window wire wish wonder word work worker
  world worried worry worse worst worth wound wrist write wrong yard year yell young yourself zone tape wear workbench amplifier
  guitar speaker song hum voices record hospital discharge cooler nurse aide client shift tag tags sticker dashboard door mirror
  treat option slowly ma'am sir miss mister buddy pal bud dude folks ease easier hardest hurts okay-ish nobody's everybody's
  absolute advice attitude aunt autumn believe birthday born brave breakfast breathe cousin uncle grandma grandpa grandmother grandson church god pray faith
  circumstances frightened natural perfectly proceed rear exit intention harm allergic neighborhood record owner service school college army navy marine
  deployed address street town village country language english spanish translate lunch dinner sister-in-law boyfriend girlfriend wife ex divorce custody
  tonight whenever wherever anymore anywhere somewhere everywhere nowhere instead already almost actually basically especially
  apparently maybe otherwise either neither unless whether except during along beside besides upon against toward towards
  agree arrive bleeding bothering brand breathing closest comfortable considering dealing decent department deputy sergeant
  trooper doing enforcement fellow felt few five four gentleman ghost hang heck hell highway holding hurting idiot investigate
  kidding knowing lately lead lights loser lieutenant meal mine minutes moron neighborhood nine number numbers obey occupied
  older ourselves pathetic peaceful permission perfectly person personally plain pressure pulled purpose quit rain ramp
  realize regular related relationship remain respectful responsible rest roof rope ruin sandwich scared screaming seatbelt
  sense sentence seven shot shoulder sidewalk six snack someplace specific standing stairs step sticker strange stretch
  stuck suffer surprise suspect tape ten thousand three tonight training treatment two unfair uncomfortable understanding
  upset useful waste weight within witness women woman worthless yelling younger zero hurry clown joke jerk comply compliance
  knees ass damn shit fuck crap bullshit fucking bitch tase arrested tased overtime bench doorway volume headache shaking trembling
  pace toss rough set sun porch smart solve fully quarter dollar dollars pet leash puppy bite vet engine oil tire flat spare
`);
