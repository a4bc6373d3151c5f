"""
Cues: the words around a sign that turn it into a denial, a memory, a fear or somebody else's; and where they stand.

Tables by kind, in every language that has any, and the view of one sentence with its cues in place. Refuses to know
how far a cue reaches, and what it makes of a sign. The families of cues follow NegEx (Chapman and others 2001) and
ConText (Harkema and others 2009), whose own were made for clinicians' notes; these are ours, for the words of parents.
"""

# ruff: noqa: E501 -- a phrase of a cue stands on one line

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from attrs import frozen

from coachplan.notes.matcher import Hit, Index
from coachplan.notes.statements import parted
from coachplan.notes.tokens import COMMA, LINE

__all__ = ["Cue", "Sentence", "cues_in", "turns"]

# -- kind -> phrases. What each kind does, and how far it reaches, is said in the rule that asks for it.

_KIN = (
    "brother|sister|sibling|cousin|nephew|niece|friend|neighbor|neighbour|uncle|aunt|auntie|grandpa|grandad|granddad|"
    "grandfather|grandma|granny|grandmother|dad|father|mom|mother|husband|wife|partner|twin|roommate|classmate|oldest|"
    "eldest|dog|cat|puppy|kitten|hamster|doll|dolly|teddy|bear|toy|puppet|dinosaur|barbie|character|stepson|"
    "stepdaughter|coworker|colleague|godson|goddaughter|teacher|lady|man|woman|guy|babysitter|sitter|nanny|nurse|boss"
)
_OTHER_CHILD = "child|kid|baby|boy|girl|toddler|infant|person|patient|one|son|daughter"
_PARIENTE = (
    "hermano|hermana|hermanito|hermanita|primo|prima|primito|primita|sobrino|sobrina|sobrinito|sobrinita|amigo|amiga|"
    "amiguito|amiguita|vecino|vecina|vecinito|vecinita|tio|tia|abuelo|abuela|papa|mom|padre|madre|esposo|esposa|marido|"
    "pareja|suegra|suegro|companero|companera|gemelo|gemela|perro|perra|perrito|gato|gata|gatito|muneca|muneco|oso|osito|titere|"
    "peluche|personaje|senora|senor|cunado|cunada|ahijado|ahijada|maestra|maestro|profesora|profesor|jefe|jefa|doctora"
)

_CUES: Mapping[str, tuple[str, ...]] = {
    # negation before a thing, before a doing, and of a thought; each with its own reach
    "no-thing": (
        "no|zero|0",
        "without",
        "w o",
        "free of",
        "negative|ve for",
        "neg",
        "instead of",
        "rather than",
        "ruled out",
        "rule out",
        "deny|denies|denied",
    ),
    "no-doing": (
        "not",
        "never",
        "nor",
        "neither",
        "nobody",
        "no one",
        "nothing went|goes|gets",
        "none of",
        "no longer",
        "no more",
        "not once",
        "nunca",
    ),
    "no-thought": (
        "not think|believe|feel|notice|noticed|see|seen|hear|heard|look|want|let",
        "never saw|heard|noticed|thought",
        "so [that] he|she|they does|do|will|would|did not",
        "keep|kept|stop him|her|them from",
        "not once did",
    ),
    "no": (
        "no",
        "nunca",
        "jamas",
        "sin",
        "ni",
        "tampoco",
        "ningun|ninguna|ninguno",
        "nadie",
        "en vez|lugar de",
        "nada de",
        "ni un|una [sola]",
        "descart*",
    ),
    "no-creo": ("no creo|pienso|vi|veo|parece|noto|note|oi|quiero que", "no lo|la vi|oi", "para|pa que no"),
    # looks like a negation and is none
    "pseudo": (
        "not only|just|merely|simply",
        "not stop|stopped|stopping|stops|quit|quitting",
        "never stop|stops|stopped|quit|quits",
        "not able to stop",
        "no stopping|doubt|wonder|matter|idea|joke|kidding",
        "not sure|certain|clear|know|remember|understand|care|tell|see why",
        "not help|promise",
        "without a doubt|stopping|warning",
        "not to mention",
        "not the first|only|second|last",
        "not like this|that|him|her",
        "can|could not believe",
        "not long|until|till|because",
        "not ok|okay|good|fine|right|well|great|happy|himself|herself",
        "not even ... before|when|and",
        "not again",
        "why|whenever|how not",
        "nothing but",
        "no thanks",
        "no solo|solamente|unicamente|nomas",
        "no deja|dejo|dejaba|dejan|para|paro|paraba|paran|cesa|termina de",
        "no puede|podia|pudo dejar|parar de",
        "no se|sabemos|sabia si|que|como|porque",
        "no estoy|estamos segura|seguro",
        "sin parar|duda|avisar",
        "no puedo creer",
        "no hay|cabe duda",
        "no es|era juego|broma|cuento|chiste|mentira|pintura",
        "not a|no joke|game|drill|story",
        "no es|fue|era la primera|unica",
        "nada mas",
        "no esta|estaba bien",
    ),
    # a new statement begins: no reach goes past it
    "turn": (
        "but|then|until|till|except|although|though|however|because|cause|cos|cuz|bc|so|when|while|after|before|yet|still|just|only|besides|anyway|also|plus|instead|today|tonight|yesterday|now|suddenly|later|since",
        "apart|aside from",
        "other than",
        "this time|morning|afternoon|evening",
        "last night",
        "pero|hasta|sino|excepto|salvo|aunque|luego|entonces|despues|porque|cuando|mientras|solo|solamente|hoy|ayer|anoche|ahora|todavia|tambien|ademas",
        "de repente|pronto",
    ),
    # past: these work forwards only; these both ways; these only for what is not urgent now; and these make it recent
    "past-before": (
        "used to",
        "history of",
        "past medical",
        "previously|formerly",
        "back when|then",
        "back in [the|my|those|his|her] day|days|college|school|spring|summer|winter|autumn|fall|january|february|march|april|may|june|july|august|september|october|november|december",
        "solia|solian",
        "antes se|le|ella|el|tosia|lloraba|hacia",
        "antecedentes|historia|historial de",
    ),
    "past": (
        "last year|month|summer|winter|spring|fall|autumn|christmas|easter",
        "years|year|yrs|months|month|mo ago",
        "one|two|three|four|five|six|few|several|many|couple|2|3|4|5|6|7|8|9|10 [of] years|yrs|months ago",
        "a|one year|month ago",
        "a|one few|couple [of] years|months ago",
        "ages|long [time] ago",
        "a|one|two|three|four|few|couple|some [of] summers|winters|springs|christmases|birthdays|winter|summer ago",
        "decades|lifetime ago",
        "[a] [few|couple|some] [of] years|months|year|while back",
        "as a newborn|baby|preemie|premie",
        "for years now",
        "long healed|gone|over|since",
        "healed|resolved|outgrown|outgrew ...3 now|ago|since|fine",
        "used to ...6 but",
        "as a|an [little|small|tiny] kid|child|boy|girl",
        "back in 2014|2015|2016|2017|2018|2019|2020|2021|2022|2023|2024|2025",
        "in [his|her] infancy|babyhood",
        "growing up",
        "in college|kindergarten|preschool|university",
        "in high school",
        "in my|his|her twenties|teens|childhood|youth|thirties",
        "en mi juventud|adolescencia|infancia",
        "when he|she|they was|were [just|only|still|about] [a] [tiny|little|young] baby|newborn|little|younger|small|smaller|born|tiny|infant|toddler",
        "when he|she|they was|were [just|only|still|about] one|two|three|four|five|six|seven|eight|nine|ten|1|2|3|4|5|6|7|8|9|10|11|12",
        "as|since an|a [tiny|little] baby|newborn|infant|toddler",
        "at birth",
        "in the past",
        "in [the|his|her] nicu|scbu|neonatal",
        "at|in [the|his|her] special care baby unit",
        "in 2015|2016|2017|2018|2019|2020|2021|2022|2023|2024|2025",
        "before he|she|we|they started|began [his|her|the] [new] therapy|speech|ot|pt|treatment|meds|medicine|daycare|school|nursery|sessions|thickener|coming|here|with|swallow",
        "before he|she|we|they had [his|her|the] [new] surgery|operation|therapy|tube|diagnosis|tonsils|repair|meds",
        "el ano|mes|verano|invierno pasado",
        "la primavera|navidad pasada",
        "hace [como|ya] [un|una|dos|tres|cuatro|cinco|seis|varios|unos|muchos|mucho|tiempo|1|2|3|4|5|6] anos|ano|meses|mes|tiempo",
        "cuando era|estaba|tenia [mas|muy] bebe|chiquito|chiquita|chico|chica|pequeno|pequena|nino|nina|recien|menor|un|dos|tres|cuatro|cinco|seis|1|2|3|4|5|6|7|8|9|10|11",
        "de bebe|chiquito|chiquita|pequeno|pequena",
        "al nacer",
        "cuando nacio|nacieron",
        "de recien nacido|nacida",
        "en el pasado",
    ),
    "recent": (
        "today|tonight|yesterday|now|again|currently",
        "this morning|afternoon|evening|week|time|minute|second|weekend",
        "last night|week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        "on monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        "over|at the weekend",
        "the other day|night|week|morning|evening",
        "just now",
        "right now",
        "seconds|minutes|minute|min|mins|hours|hour|hrs|days|day|weeks|week|wks|wk ago",
        "still",
        "hoy|ayer|anoche|ahorita|ahora|anteayer|antier",
        "esta manana|tarde|noche|semana|vez",
        "hace [como] [un|unos|una|unas|dos|tres|cuatro|cinco|pocos|2|3|4|5|10|15|20|30] rato|ratito|minutos|minuto|hora|horas|dias|semana|semanas",
        "la semana pasada",
        "el fin de semana",
        "el [otro] dia|lunes|martes|miercoles|jueves|viernes|sabado|domingo",
        "otra vez",
        "de nuevo",
        "todavia",
    ),
    "since": ("since", "desde"),
    # a skill that went stays gone, however long ago
    "loss": (
        "stop|stopped|stops|quit ...2 talk|talking|say|saying|speak|speaking|babbl*|point|pointing|wave|waving|walk|walking|crawl|crawling|stand|standing|sit|sitting|sign|signing|play|playing|look|looking|using",
        "not ...2 sit|walk|crawl|stand|climb|roll ...3 any more",
        "lost|lose|loses|losing ...3 words|word|speech|language|skill|skills|sounds|signs|balance",
        "used to say|talk|speak|babble|point|wave|walk|crawl|stand|sit|sign ...8 now|none|nothing",
        "no longer says|talks|speaks|walks|crawls|stands|sits|points|waves",
        "not say|talk|speak|walk|crawl|stand|sit|point|wave|babble any more",
        "dejo|dejado de hablar|decir|caminar|andar|gatear|senalar|pararse|sentarse|jugar|mirar|balbucear|usar",
        "perdio|perdido|pierde|olvido|olvidaron ...3 palabras|palabra|habla|lenguaje|habilidad|habilidades",
        "ya no dice|habla|camina|gatea|senala|balbucea|anda|juega",
    ),
    # what-if
    "if": ("if", "in case", "unless", "si", "por si", "en caso de", "tal vez", "quiza|quizas", "a lo mejor"),
    "what-if": (
        "what if",
        "is|would it [be] ok|okay|safe|alright|all right|fine if",
        "what|how to do if|when",
        "what do|should|would i|we do if|when",
        "know what to do if|when",
        "how [do|would|will|can] [i|you|we] know|tell if|when",
        "what to do in|with|for|during|about",
        "practised|practiced|practise|practice calling|what",
        "what happens if|when",
        "what does|would",
        "how long|soon before|until|till",
        "how to help|treat|tell|know|spot",
        "como se ve|ven|nota|notan|reconoce|reconocen",
        "curso|taller|clase de|sobre",
        "suppose|supposing",
        "when should|do i|we worry|call|panic",
        "should i|we [call|worry|panic|ring] [if|when|about|at]",
        "cuando es|debo|tengo",
        "when is|are|should",
        "is|are there a|any [risk|danger|chance]",
        "are",
        "call|ring|text|phone|tell [you|us|me] if|when",
        "stop if|when",
        "y si",
        "que tal si",
        "que si",
        "que pasa|pasaria|hago|hacer|hacemos|hay si|cuando",
        "como saber|se si|cuando",
        "llamar|llame|llamen|avise|avisar si|cuando",
    ),
    "unsure": (
        "sure|know|knew|wonder|wondering|wondered|tell|asked|ask|asking|see|seems|remember|idea|check|feels if|whether",
        "as|like|even|out if",
        "feel|feels|felt|look|looks|looked|sound|sounds|sounded like",
        "se|sabemos|sabe|segura|seguro|como si",
    ),
    "fear": (
        "scared|afraid|worried|terrified|nervous|anxious|frightened|petrified|paranoid|dread|dreading|panic|panicking|worry|worries|fear|fears|fearful|scares",
        "miedo|temo|teme|asusta|asustan|aterra|espanta|preocupan|preocupa|preocupada|preocupado|asustada|asustado|terror|panico|angustia|nerviosa|nervioso",
    ),
    "modal": (
        "can|could|may|might|would|will|should|shall|ll",
        "going to",
        "puede|pueda|podria|podrian|pudiera|pueden|puedan",
        "vaya|fuera a",
        "va|vaya|iba a",
    ),
    "modal-no": (
        "can|could hear|see|feel|smell|tell|not",
        "might|may|must|could|would|should have",
        "puede|puedo|podia oir|ver|escuchar",
        "puede|podria que se haya",
        "puede|podria haber|haberse",
    ),
    "advice": (
        "watch|watching|look|looking|looked|listen|check|checks|checked|checking|test|tests|tested|testing|screen|screened|screening|watched [out] for",
        "signs|sign|symptoms|risk|risks|danger|dangers|chance|chances|possibility of",
        "learn|learned|learnt|taught|teach|practiced|practised|demonstrated|showed us|me",
        "learn|learned|learnt|learning|taught",
        "prevent|prevents|preventing|avoid|avoids|avoiding",
        "how to",
        "possible|dangerous|risky to|for",
        "chance|chances|odds|likelihood he|she|that|of",
        "panic|panicking thinking",
        "imagining|picturing|imagine|picture|visualising",
        "fear|worry|nightmare|concern|fears|worries is|are",
        "about|regarding",
        "case of",
        "afraid|scared|terrified|fear|frightened|petrified of",
        "training|class|course|video|leaflet|poster|booklet|article|lesson on|of",
        "dream|dreamed|dreamt|dreams|dreaming|nightmare|nightmares [that|about|where|of]",
        "allergic|allergy to",
        "riesgo|peligro|senales|signos|sintomas|posibilidad de",
        "evitar|prevenir|evita",
        "cuidado con",
        "no vaya a",
        "no sea que",
        "miedo|temor a|de|al",
        "como evitar|ayudar",
        "vigilar|vigile|vigilara|vigilemos|pendiente|atenta|atento [si|de|que|por]",
        "sobre",
        "sone|soñar|sueno|soñando|pesadilla que|de|donde|con",
        "ojala",
    ),
    "hazard": (
        "hazard|hazards|risk|risks|class|course|poster|prevention|training|meds|medicine|medication|drill|protocol|plan|clinic|specialist|study|test|center|centre|control|free|precautions|awareness|pads",
        "is|are|being my biggest|worst|main|greatest fear|worry|nightmare|concern",
        "scares|terrifies|worries me",
        "me da miedo",
        "es mi peor|mayor miedo|temor|pesadilla",
    ),
    "did": ("and|yes he|she|it|they did", "and it happened", "and sure enough", "y si paso", "y asi fue", "y paso"),
    # somebody else
    "who": (
        "i have|had|got|caught a|this|the|my",
        "the|a|this|that boy|girl|kid|child|man|woman|baby next|beside|behind|across|opposite|upstairs|downstairs",
        "neighbor|neighbors|neighbour|neighbours|friend|friends|sister|sisters|brother|brothers|cousin|cousins|aunts|coworkers|colleagues|classmates|teachers|bosses|uncles|grandmas|roommates|roommate [little|own|new] dog|cat|puppy|kid|kids|baby|son|daughter|boy|girl|child|toddler|twins|husband|wife",
        "a mi me",
        f"my|his|her|our|their|the|a|an|your|another|some|this|that [little|older|younger|big|baby|best|great|step|stuffed|half|toy|twin|other|cartoon] {_KIN}",
        f"another|other|some|neighbours|neighbors|sisters|brothers|friends|cousins|neighbor|friend {_OTHER_CHILD}",
        f"my|our|the older|other|eldest|oldest|big|middle {_OTHER_CHILD}",
        "a [little|small|random|different|new] child|kid|baby|boy|girl|toddler|infant|man|woman",
        "teddy|dolly|barbie|elmo|peppa|bluey|mickey|minnie|spiderman|batman|elsa|thomas|pikachu|daniel [pig|tiger|mouse]",
        "kids|babies|children|toddlers|people|everyone|everybody|someone|somebody|anyone|grownups|adults",
        "sister|brother|mother|father in law",
        "paw patrol",
        "snow white",
        "the|a cow|pig|horse|lion|tiger|elephant|monkey|wolf|witch|princess|prince|dragon|monster|giant|pirate|king|queen",
        "el|la|un|una vaca|cerdito|caballo|leon|lobo|bruja|princesa|dragon|monstruo|pirata|rey|reina",
        "grandpa|grandad|granddad|grandma|granny|auntie|uncle|dad|mom|husband|hubby|wife",
        "said|says|told ...1 her|his|their [own] [little] baby|kid|son|daughter|child|boy|girl|toddler",
        f"mi|su|el|la|un|una|nuestro|nuestra|otro|otra|mis|sus [otro|otra] {_PARIENTE}",
        "un|una|otro|otra nino|nina|bebe|hijo|hija|chico|chica|ninito|ninita|persona",
        "mi|el|la hijo|hija|otro|otra|nino|nina mayor|grande|menor|hijo|hija",
        "el|la mayor|menor",
        "los ninos|bebes|otros|chicos",
        "alguien|gente",
    ),
    "frame": (
        "in the|a|his|her|this|that [picture|favorite|favourite] book|story|movie|cartoon|show|video|game|film|song|news",
        "en el|un|la|una cuento|libro|pelicula|cancion|caricatura|video|programa|historia|juego|dibujos|noticias",
        "del cuento|libro|video|programa|juego",
        "de la pelicula|historia|cancion",
    ),
    "story": ("read|reading|saw|watched|watching a|an|the [news] article|story|book|video|movie|post|show|news",),
    "report": (
        "said|says|say|saying|told|tells|saw|heard|noticed|thinks|thought|called|texted|gave|gives|fed|found|caught|feeding|reports|reported|mentioned|messaged|watched|made|let|claims|swears|left|brought|asked|offered|sees|dropped",
        "dice|dijo|dicen|vio|conto|cuenta|llamo|dio|encontro|cree|penso|noto|aviso|hizo|dejo|escribio|oyo",
    ),
    # not meant so
    "figure": (
        "i|we|me|dad|mom|grandma|everyone|everybody|am|got|get|getting|gets|all|bit|totally ...3 choked|choking up",
        "choked|choking|choke up [a|bit|little] when|at|watching|seeing|hearing|thinking|about|with|just|over",
        "chok* back|on [the|his|her|my|those] tears|laughter|words|sobs|giggles|laughing",
        "dead tired|asleep|set|serious|on",
        "die|dies|died|dying|dead|choke|chokes|choked|choking ...2 laughing|laughter|giggling",
        "pass|passed|passes out ...5 asleep|snoring|sleeping",
        "pass|passed|passing|faint|fainted|fainting out ...2 laughing|laughter|giggling",
        "fainted|fainting ...2 laughing|laughter|giggling",
        "cpr|heimlich|thrusts ...3 on|to|for a|the|his|her dog|doll|dolly|teddy|bear|mannequin|dummy|puppet|cat",
        "out of breathe ...2 after|from ...3 rac*|run*|chas*|danc*|jump*|stairs|soccer|football|hill|swim*|game|play*|climb*",
        "out cold by|before",
        "se|casi desmay* de sueno|cansancio|hambre|risa|emocion",
        "limp|floppy|dead|breathe|faint* ...10 on purpose",
        "sleeping|sleepy lion|lions|bunnies ...12 wake|move|moving",
        "teddy|doll|dolly|dolls|bear|stuffed|toy ...12 mouth|cpr|heimlich|thrusts|breathing|breathe",
        "said|says|say|saying|word|words|copied|signed ...3 choke",
        "shook|shake|shakes|shaking ...4 laughing|laughter|giggling|giggles",
        "ran|run|running|raced|chas*|danc*|jump*|jumping|soccer|football|climb*|trampoline|swim* ...8 out of breathe",
        "blue|purple|grey|black|red in|at|on candyland|uno|ludo|monopoly|twister|roblox|minecraft",
        "poison|poisoned apple",
        "blue|purple|grey like|as a|the smurf|smurfs|avatar|alien|monster|dinosaur|elephant",
        "manzana envenenada",
        "hizo|hace|hacia|haciendo el|la desmayad*|muert*|dormid*|ahogad*|enferm*|inconsciente",
        "rio|rie|riendo|reia|reir|reirse|risa|risas|carcajadas|cosquillas ...8 respirar|respiraba|morado|morada|rojo|ahog*|atragant*|aire",
        "morado|morada|azul|rojo|roja|azules|morados de|con [la|tanta|tantas] risa|risas|carcajadas|cosquillas",
        "<blue>|breathe|breathing ...5 laughing|laughter|giggling|giggles",
        "laugh*|giggl*|tickl*|cackl*|hysterics ...10 blue|purple|red",
        "laugh*|giggl*|tickl*|cackl*|hysterics ...10 breathe|breathing|choke|choked|choking",
        "could not breathe [from|for|because] ...3 laughing|giggling|laughter",
        "blue|purple|grey|black|green|pink|violet cup|mug|bowl|plate|spoon|car|truck|crayon|block|shirt|ball|train|marker|paint|balloon|toy|socks|shoes|straw|dress|blanket|bottle|lid|towel|brush|toothbrush|dinosaur|one|bus|coat|hat",
        "had|has|having|have|threw|throws|throwing|throw a [big|huge|massive|total|little|complete] fit when|because|about|over|at|cause|cos|if|bc",
        "throw|threw|throwing|throws a [big|huge|massive|total] fit",
        "fit of giggles|laughter",
        "fits of giggles|laughter",
        "poison ivy|oak",
        "goose bumps|pimples|flesh",
        "speed bump|bumps",
        "choke point|hold",
        "floppy hat|ears|ear|bunny|dog|puppy|disk|shoes|sleeves|fish|noodle|rabbit|arms|doll",
        "a|slight|his|her [little] limp",
        "limp noodle|handshake",
        "black|blacked|blacking out [the|his|her|our|all] windows|window|room|curtains|blinds|bedroom|page|light",
        "pass|passed|passes|passing out [the|some|all|his|her|our] snack|snacks|cups|plates|cards|books|candy|stickers|food|napkins|papers|invitations|spoons|crackers|treats",
        "threw|throws|throwing|thrown him|her [up] [high] in|into [the] air|pool|water|party",
        "wake|woke [up] early|earlier|once|all [night]",
        "wake|woke [up] at|during|in|through|for|until [the] [all] night|school|breakfast|nursery|daycare|preschool|lunch|nap|morning",
        "give|giving|gave up [the|his|her|my|on] screens|screen|bottle|bottles|pacifier|dummy|paci|sugar|coffee|tv|nap|naps|seat|spot|buttons",
        "need help picking|choosing|finding|deciding|understanding|setting|making",
        "pretend|imaginary|pretending ...3 tea|poison*|game",
        "poison* ...8 pretend|imaginary|game|play",
        "breathe|breathing|breath* ...3 hard|heavy|heavily|fast ...3 dancing|running|jumping|climbing|exercise|exercising|racing|chasing|swimming|trampoline|playing|soccer",
        "shook|shake|shakes|shaking|shaken her|his|my|the head|heads|hand|hands|hair|bottle|cup|juice|milk|toy|rattle|maraca|maracas|bell|fist|finger|fingers|leg|legs|arm|arms|foot|feet|body|bum|bottom|butt|booty|hips|blanket|pillow|dice|box|shaker|egg|rug|spoon",
        "beat|beats him|her|me at|in|to",
        "hit him|her|me up",
        "the|his|her|my|our|this|that|to|for|some|picked|chose|likes|loves|wants|wanted blue|purple|grey|black",
        "turn|turned|turns|turning [the|it|his|her] it|water|bath|milk|paper|dough|page|light|lights|hands|fingers|clay ...1 blue|purple|grey",
        "breathe|breathing through|out of|from [his|her|the] nose",
        "collapsed in|into|laughing|giggling|asleep|onto|on [a|the|my] [puddle|tears|heap|couch|sofa|bed|arms|tears|laughter|giggles|lap]",
        "pegue|pego|pegar un|una|unas|unos|la|el|las|los [otra|otro] sticker|stickers|calcomania|calcomanias|estampa|estampas|etiqueta|curita|pegatina|pegatinas",
        "pushed ...3 swing|slide|stroller|bike|cart|trike|button",
        "morir|muero|muera de|de la risa|pena|verguenza|ternura|amor",
        "passed|passes out for a|the|her|his nap|night",
        "passed out asleep|snoring|sleeping",
        "till|until i am|was blue in the face",
        "blue in the face telling|asking|saying|trying|repeating|explaining",
        "pretend|pretends|pretended|pretending|faking|faked|fakes ...5 chok*|cough*|gag*|seizure|faint*|cry*|dead|unconscious|sick|blue|breathing",
        "acting|acted|acts like|as ...4 chok*|cough*|gag*",
        "se|me atragant*|ahog* de|de la risa",
        "se|me|casi ...2 ahog*|atragant*|muero|muere|muerto|muerta ...3 risa|sueno|cansancio|hambre|verguenza|amor",
        "vaso|taza|plato|cuchara|carro|coche|pelota|crayon|globo|camisa|juguete|tren|color|bloque|gorro|vestido azul|morado|morada|gris|negro|negra",
        "ahog* en un vaso|trabajo|deudas|pendientes|tareas",
        "ahog* en trabajo|deudas|llanto|pendientes|tareas",
        "fing* ...5 ahog*|atragant*|tos*|tose",
        "jug* a que ...5 ahog*|atragant*|muert*|desmay*",
    ),
    # "hurt her knee" is her own knee, where a phrase that ends with "her" would have ended
    "owned": (
        "hurt|hurts|hurting his|her|my [little|left|right|own] feelings|knee|shoulder|arm|leg|hand|foot|finger|thumb|toe|back|ankle|wrist|elbow|mouth|tongue|tooth|teeth|gums|nose|chin|tummy|bottom|neck|hip",
    ),
    "stain": (
        "draw|drew|drawing|drawn|colored|coloured|colouring|coloring",
        "dibuj*|pinto|pinte|pintamos|pintaba|pintado|pintada|pintados|colorear",
        "paint|paints|painted|painting|marker|markers|berry|berries|blueberry|blueberries|blackberries|beet|beets|icing|frosting|popsicle|lollipop|lollies|lolly|slush|slushie|dye|dyed|crayon|crayons|ink|chalk|pen|pens|jelly|candy|sweets|playdough|playdoh|facepaint|stain|stained|stains|juice|grape|grapes|smoothie|makeup|slushy|sherbet|gatorade|yogurt|jam|sauce|chocolate|toothpaste|icecream",
        "pintura|pintar|plumon|plumones|marcador|marcadores|moras|arandanos|paleta|helado|colorante|dulce|tinta|betabel|gelatina|plastilina|raspado|jugo|uva|uvas|chamoy|mora",
    ),
    # corrections
    "thought": (
        "thought",
        "looked|sounded|seemed like",
        "figured|assumed",
        "pense|crei|creia|pensaba|parecia|creimos|pensamos [que]",
    ),
    "really": (
        "but it|he|she was [only|just|actually|really] a|an|the|some|gag|laughing|playing|pretending|joking|cough|coughing|gagging|asleep|sleeping|fine",
        "but was [only|just|actually] a|gagging|laughing|playing|pretending|coughing|asleep",
        "but it|he|she [was] only|just gag|gagged|gagging|cough|coughed|coughing|sneeze|sneezed|laughing|laughed",
        "but [he|she|it] was not",
        "but turned out",
        "turned out to be|it|he|she",
        "but false alarm",
        "false alarm",
        "pero [solo] era|fue|estaba [solo|nada] [mas] [una|un|de] ...2 arcada|arcadas|tos|risa|jugando|broma|dormido|dormida|riendo|nada",
        "pero no|resulto",
        "falsa alarma",
    ),
}

_ALL = tuple((kind, phrase) for kind, phrases in _CUES.items() for phrase in phrases)


@cache
def _index() -> Index:
    return Index.of(phrase for _, phrase in _ALL)


# -- one sentence, and what stands in it


class Cue(NamedTuple):
    """
    One cue found: of which kind, from which word up to which.
    """

    kind: str
    first: int
    last: int
    steps: tuple[int, ...]

    @property
    def places(self) -> frozenset[int]:
        """
        The places of the words that the cue itself names.
        """
        return frozenset([self.first + step for step in self.steps])


@frozen(eq=False)
class Sentence:
    """
    One sentence, with its cues by where they begin and end, and the places that its signs take up.
    """

    words: Sequence[str]
    breaks: Sequence[int]
    accents: frozenset[int]
    ending: Mapping[int, list[Cue]]
    starting: Mapping[int, list[Cue]]
    spoken_for: frozenset[int]

    def back(self, hit: Hit, reach: int) -> Iterator[tuple[int, bool]]:
        """
        Walk back from a hit within its line: each place, and whether a comma stands between.
        """
        comma = False
        for place in range(hit.first - 1, max(-1, hit.first - 1 - reach), -1):
            if self.breaks[place + 1] >= LINE:
                return
            comma = comma or self.breaks[place + 1] == COMMA
            yield place, comma

    def last_cue(self, place: int, *kinds: str) -> Cue | None:
        """
        Return the longest cue of these kinds that ends with the word at *place*.
        """
        found = [cue for cue in self.ending.get(place, ()) if cue.kind in kinds]
        return max(found, key=lambda cue: cue.last - cue.first) if found else None

    def cues_near(self, hit: Hit, before: int, after: int, *kinds: str) -> Iterator[Cue]:
        """
        Yield cues that lie wholly within reach of a hit and that the hit's own words do not take up.
        """
        for place in range(max(0, hit.first - before), min(len(self.words), hit.last + after)):
            for cue in self.starting.get(place, ()):
                if cue.kind in kinds and not set(range(cue.first, cue.last)) <= set(hit.places):
                    yield cue

    def touching(self, hit: Hit) -> Iterator[Cue]:
        """
        Yield cues that share a word with a hit, its own words included.
        """
        for place in range(max(0, hit.first - 8), hit.last):
            yield from (cue for cue in self.starting.get(place, ()) if cue.last > hit.first)

    def parted(self, first: int, last: int, own: AbstractSet[int] = frozenset(), *, frame: bool = False) -> bool:
        """
        Say whether a new statement begins between the word at *first* and the one at *last*.
        """
        return parted(self.words, self.breaks, first, last, own, frame=frame)

    def joined(self, first: int, last: int, most: int = 0) -> bool:
        """
        Say whether no break stronger than *most* stands before any of the words after *first*, up to *last*.
        """
        return all(self.breaks[place] <= most for place in range(first + 1, last))


def cues_in(words: Sequence[str], places: Iterable[int], code: str = "") -> Iterator[Cue]:
    """
    Yield the cues that begin at one of *places*; *code* is the text's `signature`, where it has one.
    """
    for hit in _index().find(words, places, code):
        yield Cue(_ALL[hit.phrase][0], hit.first, hit.last, hit.steps)


def turns(word: str) -> bool:
    """
    Say whether a word is one of those that turn a mention.
    """
    return word in _index().whole
