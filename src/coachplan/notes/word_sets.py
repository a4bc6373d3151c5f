"""
Sets of words that say much the same, by name, for use in phrases: `<blue>` is blue, purple, grey, dusky and the like.

A phrase that names a set is understood in more wordings than anybody would list by hand. A set holds words of one kind
and one language; `*` and words of two parts (`rag-doll`) are written as in a phrase. Refuses to know what any phrase
that uses a set is for.
"""

# ruff: noqa: E501 -- a set stands on as few lines as it can

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WORD_SETS"]

_TEXTS: Mapping[str, str] = {
    # -- English: people, and parts of the body
    "adult": "dad mom grandma grandpa grandmother grandfather granny grandad granddad gran nan papa stepdad stepmom stepfather "
    "stepmother husband wife hubby partner boyfriend girlfriend bf ex uncle aunt auntie sitter babysitter nanny "
    "childminder teacher aide carer staff daycare school nursery father mother in-law coach someone somebody",
    "throat": "throat windpipe airway gullet gob",
    "swellpart": "face lips lip tongue eyes eye eyelids eyelid throat mouth cheeks cheek",
    "limb": "arm arms leg legs hand hands foot feet ankle ankles wrist wrists knee knees elbow elbows shoulder shoulders hip "
    "hips finger fingers thumb toe toes thigh shin calf heel collarbone",
    "head": "head heads noggin forehead temple skull",
    # -- English: signs
    "blue": "blue purple grey dusky ashen lilac violet navy cyanosed cyanotic cyanosis mottled blueish slate",
    "limp": "limp floppy lifeless boneless ragdoll rag-doll unresponsive flopped",
    "stuck": "stuck lodged jammed wedged caught trapped stuffed",
    "jerk": "jerk* twitch* convuls* spasm* judder* shaking shook shakes",
    "stiff": "stiff stiffened stiffens rigid tense board",
    "cry": "cry cries cried crying scream* shriek* howl* wail* yelp* sob* yell* hysterical agony",
    "ouch": "hurt hurts hurting pain painful sore ache* aching ow ouch agony tender kill* stings burns",
    "vomit": "vomit* puk* throw-up throws-up threw-up throwing-up thrown-up barf* being-sick been-sick was-sick is-sick get-sick "
    "got-sick upchuck* spew* chucking-up chucked-up emesis",
    "sleepy": "drunk zombie sleepy drowsy lethargic groggy woozy confused dazed disoriented unsteady wobbly dizzy slurr* vacant out-of-it "
    "not-making-sense gibberish",
    "cough": "cough coughs coughed coughing splutter* sputter* hack* cough* spluttery",
    "choke": "choke chokes choked choking",
    "breathe": "breathe breathes breathing breathed air oxygen inhale",
    "hit": "hit hits hitting smack* slap* whack* spank* punch* kick* beat beats beating thump* bash* clout* wallop* belted "
    "bang* bonk* knock* slam* crack* bump* thwack* clonk* clobber* smash*",
    "strike": "hit hits hitting smack* slap* whack* spank* punch* kick* beat beats beating thump* clout* wallop* belts belted "
    "shak* shook choke choked chokes strangl* throttl* burn* burned burnt whip whips whipped caned bruised",
    "bleed": "blood bloody bleed* bled",
    "broke": "broke broken fractur* dislocat* sprain*",
    "wound": "sore sores blister* raw wound wounds ulcer ulcers cut cuts gash* graze* rubbed weep* ooz* infected pus",
    "fall": "fell fall falls falling fallen tumbl* toppl* tripp* slipp* landed dropp* rolled plunged",
    "ate": "ate eat eats eaten eating swallow* chew* drank drink drinks drunk drinking lick* suck* ingest* sip sips sipped gulp* guzzl* munch* "
    "downed swig* got-into got-hold gone-and",
    "skill": "zip* button* dress* undress* use* hold* open* draw* write* cut* wash* brush* feed* pull* put* tie* catch* throw* jump* "
    "hop* pour* stack* do did manage* climb* copy* count* name*",
    # -- English: things
    "food": "food bread toast cracker crackers apple grape grapes melon carrot carrots chicken meat beef sausage hotdog hot-dog "
    "cheese rice pasta noodle noodles egg eggs banana pancake muffin biscuit biscuits cookie cookies candy sweet sweets "
    "popcorn nut nuts peanut peanuts almond blueberry blueberries strawberry strawberries orange pear plum potato fries "
    "chip chips pizza sandwich bagel cereal cheerios oats porridge yogurt pudding soup beans peas corn tomato fish fishbone bone "
    "pretzel raisin raisins steak ham bacon nugget nuggets burger tortilla quesadilla puree lumps chunk lump crumb crumbs crust "
    "snack dinner lunch breakfast meal meals supper bite mouthful piece bit slice gummy lollipop marshmallow waffle meatball meatballs dumpling pickle cucumber avocado oatmeal",
    "drink": "drink drinks milk water juice bottle bottles formula liquid liquids fluid fluids cup straw sippy breast beaker tea "
    "squash smoothie sip sips thin thins",
    "feed": "feed feeds feeding feedings bottle bottles meal meals milk formula nurse nursing breastfeed breastfeeding eat eats eating "
    "drink drinks drinking swallow swallows swallowing",
    "allergen": "egg eggs peanut peanuts peanutbutter nut nuts cashew cashews almond almonds walnut walnuts pistachio hazelnut "
    "hazelnuts milk yogurt cheese dairy butter fish shrimp prawn prawns shellfish crab wheat satay tomato tomatoes orange pineapple cracker crackers soy soya sesame tahini hummus kiwi "
    "strawberry strawberries mango tomato food foods snack dinner lunch breakfast eating ate formula cake satay bee wasp sting",
    "wetnappy": "nappy nappies diaper diapers pullup pullups pull-up pull-ups",
    "pee": "pee peed pees peeing wee wees weed weeing urine urinat* piss pissing tinkle",
    "poop": "poop poops pooped poo poos pooped pooping stool stools poopy bowel-movement bm turd",
    "poison": "bleach detergent cleaner antifreeze poison sanitizer sanitiser ammonia pesticide turpentine petrol gasoline "
    "kerosene vodka perfume disinfectant lysol windex vape nicotine cigarette cigarettes edible edibles weedkiller chemical "
    "chemicals methadone fentanyl heroin cocaine bait limescale deodorant mothball mothballs fertilizer aftershave",
    "pill": "pills pill tablets tablet meds medicine medicines medication medications capsule capsules paracetamol ibuprofen calpol tylenol "
    "antidepressants painkillers insulin methadone",
    "object": "battery batteries magnet magnets coin coins penny quarter dime nickel marble lego bead beads screw nail pin needle tack "
    "earring earrings glass whistle toy button bolt stone pebble balloon washer ring",
    "many": "three four five six seven eight nine ten 3 4 5 6 7 8 9 10 3x 4x 5x 6x 7x 8x 9x 10x several many loads nonstop constantly multiple",
    "ill": "sick ill nauseous queasy nausea pale clammy white dizzy green faint",
    "swing": "swing swings swinging swung spin spins spinning spun hammock twirl* somersault* trampoline merry-go-round",
    "sudden": "suddenly overnight abruptly all-of-a-sudden all-at-once out-of-nowhere out-of-the-blue one-day-to-the-next from-one-day-to "
    "from-one-minute-to from-one-moment-to just-like-that",
    "squeeze": "squeez* vest compression massage* wrap* weighted lycra splint brace afo afos orthotic orthotics insole",
    # -- Spanish: people, and parts of the body
    "cara": "labios labio cara carita boca boquita lengua lenguita unas dedos deditos piel cachetes manos pies",
    "hinchable": "labios labio cara carita boca lengua ojos ojitos ojo parpados garganta cachetes",
    "miembro": "brazo brazos bracito pierna piernas piernita mano manos manita dedo dedos dedito muneca tobillo rodilla rodillita codo "
    "hombro cadera pie pies piecito hueso clavicula pata",
    "cabeza": "cabeza cabecita frente craneo nuca coco",
    "adulto": "papa mom padre madre esposo esposa marido pareja novio novia padrastro madrastra abuelo abuela tio tia maestra maestro "
    "ninera cuidadora suegra suegro ex alguien hermano guarderia escuela miss seno senora",
    # -- Spanish: signs
    "azul": "azul azules azulito azulita azulado azulada azulados morado morada morados moradas moradito moradita moraditos moradita "
    "negro negra negrito negrita negros gris grises grisaceo cenizo ceniza violeta amoratad* amorat*",
    "flojo": "aguado aguada aguadito aguadita flojo floja flojito flojita desguanzado desguanzada desguanzadito trapo flacido flacida "
    "desmadejado desmadejada guango guanga inerte",
    "hinchar": "hinch* inflam* abotag*",
    "ronchas": "puntitos pintitas roncha ronchas ronchitas urticaria granitos granos habon habones sarpullido manchitas",
    "temblar": "tembl* sacud* convuls* tiembl*",
    "tieso": "tieso tiesa tiesito tiesita rigido rigida duro dura engarrotado engarrotada",
    "vomitar": "vomit* devolv* devuelv* guacare* bomit* gomit*",
    "dormido": "dormilon dormilona dormido dormida somnoliento somnolienta adormilado adormilada atontado atontada mareado mareada confundido "
    "confundida desorientado desorientada atarantado",
    "tos": "tos tose tosen tosio tosia toser tosiendo tosecita tosia",
    "arcada": "arcada arcadas nauseas guacara",
    "caer": "cayo caer caida caido cayendo cae caia resbalo rodo",
    "golpe": "golpe golpes golpazo golpeo golpe golpeado pego pegaba pega trancazo madrazo chichon choco estrello reboto azoto "
    "guamazo descalabr*",
    "sangre": "sangre sangrita sangra sangro sangraba sangrando sangrado",
    "comio": "comio come comido trago traga tragado tragaron tomo toma tomado bebio bebido chupo metio mordio mastico ingirio echo-un-trago "
    "zampo empino",
    # -- Spanish: things
    "comida": "comida pan tortilla manzana uva uvas salchicha pollo carne queso arroz pasta huevo platano galleta galletas dulce paleta "
    "palomitas cacahuate nuez pizza cereal avena yogur sopa frijoles espina hueso pescado zanahoria papa pedazo trozo bocado "
    "grumos caramelo fresa melon sandia elote quesadilla",
    "bebida": "agua leche jugo biberon biberones mamila mamilas tetero mamadera vaso liquido liquidos formula bebida pecho teta te caldo "
    "sopa toma tomas sonda botella",
    "alergeno": "huevo huevos mani cacahuate nuez nueces leche yogur queso pescado camaron camarones mariscos trigo soya ajonjoli fresa "
    "fresas mango kiwi almendra comer comida abeja comio",
    "orinar": "orina orino orinar orinado pipi pis chis mear meado mojar mojado moja mojo",
    "popo": "popo caca excremento heces evacuacion popis bano evacuar",
    "veneno": "cloro lejia detergente veneno limpiador fabuloso suavizante alcohol gasolina raticida quimico pesticida acetona "
    "insecticida thinner perfume desinfectante blanqueador pinol aguarras",
    "objeto": "pila pilas pilita pilitas bateria baterias iman imanes imancito imancitos moneda monedas monedita canica canicas boton tornillo vidrio aguja alfiler arete anillo piedra lego "
    "clavo",
    "desgolpe": "de-repente derrepente de-golpe de-pronto de-un-dia-para-otro de-un-dia-al-otro de-un-dia-a-otro de-la-noche-a-la-manana "
    "de-buenas-a-primeras de-la-nada",
    "duele": "duele duelen dolia dolio dolor dolores adolorid* arde ardia",
    "llora": "llora lloro lloraba llorando llorar grita grito gritaba gritando gritos chilla",
    "habilidad": "podia sabia vestia ponia comia usaba abria cerraba dibujaba escribia cortaba lavaba hacia-solo hacia-sola abrochaba "
    "agarraba subia saltaba",
}

WORD_SETS: Mapping[str, tuple[str, ...]] = {name: tuple(dict.fromkeys(text.split())) for name, text in _TEXTS.items()}
