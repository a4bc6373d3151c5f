"""
Free text -> mentions: words that a word list knows, and whether they are meant: negated, past, what-if, somebody else.

Reads by rules that anyone can follow: cues stand in tables, by language, and a few short functions say how far each
reaches. Refuses to know what any sign means, and what is done about it. Where the rules disagree, the more urgent
reading wins; only a plain negation is believed against that. The families of rules (absence findings, false negations,
near misses, scope, corrections, time, who and what-if) follow NegEx (Chapman and others 2001) and ConText (Harkema and
others 2009), whose cues were made for clinicians' notes; these tables are our own, for the words of parents.
"""

# ruff: noqa: E501 -- a phrase of a cue stands on one line

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import field, frozen

from coachplan.flags import Answer, RedFlag
from coachplan.phrases import ASKED, COMMA, LINE, STOP, Hit, Index, cut
from coachplan.traces import Mention, Reading

__all__ = ["KINDS", "Lexicon", "read"]

#: What a mention can be. Only `affirmed` fires.
KINDS = ("affirmed", "negated", "past", "what-if", "somebody-else", "figurative")

# -- cues: kind -> phrases, in every language that has any. A kind is said with its reach in the function that reads it.

_KIN = (
    "brother|sister|sibling|cousin|nephew|niece|friend|neighbor|neighbour|uncle|aunt|auntie|grandpa|grandad|granddad|"
    "grandfather|grandma|granny|grandmother|dad|father|mom|mother|husband|wife|partner|twin|roommate|classmate|oldest|"
    "eldest|youngest|dog|cat|puppy|kitten|hamster|doll|dolly|teddy|bear|toy|puppet|dinosaur|barbie|character|stepson|"
    "stepdaughter|coworker|colleague|godson|goddaughter|teacher|lady|man|woman|guy"
)
_OTHER_CHILD = "child|kid|baby|boy|girl|toddler|infant|person|patient|one|son|daughter"
_PARIENTE = (
    "hermano|hermana|hermanito|hermanita|primo|prima|primito|primita|sobrino|sobrina|sobrinito|sobrinita|amigo|amiga|"
    "amiguito|amiguita|vecino|vecina|vecinito|vecinita|tio|tia|abuelo|abuela|papa|mom|padre|madre|esposo|esposa|marido|"
    "pareja|suegra|suegro|companero|companera|gemelo|gemela|perro|perra|perrito|gato|gata|gatito|muneca|muneco|oso|osito|"
    "peluche|personaje|senora|senor|cunado|cunada|ahijado|ahijada"
)

_CUES: Mapping[str, tuple[str, ...]] = {
    # negation before a thing, before a doing, and of a thought; each with its own reach
    "no-thing": (
        "no|zero|0",
        "without",
        "w o",
        "free of",
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
        "previously|formerly",
        "back in|when|then",
        "solia|solian",
        "antes se|le|ella|el|tosia|lloraba|hacia",
        "antecedentes|historia|historial de",
    ),
    "past": (
        "last year|month|summer|winter|spring|fall|autumn|christmas|easter",
        "years|year|yrs|months|month|mo|weeks|wks ago",
        "one|two|three|four|five|six|few|several|many|couple|2|3|4|5|6|7|8|9|10 [of] years|yrs|months|weeks ago",
        "a|one few|couple|year|month [of] [years|months|weeks] ago",
        "ages|long [time] ago",
        "when he|she|they was|were [just|only|still|about] [a] [tiny|little|young] baby|newborn|little|younger|small|smaller|born|tiny|infant|toddler",
        "when he|she|they was|were [just|only|still|about] one|two|three|four|five|six|seven|eight|nine|ten|1|2|3|4|5|6|7|8|9|10|11|12",
        "as|since an|a [tiny|little] baby|newborn|infant|toddler",
        "at birth",
        "in the past",
        "in 2015|2016|2017|2018|2019|2020|2021|2022|2023|2024|2025",
        "before he|she|we|they started|began|had",
        "el ano|mes|verano|invierno pasado",
        "la primavera|navidad pasada",
        "hace [como|ya] [un|una|dos|tres|cuatro|cinco|seis|varios|unos|muchos|mucho|tiempo|1|2|3|4|5|6] anos|ano|meses|mes|tiempo|semanas",
        "cuando era|estaba|tenia [mas|muy] bebe|chiquito|chiquita|chico|chica|pequeno|pequena|nino|nina|recien|menor|un|dos|tres|cuatro|cinco|seis|1|2|3|4|5|6|7|8|9|10|11",
        "de bebe|chiquito|chiquita|pequeno|pequena",
        "al nacer",
        "en el pasado",
    ),
    "lately": ("last week", "the other week", "a|one|1 week ago", "la semana pasada", "hace una semana"),
    "recent": (
        "today|tonight|yesterday|now|again|currently",
        "this morning|afternoon|evening|week|time|minute|second|weekend",
        "last night",
        "just now",
        "right now",
        "seconds|minutes|minute|min|mins|hours|hour|hrs|days|day ago",
        "still",
        "hoy|ayer|anoche|ahorita|ahora|anteayer|antier",
        "esta manana|tarde|noche|semana|vez",
        "hace [como|un|unos|una|unas|dos|tres|2|3|4|5|10|15|20|30] rato|ratito|minutos|minuto|hora|horas|dias",
        "otra vez",
        "de nuevo",
        "todavia",
    ),
    "since": ("since", "desde"),
    # what-if
    "if": ("if", "in case", "unless", "si", "por si", "en caso de", "tal vez", "quiza|quizas", "a lo mejor"),
    "what-if": (
        "what if",
        "is|would it [be] ok|okay|safe|alright|all right|fine if",
        "what|how to do if|when",
        "what do|should|would i|we do if|when",
        "know what to do if|when",
        "how [do|would|will|can] [i] know|tell if|when",
        "call|ring|text|phone|tell [you|us|me] if|when",
        "stop if|when",
        "y si",
        "que tal si",
        "que [pasa|pasaria|hago|hacer|hacemos|hay] si|cuando",
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
        "miedo|temo|teme|preocupa|preocupada|preocupado|asustada|asustado|terror|panico|angustia|nerviosa|nervioso",
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
        "watch|watching|look|looking|listen|check|checking|watched [out] for",
        "signs|sign|symptoms|risk|risks|danger|dangers|chance|chances|possibility of",
        "learn|learned|learnt|taught|teach|practiced|practised|demonstrated|showed us|me",
        "learn|learned|learnt|learning|taught",
        "prevent|prevents|preventing|avoid|avoids|avoiding",
        "how to",
        "fear|worry|nightmare|concern|fears|worries is|are",
        "about|regarding",
        "case of",
        "afraid|scared|terrified|fear|frightened|petrified of",
        "training|class|course|video|leaflet|poster|booklet|article|lesson on|of",
        "dream|dreamed|dreamt|dreams|nightmare|nightmares [that|about|where|of]",
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
        "sone|soñe|pesadilla que|de|donde",
        "ojala",
    ),
    "hazard": (
        "hazard|hazards|risk|risks|class|course|poster|prevention|training|meds|medicine|medication|drill|protocol|plan|clinic|specialist|study|test|center|centre|control|free|precautions|awareness|pads",
        "is|are|being my biggest|worst|main|greatest fear|worry|nightmare|concern",
        "scares|terrifies|worries me",
        "when|while|with|doing|by [i|we] [do|am|are] [the|his|her|our] stretch*|brush*|exercise*|comb*|nail|nails|massag*|splint*|teeth|haircut",
        "me da miedo",
        "es mi peor|mayor miedo|temor|pesadilla",
    ),
    "did": ("and he|she|it|they did", "and it happened", "and sure enough", "y si paso", "y asi fue", "y paso"),
    # somebody else
    "who": (
        f"my|his|her|our|their|the|a|an|your|another|some|this|that [little|older|younger|big|baby|best|great|step|stuffed|half|toy|twin] {_KIN}",
        f"another|other|some|neighbours|neighbors|sisters|brothers|friends|cousins|neighbor|friend {_OTHER_CHILD}",
        f"my|our|the older|other|eldest|youngest|oldest|big|middle {_OTHER_CHILD}",
        "a [little|small|random|different|new] child|kid|baby|boy|girl|toddler|infant|man|woman",
        "kids|babies|children|toddlers|people|everyone|everybody|someone|somebody|anyone|grownups|adults",
        "sister|brother|mother|father in law",
        "grandpa|grandad|granddad|grandma|granny|auntie|uncle|dad|mom",
        "said|says|told ...1 her|his|their [own] [little] baby|kid|son|daughter|child|boy|girl|toddler",
        f"mi|su|el|la|un|una|nuestro|nuestra|otro|otra|mis|sus [otro|otra] {_PARIENTE}",
        "un|una|otro|otra nino|nina|bebe|hijo|hija|chico|chica|ninito|ninita|persona",
        "mi|el|la hijo|hija|otro|otra|nino|nina mayor|grande|menor|hijo|hija",
        "el|la mayor|menor",
        "los ninos|bebes|otros|chicos",
        "alguien|gente",
    ),
    "story": (
        "in the|a|his|her|this|that [picture|favorite|favourite] book|story|movie|cartoon|show|video|game|film|song|news",
        "read|reading|saw|watched|watching a|an|the [news] article|story|book|video|movie|post|show|news",
        "del cuento|libro|video|programa|juego",
        "de la pelicula|historia|cancion",
        "en el|un|la|una cuento|libro|pelicula|cancion|caricatura|video|programa|historia|juego|dibujos|noticias",
    ),
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
        "laugh*|giggl* ...6 blue|purple|red",
        "laugh*|giggl* ...6 breathe|breathing|choke|choked|choking",
        "tickl* ...8 breathe|breathing",
        "could not breathe [from|for|because] ...3 laughing|giggling|laughter",
        "blue|purple|grey|black|green|pink|violet cup|mug|bowl|plate|spoon|car|truck|crayon|block|shirt|ball|train|marker|paint|balloon|toy|socks|shoes|straw|dress|blanket|bottle|lid|towel|brush|toothbrush|dinosaur|one|bus|coat|hat",
        "had|has|having|have|threw|throws|throwing|throw a [big|huge|massive|total|little|complete] fit when|because|about|over|at|cause|cos|if|bc",
        "throw|threw|throwing|throws a [big|huge|massive|total] fit",
        "fit of giggles|laughter",
        "fits of giggles|laughter",
        "poison ivy|oak",
        "choke point|hold",
        "floppy hat|ears|ear|bunny|dog|puppy|disk|shoes|sleeves|fish|noodle|rabbit|arms|doll",
        "a|slight|his|her [little] limp",
        "limp noodle|handshake",
        "black|blacked|blacking out [the|his|her|our|all] windows|window|room|curtains|blinds|bedroom|page|light",
        "pass|passed|passes|passing out [the|some|all|his|her|our] snack|snacks|cups|plates|cards|books|candy|stickers|food|napkins|papers|invitations|spoons|crackers|treats",
        "threw|throws|throwing|thrown him|her [up] [high] in|into [the] air|pool|water|party",
        "wake|woke [up] early|earlier|once|all|at|during|in|through|for|until [the] [all|once|night] [night|school|breakfast|nursery|nap|daycare|preschool|after|lunch]",
        "give|giving|gave up [the|his|her|my|on] screens|screen|bottle|bottles|pacifier|dummy|paci|sugar|coffee|tv|nap|naps|seat|spot|buttons",
        "need help picking|choosing|finding|deciding|understanding|setting|making",
        "pretend|imaginary|pretending ...3 tea|poison*|game",
        "poison* ...8 pretend|imaginary|game|play",
        "breathe|breathing|breath* ...3 hard|heavy|heavily|fast ...3 dancing|running|jumping|climbing|exercise|exercising|racing|chasing|swimming|trampoline|playing|soccer",
        "shook|shake|shakes|shaking|shaken her|his|my|the head|heads|hand|hands|hair|bottle|cup|juice|milk|toy|rattle|maraca|maracas|bell|fist|finger|fingers|leg|legs|arm|arms|foot|feet|body|bum|bottom|butt|booty|hips|blanket|pillow|dice|box|shaker|egg|rug|spoon",
        "beat|beats him|her|me at|in|to",
        "hit him|her up|with",
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
        "paint|paints|painted|painting|marker|markers|berry|berries|blueberry|blueberries|blackberries|beet|beets|icing|frosting|popsicle|lollipop|lollies|lolly|slush|slushie|dye|dyed|crayon|crayons|ink|chalk|pen|pens|jelly|candy|sweets|playdough|playdoh|facepaint|stain|stained|stains|juice|grapes|smoothie|makeup|slushy|sherbet|gatorade",
        "pintura|pintar|plumon|plumones|marcador|marcadores|moras|arandanos|paleta|helado|colorante|dulce|tinta|betabel|gelatina|plastilina|raspado",
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

_ALL_CUES = tuple((kind, phrase) for kind, phrases in _CUES.items() for phrase in phrases)

_SUBJECT = frozenset("he she they it i we you ella yo".split())
_CHILD = frozenset("he she they".split())
_NAYS = frozenset(
    "no not never nor neither without nobody zero none nunca jamas sin ni tampoco nadie ningun ninguna".split()
)
_DO = frozenset("do does did can could will would should to must might".split())
_LIGHT = frozenset(
    "a an any some the his her my our their one single real actual actually really even ever any more at all or and nor of in "
    "with for sign signs episode episodes problem problems issue issues trouble incident incidents sort kind type further "
    "big bad once been be have has had got get getting show shown showing seem seemed seems have yet much very longer "
    "almost nearly today's evidence instances moment moments bit little lot either "
    "se le les lo la me te nos ha han he hemos habia tuvo tiene tenia hubo hay haya hayan esta estaba estuvo fue era llego llega "
    "a de en con el los las un una unos ni nada nunca mas mucho tanto ningun ninguna casi vez sola tan dio dieron hizo hace "
    "presento volvio vuelto vuelve episodio episodios problema problemas senal senales signos que creo vi puso siquiera o".split()
)
_SIGNS = frozenset(
    "coughing cough coughs coughed gagging gag gagged gags choking choke choked chokes vomiting vomit vomited wheezing crying "
    "spitting retching drooling fussing tears fever rash drama fuss tantrums tantrum meltdown meltdowns screaming pain "
    "refusing refusal throwing up sick pushing gurgling gurgly rattling aspiration distress pocketing spit hives "
    "tos tosio vomito arcada arcadas fiebre llanto gritos nauseas toser vomitar llorar quejarse".split()
)
_VERBS = frozenset(
    "is was are were did does went goes turned turns kept keeps started starts stopped came comes fell wants wanted "
    "tried needed had has have ate drank took".split()
)
_FINITE = _VERBS | frozenset("got gets threw hit bit fell found became began shook swallowed drank".split())
_NOT_ED = frozenset("need feed bed red bleed seed speed shed wed fed led".split())
_BEFORE_WHO = frozenset("with at by from to for near like after visiting without of on".split())
_MODAL_GAP = frozenset(
    "he she they it i you we really easily just also even still ever be get start cause lead to him her make child baby kid "
    "kids children the this that these my a an so something anything food foods pieces piece on him se le la lo el ella "
    "nino nina hija hijo mi bebe que a probably maybe always one them go end up have your".split()
)
_BODY = (
    "chok gag cough faint vomit wheez aspirat chocked pass passed threw throw turned went stopped bumped fell hit lips choking"
).split()
_MINE = frozenset("i me my myself mi conmigo".split())
_MILD = frozenset(
    "almost nearly just literally was am have had even got felt basically kind of actually also really honestly then".split()
)
_IRREALIS = frozenset(
    "will ll would could might may can shell hell itll theyll going ever if one day someday vaya pueda".split()
)


def _triples(flags: Iterable[RedFlag | Answer]) -> Iterator[tuple[str, str | None, Mapping[str, Sequence[str]]]]:
    for flag in flags:
        yield flag.id, flag.urgency if isinstance(flag, RedFlag) else None, flag.words


@frozen
class _Listed:
    item: str
    urgency: str | None
    language: str
    phrase: str


@frozen
class Lexicon:
    """
    Word lists made ready for reading: of flags, answers or barriers, in every language they have.
    """

    listed: tuple[_Listed, ...]
    languages: frozenset[str]
    index: Index = field(eq=False, repr=False)
    cues: Index = field(eq=False, repr=False)

    @classmethod
    def of(cls, flags: Iterable[RedFlag | Answer]) -> Lexicon:
        """
        Compile the words of flags and answers; an answer has no urgency, so that its mentions never fire.
        """
        return cls.from_words(_triples(flags))

    @classmethod
    def from_words(cls, items: Iterable[tuple[str, str | None, Mapping[str, Iterable[str]]]]) -> Lexicon:
        """
        Compile (item id, urgency or None, phrases by language). Malformed phrases raise `CoachplanError`, all together.
        """
        listed = tuple(
            _Listed(item, urgency, language, phrase)
            for item, urgency, words in items
            for language, phrases in words.items()
            for phrase in phrases
        )
        index = Index.of(one.phrase for one in listed)
        return cls(
            listed, frozenset(_base(one.language) for one in listed), index, Index.of(phrase for _, phrase in _ALL_CUES)
        )


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


# -- one sentence, and what stands in it


@frozen
class _Cue:
    kind: str
    first: int
    last: int


@frozen(eq=False)
class _Sentence:
    words: Sequence[str]
    breaks: Sequence[int]
    accents: frozenset[int]
    ending: Mapping[int, list[_Cue]]
    starting: Mapping[int, list[_Cue]]
    signs: frozenset[int]
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

    def last_cue(self, place: int, *kinds: str) -> _Cue | None:
        """
        Return the longest cue of these kinds that ends with the word at *place*.
        """
        found = [cue for cue in self.ending.get(place, ()) if cue.kind in kinds]
        return max(found, key=lambda cue: cue.last - cue.first) if found else None

    def cues_near(self, hit: Hit, before: int, after: int, *kinds: str) -> Iterator[_Cue]:
        """
        Yield cues that lie wholly within reach of a hit and that the hit's own words do not take up.
        """
        for place in range(max(0, hit.first - before), min(len(self.words), hit.last + after)):
            for cue in self.starting.get(place, ()):
                if cue.kind in kinds and not set(range(cue.first, cue.last)) <= set(hit.places):
                    yield cue

    def joined(self, first: int, last: int, most: int = 0) -> bool:
        """
        Say whether no break stronger than *most* stands before any of the words after *first*, up to *last*.
        """
        return all(self.breaks[place] <= most for place in range(first + 1, last))


def _finite(s: _Sentence, hit: Hit) -> bool:
    words = [s.words[place] for place in hit.places]
    return any(word in _FINITE or (word.endswith("ed") and len(word) > 3 and word not in _NOT_ED) for word in words[:3])


# -- negation


def _denied(s: _Sentence, hit: Hit, language: str) -> bool:
    if any(s.words[place] in _NAYS for place in hit.places):
        return False  # the negation is the sign itself
    between = set(range(hit.first, hit.last)) - set(hit.places)
    inner = sum(s.words[place] in _NAYS and not _pseudo_at(s, place) for place in between)
    if inner:
        return inner % 2 == 1  # "I can't promise I won't"
    if _answered_no(s, hit) or _corrected(s, hit):
        return True
    for place, _ in s.back(hit, 9):
        cue = s.last_cue(place, "pseudo", "no-thing", "no-doing", "no-thought", "no", "no-creo", "turn")
        if cue is None:
            continue
        if cue.kind in ("pseudo", "turn") or place in s.spoken_for:
            return False
        if cue.first and s.words[cue.first - 1] in ("not", "no") and cue.kind != "no":
            return False  # two negations
        return _reaches_es(s, cue, hit) if language == "es" else _reaches(s, cue, hit)
    return False


def _pseudo_at(s: _Sentence, place: int) -> bool:
    return any(cue.kind == "pseudo" for cue in s.starting.get(place, ()))


def _reaches(s: _Sentence, cue: _Cue, hit: Hit) -> bool:
    """
    English: *no* covers the things after it, *not* the doing after it, *not think* a whole clause; lists carry on.
    """
    said = s.words[cue.last : hit.first]
    if s.breaks[min(cue.last, hit.first)] == COMMA and s.words[cue.first] == "no":
        return False  # "no, he ..."
    if not said:
        return True
    comma = not s.joined(cue.last, hit.first + 1)
    strange = [
        word
        for place, word in enumerate(said, cue.last)
        if place not in s.signs and word not in _LIGHT and word not in _SIGNS
    ]
    thought = cue.kind in ("no-thought", "no-creo")
    if thought:
        return len(strange) <= 4 and not comma
    if any(word in _SUBJECT for word in said):
        return False
    listed = bool({"or", "nor"} & {*said, *s.words[hit.last : hit.last + 2]})
    if comma and not listed:
        closed = (
            hit.last >= len(s.words) or s.breaks[hit.last] or s.words[hit.last] in ("today", "tonight", "at", "this")
        )
        if strange or not closed:
            return False
    if "and" in said and (strange or _finite(s, hit)):
        return False
    thing = cue.kind == "no-thing" or s.words[cue.first] == "no"
    if thing and (_finite(s, hit) or any(word in _VERBS for word in said)):
        return listed and not any(word in _VERBS for word in said)
    if not thing and _finite(s, hit) and not listed:
        helper = s.words[cue.first - 1] if cue.first else ""
        if strange or helper in _DO:
            return False
    return len(strange) <= 3


def _reaches_es(s: _Sentence, cue: _Cue, hit: Hit) -> bool:
    """
    Spanish: *no* covers its own verb; `y` and a comma end it, `ni` and `o` carry it on.
    """
    said = s.words[cue.last : hit.first]
    if not said:
        return not (s.breaks[hit.first] == COMMA and s.words[cue.first] == "no")
    if any(s.breaks[place] == COMMA and s.words[place] != "ni" for place in range(cue.last, hit.first + 1)):
        return False
    if "y" in said or "e" in said:
        return False
    if any(word in _SUBJECT for word in said) and cue.kind != "no-creo":
        return False
    strange = [
        word
        for place, word in enumerate(said, cue.last)
        if place not in s.signs and word not in _LIGHT and word not in _SIGNS
    ]
    first = s.words[hit.first]
    loose = first.endswith(("ar", "er", "ir", "se", "ndo", "ado", "ido", "ada", "ida", "s", "miento")) and first != "se"
    return len(strange) <= (2 if loose or cue.kind == "no-creo" else 0)


def _answered_no(s: _Sentence, hit: Hit) -> bool:
    """
    Afterwards: "choking: no", "fever none", "... was ruled out".
    """
    rest = s.words[hit.last : hit.last + 4]
    if not rest:
        return False
    ends = hit.last + 1 >= len(s.words) or s.breaks[hit.last + 1] > 0
    if rest[0] in ("no", "none", "nope", "never", "nada", "ninguna", "ninguno") and ends and s.breaks[hit.last] < LINE:
        return True
    return " ".join(rest).startswith(("was ruled out", "is ruled out", "ruled out", "did not happen", "fue descartad"))


def _corrected(s: _Sentence, hit: Hit) -> bool:
    """
    "I thought he choked but it was a gag": what follows takes it back.
    """
    takes_back = next(iter(s.cues_near(hit, 0, 8, "really")), None)
    if takes_back is None or takes_back.first < hit.last:
        return False
    if s.words[takes_back.first] in ("false", "falsa"):
        return True
    return any(s.last_cue(place, "thought") for place, _ in s.back(hit, 8))


# -- time


def _past(s: _Sentence, hit: Hit, urgent: bool) -> bool:
    near = s.cues_near(hit, 12, 14, "past", "past-before", "lately", "recent", "since")
    cues = [cue for cue in near if cue.last <= hit.first or cue.first >= hit.last]
    old = [cue for cue in cues if cue.kind not in ("recent", "since") and _tells_time(s, cue, hit)]
    if urgent:
        old = [cue for cue in old if cue.kind != "lately"]
    if not old:
        return False
    nearest = min(_distance(cue, hit) for cue in old)
    for cue in cues:
        if cue.kind != "recent" or any(one.first <= cue.first < one.last for one in old):
            continue
        later = cue.first >= hit.last and s.joined(hit.last, cue.first, COMMA)
        if later or _distance(cue, hit) <= nearest:
            return False
    # "since last year" goes on until now
    return not all(s.words[cue.first - 1] in ("since", "desde", "for", "from") for cue in old if cue.first) or any(
        cue.first == 0 for cue in old
    )


def _distance(cue: _Cue, hit: Hit) -> int:
    return hit.first - cue.last if cue.last <= hit.first else cue.first - hit.last


def _tells_time(s: _Sentence, cue: _Cue, hit: Hit) -> bool:
    if cue.last <= hit.first:
        words = s.words[cue.last : hit.first]
        if not s.joined(cue.last - 1, hit.first + 1, COMMA) or any(_turn_at(s, p) for p in range(cue.last, hit.first)):
            return False
        if cue.kind == "past-before":
            return len(words) <= 6 and s.joined(cue.last - 1, hit.first + 1)
        opens = (
            cue.first == 0
            or s.breaks[cue.first] > 0
            or s.words[cue.first - 1] in ("and", "but", "so", "back", "y", "pero")
        )
        return opens and len(words) <= 8
    if cue.kind == "past-before":
        return False
    words = s.words[hit.last : cue.first]
    ends = cue.last >= len(s.words) or s.breaks[cue.last] > 0
    if not s.joined(hit.last - 1, cue.first + 1, COMMA if ends else 0):
        return False
    return not any(word in ("and", "but", "so", "because", "y", "pero", "porque") or word in _SUBJECT for word in words)


def _turn_at(s: _Sentence, place: int) -> bool:
    return s.last_cue(place, "turn") is not None


# -- what-if


def _supposed(s: _Sentence, hit: Hit, language: str) -> bool:
    first = s.words[hit.first]
    happened = _finite(s, hit) or (language == "es" and _preterite(s, hit))
    if any(
        cue.first <= hit.last and cue.first >= hit.last - 1 and s.joined(hit.last - 1, cue.first + 1)
        for cue in s.cues_near(hit, 0, 2, "hazard")
    ):
        return True
    if any(cue.first >= hit.last for cue in s.cues_near(hit, 0, 4, "did")):
        return False
    for place, comma in s.back(hit, 11):
        word = s.words[place]
        cue = s.last_cue(place, "modal-no", "unsure", "what-if", "if", "fear", "modal", "advice", "turn")
        if cue is None:
            continue
        said = s.words[cue.last : hit.first]
        subjects = [one for one in said if one in _SUBJECT]
        if cue.kind == "what-if":
            return len(subjects) <= 2
        if cue.kind == "modal-no" or (cue.kind == "modal" and cue.last == hit.first and first in _NAYS):
            return False  # "could not breathe" has happened
        if cue.kind == "unsure":
            if happened or "be" in said or first.endswith(("ing", "ndo")):
                return False
            continue
        if cue.kind == "if":
            if word == "si" and (place in s.accents or happened):
                return False
            return not comma and len(subjects) <= 1 and len(said) <= 5 and not (happened and language != "en")
        if cue.kind == "advice":
            if len(said) <= 5 and not comma and not (subjects and (happened or first.endswith("ing"))):
                return True
        elif cue.kind == "fear":
            if not comma and len(said) <= 9 and _feared(s, said, hit, happened, language):
                return True
        elif cue.kind == "modal":
            mine = any(s.words[one] in _MINE for one in hit.places)
            reaches = (
                not mine and all(one in _MODAL_GAP for one in said) and not (happened and not first.endswith("ing"))
            )
            if reaches and not _always(s, hit, cue):
                return not (said and said[-1] == "be" and first.endswith("ing"))
        elif (
            cue.kind == "turn"
            and cue.last - cue.first == 1
            and word in ("but", "pero", "then", "because", "porque", "and")
        ):
            return False
    return False


def _always(s: _Sentence, hit: Hit, cue: _Cue) -> bool:
    """
    "He will cough every time he drinks" is a habit, not a supposition.
    """
    if s.words[cue.first] not in ("will", "ll", "would"):
        return False
    around = s.words[cue.first : hit.last + 6]
    return any(word in ("every", "always", "whenever", "sometimes", "usually", "each", "often") for word in around)


def _feared(s: _Sentence, said: Sequence[str], hit: Hit, happened: bool, language: str) -> bool:
    first = s.words[hit.first]
    if language == "es":
        return "que" in said and not happened and "haya" not in said
    if "of" in said or "about" in said:
        return not any(one in _SUBJECT for one in said) and not happened
    if any(one in _IRREALIS for one in said):
        return True
    return not happened and not first.endswith("ing") and bool(set(said) & _CHILD) and "is" not in said


def _preterite(s: _Sentence, hit: Hit) -> bool:
    words = [s.words[place] for place in hit.places if s.words[place] not in ("se", "le", "lo", "la", "me", "les")]
    return bool(words) and words[0].endswith(("o", "aron", "ieron")) and not words[0].endswith(("ndo", "no"))


# -- who


def _somebody_else(s: _Sentence, hit: Hit, urgency: str | None) -> bool:
    if any(
        cue.last <= hit.first and s.joined(cue.last - 1, hit.first + 1, COMMA)
        for cue in s.cues_near(hit, 10, 0, "story")
    ):
        return True
    if urgency is not None and s.words[hit.first].startswith(tuple(_BODY)):
        place = hit.first - 1
        while place >= 0 and not s.breaks[place + 1] and s.words[place] in _MILD:
            place -= 1
        if place >= 0 and not s.breaks[place + 1] and s.words[place] == "i":
            return True
    if any(s.words[place] in _MINE for place in hit.places):
        return False
    for place, comma in s.back(hit, 7):
        cue = s.last_cue(place, "who", "report", "turn")
        if cue is None:
            if s.words[place] in _CHILD or s.words[place] in ("him", "i", "we", "and", "y"):
                return False
            continue
        if cue.kind == "report" or (
            cue.kind == "turn" and s.words[place] not in ("just", "still", "also", "once", "before")
        ):
            return False
        if cue.kind != "who":
            continue
        before = s.words[cue.first - 1] if cue.first and not s.breaks[cue.first] else ""
        return before not in _BEFORE_WHO and (not comma or hit.first - cue.last <= 3)
    return False


# -- not meant so


def _figurative(s: _Sentence, hit: Hit) -> bool:
    for cue in s.cues_near(hit, 10, 4, "figure"):
        if cue.first < hit.last and cue.last > hit.first:
            return True
    if any(cue.first < hit.last < cue.last for cue in s.cues_near(hit, 0, 0, "owned")):
        return True
    colours = {"blue", "purple", "grey", "black", "azul", "azules", "morado", "morada", "morados", "negro", "red"}
    if colours & {s.words[place] for place in hit.places}:
        return any(
            s.joined(min(cue.first, hit.first), max(cue.last, hit.last), COMMA)
            for cue in s.cues_near(hit, 8, 8, "stain")
        )
    return False


def _kind(s: _Sentence, hit: Hit, listed: _Listed) -> str:
    if _figurative(s, hit):
        return "figurative"
    if _somebody_else(s, hit, listed.urgency):
        return "somebody-else"
    if _denied(s, hit, listed.language):
        since = any(cue.first >= hit.last or cue.last <= hit.first for cue in s.cues_near(hit, 8, 6, "since"))
        return "past" if since else "negated"
    if _past(s, hit, listed.urgency == "now"):
        return "past"
    return "what-if" if _supposed(s, hit, listed.language) else "affirmed"


# -- reading


def _changes_doer(words: Sequence[str], hit: Hit) -> bool:
    """
    "I think he hit her" and "I saw him hit her" are not about what I did: a gap after *I* steps over no other doer.
    """
    gap = set(range(hit.first, hit.last)) - set(hit.places)
    return any(
        words[place] in ("he", "she", "they", "who") or (words[place] in ("him", "them") and place + 1 in hit.places)
        for place in gap
    )


#: How many words before and after a sign a cue may begin; and how many can have a say in how it is read.
_BEFORE, _AFTER, _AROUND = 32, 16, 48

Found = tuple[int, int, _Listed, str]


def _near(hits: Sequence[Hit], end: int) -> list[int]:
    """
    Return every place near enough to one of the hits, in order, for a cue that begins there to matter.
    """
    places: list[int] = []
    done = 0
    for hit in hits:
        start, stop = max(done, hit.first - _BEFORE), min(end, hit.last + _AFTER)
        if start < stop:
            places.extend(range(start, stop))
            done = stop
    return places


def _read_sentence(
    lexicon: Lexicon, words: Sequence[str], breaks: Sequence[int], accents: frozenset[int]
) -> list[Found]:
    """
    Read one sentence: which words, which item, which kind. Of one item, words that overlap are one mention.
    """
    hits = [
        hit for hit in lexicon.index.find(words, breaks) if words[hit.first] != "i" or not _changes_doer(words, hit)
    ]
    if not hits:
        return []
    hits.sort(key=lambda one: (one.first, -one.last))
    near = _near(hits, len(words))
    cues = [_Cue(_ALL_CUES[hit.phrase][0], hit.first, hit.last) for hit in lexicon.cues.find(words, breaks, near)]
    ending: dict[int, list[_Cue]] = {}
    starting: dict[int, list[_Cue]] = {}
    for cue in cues:
        ending.setdefault(cue.last - 1, []).append(cue)
        starting.setdefault(cue.first, []).append(cue)
    named = frozenset(place for hit in hits for place in hit.places)
    spoken_for = frozenset(place for place in named if words[place] in _NAYS)
    sentence = _Sentence(words, breaks, accents, ending, starting, named, spoken_for)
    judged: dict[tuple[object, ...], str] = {}
    best: dict[str, list[tuple[Hit, _Listed, str]]] = {}
    for hit in hits:
        listed = lexicon.listed[hit.phrase]
        kept = best.setdefault(listed.item, [])
        around = slice(max(0, hit.first - _AROUND), hit.last + _AROUND)
        scene = (hit.phrase, hit.first - around.start, hit.places[-1] - hit.first, *words[around], *breaks[around])
        kind = judged.get(scene)
        if kind is None:
            kind = judged[scene] = _kind(sentence, hit, listed)
        if kept and hit.first < kept[-1][0].last:
            old = kept[-1]
            if (kind == "affirmed", hit.last - hit.first) > (old[2] == "affirmed", old[0].last - old[0].first):
                kept[-1] = (hit, listed, kind)
        else:
            kept.append((hit, listed, kind))
    return [(hit.first, hit.last, listed, kind) for kept in best.values() for hit, listed, kind in kept]


#: Spanish "yes", which without its accent is "if".
_ACCENTED_YES = tuple(f"{s}{i}" for s in "sS" for i in ("\u00ed", "\u00cd", "i\u0301", "I\u0301"))


def read(lexicon: Lexicon, text: str, language: str = "en") -> Reading:
    """
    Read a note: every mention, in the order written. Phrases of all languages are matched, whatever *language* says.

    *checked* is False where the lexicon has no list for *language* and there is something to read. The work grows in
    step with the length of the note.
    """
    cutting = cut(text)
    words, breaks = cutting.words, cutting.breaks
    accents = (
        frozenset(
            place
            for place, word in enumerate(words)
            if word == "si" and text.startswith(_ACCENTED_YES, cutting.starts[place])
        )
        if "si" in words
        else frozenset()
    )
    if not words:
        return Reading()
    edges = [place for place, pause in enumerate(breaks) if pause >= STOP and not _is_answer(words, breaks, place)]
    found: list[tuple[int, int, _Listed, str]] = []
    known: dict[tuple[tuple[str, ...], tuple[int, ...]], list[Found]] = {}
    for start, stop in zip(edges, [*edges[1:], len(words)], strict=True):
        part, pauses = (
            tuple(words[start:stop]),
            (0, *(COMMA if pause >= STOP else pause for pause in breaks[start + 1 : stop])),
        )
        local = frozenset(place - start for place in accents if start <= place < stop) if accents else accents
        made = known.get((part, pauses)) if not local else None
        if made is None:
            made = _read_sentence(lexicon, part, pauses, local)
            if not local:
                known[part, pauses] = made
        found += [(start + first, start + last, listed, kind) for first, last, listed, kind in made]
    mentions = []
    for first, last, listed, kind in found:
        place, written = cutting.written(first, last)
        urgency = listed.urgency if kind == "affirmed" else None
        mentions.append(
            Mention(words=written, kind=kind, flag=listed.item, urgency=urgency, language=listed.language, start=place)
        )
    mentions.sort(key=lambda one: (one.start, len(one.words), one.flag))
    checked = _base(language) in lexicon.languages
    return Reading(mentions=tuple(mentions), checked=checked)


def _is_answer(words: Sequence[str], breaks: Sequence[int], place: int) -> bool:
    """
    "Choking? No." is one statement.
    """
    if breaks[place] != ASKED or words[place] not in ("no", "none", "nope", "never", "nada", "ninguna"):
        return False
    return bool(place) and (place + 1 == len(words) or breaks[place + 1] >= STOP)
