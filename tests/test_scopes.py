"""
The rules of reading, one table a rule: a sentence, whose sign it is, and how it is meant; both sides of each boundary.
"""

# ruff: noqa: E501 -- a note stands on one line

from __future__ import annotations

import pytest

from coachplan import Engine
from coachplan.flags import RedFlag
from coachplan.notes import Lexicon, read
from coachplan.scopes import KINDS

ENGINE = Engine()
#: One plain sign of each kind that the rules tell apart: a doing, a thing, a state, a colour.
SIGNS = Lexicon.of(
    [
        RedFlag("x/choke", "now", say="Call.", words={"en": ["choke|chokes|choked|choking"], "es": ["ahog*"]}),
        RedFlag("x/seizure", "now", say="Call.", words={"en": ["seizure|seizures"], "es": ["convulsion|convulsiones"]}),
        RedFlag("x/blue", "now", say="Call.", words={"en": ["<blue>", "lips ...4 <blue>"], "es": ["<azul>"]}),
        RedFlag("x/breathing", "now", say="Call.", words={"en": ["stopped|stops|stop breathing", "not breathing", "can|could not breathe"], "es": ["no respira", "dejo de respirar"]}),
        RedFlag("x/fall", "today", say="Call.", words={"en": ["fell", "fall|falling"], "es": ["cayo"]}),
    ]
)  # fmt: skip

TABLES = {
    "negated": """
        he did not choke | negated
        he never choked | negated
        no choking | negated
        without choking | negated
        no, he choked | affirmed
        no coughing or choking | negated
        no cough, no rash, no choking | negated
        no nap and he choked | affirmed
        not hungry, he choked | affirmed
        I do not think he choked | negated
        I do not think that after all of this long day at home he choked | affirmed
        not only did he choke | affirmed
        not sure if he choked | affirmed
        he can not stop choking | affirmed
        I can not promise he will not choke | negated
        nobody choked | negated
        choking: no | negated
        choking? No. | negated
        choking was ruled out | negated
        I thought he choked but it was a gag | negated
        I thought he choked and it was awful | affirmed
        no fever lips are blue | affirmed
        no blue lips | negated
        not eating lips blue | affirmed
        no seizures since March | past
        no se ahogo | negated
        no quiso comer y se ahogo | affirmed
        ni tosio ni se ahogo | negated
        no, se ahogo | affirmed
        no creo que se haya ahogado | negated
        no solo se ahogo | affirmed
        no es juego, se ahoga | affirmed
    """,
    "how far a denial reaches": """
        no fever, choking today | affirmed
        no fever, choking tonight | affirmed
        no fever, choking this morning | affirmed
        no fever, choking at lunch | affirmed
        no fever, choking again | affirmed
        no fever, choking or vomiting | negated
        no fever, choking nor vomiting | negated
        no cough, gagging, choking | negated
        no cough, choking, gagging | negated
        it is not true that he did not choke | affirmed
        it is not true that he never choked | affirmed
        that is not true, he did not choke | negated
        it is true that he did not choke | negated
        no es cierto que no se ahogo | affirmed
        no es verdad que no se ahogo | affirmed
        es verdad que no se ahogo | negated
        no meal without choking | affirmed
        he did not eat without choking | affirmed
        he never eats without choking | affirmed
        no come sin ahogarse | affirmed
        nunca come sin ahogarse | affirmed
        he did not cry and ate without choking | negated
        he did not cry ate without choking | negated
        he did not cry, ate without choking | negated
        no lloro y comio sin ahogarse | negated
        he is not without seizures | affirmed
        no nobody choked | affirmed
        nada convulsiones | negated
        nothing choking | negated
        nunca ha tenido convulsiones | negated
        nunca se ahogo | negated
        no pienso que se haya ahogado | negated
        no crying or lips blue | negated
        no crying nor lips blue | negated
        no crying lips blue | affirmed
        instead of my husband choking | affirmed
        instead of choking | negated
        no more of my choking | negated
        no croup or choking | negated
        no croup nor choking | negated
        I do not think the big red grape piece choked him | negated
        I do not think he ate, choked | affirmed
        choking: nope | negated
        choking: never | negated
        choking never, ate well | negated
        choking no more than usual | affirmed
        convulsiones: nada | negated
        convulsiones: ninguna | negated
        ahogos: ninguno | negated
        choking is ruled out | negated
        choking was not ruled out | affirmed
        seizure ruled out | negated
        seizure did not happen | negated
        convulsion fue descartada | negated
        he choked, false alarm | negated
        se ahogo, falsa alarma | negated
        he choked but it was a gag | affirmed
        no quiso ahogarse | negated
        no le gusta comer ahogado | negated
        no la vi nina ahogarse | negated
        no va a ahogarse | negated
        no puede dormir ahogar | negated
        no estaba solito ahogandose | negated
        no estaba solito ahogando | negated
        no parece toda ahogada | negated
        no hubo gran ahogamiento | negated
        no suele tener convulsiones | negated
        no quiere dormir azul | affirmed
        no quiere azul | affirmed
        no comio e hizo convulsiones | affirmed
        no durmio ella se ahogo | affirmed
        no creo que ella se haya ahogado | negated
        no fiebre, convulsiones | affirmed
        no fiebre, ni convulsiones | negated
        he did not sleep and choked | affirmed
        not hungry and choked | affirmed
        no rash and choked | affirmed
        no cough and choking | negated
        no was choking | affirmed
        he had no bad long hard seizure | negated
        looked like that time at dinner when he choked but it was a gag | negated
        he did not cough choked | affirmed
        he has not ever choked | negated
        he did not nap well choked | affirmed
        he was not napping choked | affirmed
        without a cough choked | affirmed
        no gagged or choked | negated
        no nap was good or choked | affirmed
        he choked no air | affirmed
        I thought he choked on his big piece of apple today but it was a gag | negated
        I thought he choked on his big piece of green apple today but it was a gag | affirmed
        I thought that at the table this morning he choked but it was a gag | negated
        I thought that at the small table this morning he choked but it was a gag | affirmed
        no signs or episodes of any kind of real choking | negated
        he had no great long hard seizure | negated
        not eating his lunch playing dinosaurs choking | affirmed
        I do not think the hard red grape piece choked him | negated
        I do not think Mia liked her green soup at lunch choked on it | affirmed
        no cough and fell | affirmed
        no nap and choking | affirmed
        not crying nor lips blue | negated
        not choking, not gagging | negated
        never, ever choking | negated
        no pienso que la nina se haya ahogado | negated
    """,
    "past": """
        he choked last year | past
        last year he choked | past
        he choked last week | affirmed
        he choked when he was two | past
        he choked when he was told | affirmed
        he used to choke | past
        he used to choke, now he chokes again | affirmed
        last year he choked and today he choked | affirmed
        last year he choked but he is fine now | past
        as a baby he choked once, now he is five and fine | past
        as a baby he choked once, now he choked again | affirmed
        he had a seizure like the one last year | affirmed
        he had a seizure, same as last year | affirmed
        he had a seizure last year | past
        just like last year he had a seizure | affirmed
        worse than last year, he had a seizure | affirmed
        he had a seizure as a baby | past
        he has had seizures since last year | affirmed
        he turned blue before he started therapy | past
        he turned blue before he had his bottle | affirmed
        two seizures in the NICU | past
        convulsiones el año pasado | past
        se ahogo igual que el año pasado | affirmed
        de bebe se ahogo | past
        la semana pasada se ahogo | affirmed
    """,
    "what-if": """
        what if he chokes | what-if
        what if he chokes or turns blue | what-if
        what if he dies, he is not breathing | affirmed
        what if he dies he is not breathing | affirmed
        what if he stops breathing again like today | affirmed
        what if he stops breathing again | what-if
        what if he stops breathing | what-if
        if he turns blue like yesterday | affirmed
        if he turns blue | what-if
        if he eats, he chokes | affirmed
        should I call if he chokes | what-if
        should I call he is turning blue | affirmed
        should I call 911 he is turning blue | affirmed
        should we worry his lips are blue | affirmed
        is there a risk she chokes | what-if
        scared he will choke | what-if
        scared she might stop breathing | what-if
        scared because he choked | affirmed
        I was scared and he was not breathing | affirmed
        worried about choking | what-if
        he might choke | what-if
        he might have choked | affirmed
        he could not breathe | affirmed
        can he choke on rice | what-if
        watch for choking | what-if
        after about ten minutes Mia had a seizure | affirmed
        about half an hour of play, seizure | affirmed
        we learned about seizures | what-if
        choking hazard | what-if
        I feared he would choke and he did | affirmed
        he will choke every time he drinks | affirmed
        dreaming that she stops breathing | what-if
        y si se ahoga | what-if
        y si se muere, no respira | affirmed
        y si deja de comer, esta azul | affirmed
        que hago si se ahoga | what-if
        me da miedo que se ahogue | what-if
        tengo miedo, no respira | affirmed
        sí se ahoga | affirmed
        si se ahoga | what-if
    """,
    "somebody-else": """
        his cousin choked | somebody-else
        with his cousin he choked | affirmed
        his cousin came and he choked | affirmed
        his cousin came and choked | somebody-else
        my mom was feeding him and choked | affirmed
        my dad said he choked | affirmed
        the doll choked | somebody-else
        we watched a movie and Mia stopped breathing | affirmed
        in the book the wolf blew and my son stopped breathing | affirmed
        in the book the wolf blew and the pig stopped breathing | somebody-else
        while reading a story there is no doubt he stopped breathing | affirmed
        he and his brother choked | affirmed
        Mia and her brother choked | affirmed
        grandma and her brother choked | somebody-else
        el y su hermano se ahogaron | affirmed
        the kids stopped breathing | affirmed
        both kids stopped breathing | affirmed
        the kids at school stopped breathing | somebody-else
        the kids in the video stopped breathing | somebody-else
        other kids stopped breathing | somebody-else
        in the book the boy stopped breathing | somebody-else
        in the book he chokes | somebody-else
        in the book the boy fell and stopped breathing | somebody-else
        in the book corner he slipped and he stopped breathing | affirmed
        he was watching a video and stopped breathing | affirmed
        watching a video he stopped breathing | affirmed
        we watched a video of a baby choking | somebody-else
        I choked | somebody-else
        I can not breathe with him on me | somebody-else
        I can not see him, he can not breathe | affirmed
        mi primo se ahogo | somebody-else
        el oso del cuento se cayo y se ahogo | somebody-else
        despues del cuento se ahogo | affirmed
        mi mama le daba de comer y se ahogo | affirmed
        en el cuento el lobo cayo y se ahogo | somebody-else
        en el cuento cayo y se ahogo | affirmed
    """,
    "figurative": """
        laughed so hard he could not breathe | figurative
        laughed until he was blue | figurative
        we laughed and Mia stopped breathing | affirmed
        Mia laughed, Tom stopped breathing | affirmed
        washed hands after painting, blue water | figurative
        he was laughing and then he stopped breathing | affirmed
        we tickled him and he stopped breathing | affirmed
        tickled him until he was purple | figurative
        laughing then silent, blue | affirmed
        lips blue from the popsicle | figurative
        lips are blue, not from the popsicle | affirmed
        he had juice and then his lips turned blue | affirmed
        after painting he turned blue | affirmed
        painted his lips blue | figurative
        the popsicle turned his lips blue | figurative
        he choked on a popsicle, lips blue | affirmed
        he pretended he was choking | figurative
        he pretended to sleep and he stopped breathing | affirmed
        the blue cup | figurative
        se ahogo de la risa | figurative
        labios morados por el jugo | figurative
        tomo jugo y se puso morado | affirmed
        le lave la pintura y los labios siguen azules | affirmed
    """,
}
ROWS = [
    pytest.param(*(part.strip() for part in line.rsplit("|", 1)), id=f"{rule}: {line.strip()}")
    for rule, table in TABLES.items()
    for line in table.strip().splitlines()
]


def test_a_sign_is_meant_in_one_of_six_ways():
    """Reports and traces show these words."""
    assert KINDS == ("affirmed", "negated", "past", "what-if", "somebody-else", "figurative")


@pytest.mark.parametrize(("text", "kind"), ROWS)
def test_a_sign_is_meant_as_the_table_says(text, kind):
    """The last sign of the sentence is of this kind; *affirmed* is what fires."""
    mention = read(SIGNS, text).mentions[-1]

    assert kind in KINDS
    assert kind == mention.kind
    assert (kind == "affirmed") is (mention.urgency is not None)


DOUBTS = """
I do not think he can breathe
I don't believe he's breathing
I can't tell if he is breathing
not sure he's breathing
is he breathing??
don't know whether she is breathing
I can't see her chest moving
no creo que este respirando
no se si respira
no estoy segura si respira
no parece que respire
I don't think she is conscious
"""


@pytest.mark.parametrize("text", DOUBTS.strip().splitlines())
def test_a_doubt_about_breathing_is_the_sign(text):
    """Whoever does not know whether a child breathes is in no position to wait."""
    assert "now" in {one.urgency for one in ENGINE.read(text).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "I don't think he has trouble breathing",
        "I do not think she choked",
        "no creo que se haya ahogado",
        "I check at night that he is breathing",
        "he is breathing fine",
    ],
)
def test_no_doubt_is_no_sign(text):
    """A denial of trouble stays one."""
    assert {None} >= {one.urgency for one in ENGINE.read(text).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "Somebody touched her private parts",
        "No practice today because we called 911 for him",
        "Instead of sleeping my husband hits her",
        "While reading a story there is something stuck in his throat",
        "He and his brother swallowed magnets",
        "The kids drank bleach",
        "\u00c9l y su hermano se tragaron pilas",
    ],
)
def test_words_before_an_emergency_take_nothing_of_it(text):
    """What was done to the child, the reason for a missed practice, and what came instead of sleep are all said."""
    assert {"now", "today"} & {one.urgency for one in ENGINE.read(text).mentions}


PLAIN = """
no se despierta
no logro que despierte
esta ido y no contesta
he is not responding to touch
neither of us could wake him
he is drowning
he nearly drowned
we found him at the bottom of the pool
she went under in the pool
lo encontré debajo del agua
se hundió en la piscina
I can't feel his pulse
no tiene pulso
he stopped moving
he is cold and stiff
he's dead
está muerto
she was hanging from the blind cord
se enredó el cordón en el cuello
he got an electric shock
se electrocutó
le dio corriente
he was hit by a car
lo atropellaron
he was trapped in the hot car
he is having trouble getting air in
he breathes with pauses
purple spots that don't fade
tiene manchas moradas y fiebre
her uncle touches her at night
el padrastro la toca
alguien la tocó en sus partes
mi pareja la sacude
I squeezed her mouth shut
I am going to end it
dice que no quiere vivir
he has a knife and threatens us
she took my methadone
se comió pastillas
se comió mis pastis
tomó el líquido de los trastes
he swallowed the pills
he swallowed the tablets
"""

QUIET = """
no se despierta por la noche
no se despierta temprano
he stopped moving the cars
the swing stopped moving
he is dead tired
está muerto de cansancio
she is drowning in toys
the duck is at the bottom of the pool
she went under the table
encontré el carrito debajo de la mesa
el barco se hundió en la piscina
his pulse was fine
tiene buen pulso para dibujar
the coat is hanging from the hook
se enredó el cordón del zapato
he likes the electric train
le dio corriendo un abrazo
he was hit by a pillow
se atropella al hablar
we sat in the car
el tio toca la guitarra
mi pareja sacude la manta
I squeezed the ball
I am going to end it here
no quiere vivir en la ciudad
he has a knife and fork
I took my pills and he watched
he took his coat
tomó el líquido de la sopa
he swallowed the soup
Se puso los calcetines azules
She ate a whole banana, berries from the shop and cheese
He hit the ball with his head in the game
I shook him a smoothie
purple spots of paint on the paper
manchas moradas de uva en la camisa
her uncle touches the drum
"""


@pytest.mark.parametrize("text", PLAIN.strip().splitlines())
def test_a_plain_emergency_is_seen(text):
    """As a tired parent would say it, in either language."""
    assert is_seen(text)


@pytest.mark.parametrize("text", QUIET.strip().splitlines())
def test_what_only_sounds_like_an_emergency_is_quiet(text):
    """Socks, smoothies, a nap and a wooden boat."""
    assert not is_seen(text)


# -- what may stand beside a present emergency, and takes none of it away

PRESENT = {
    "en": [
        "he stopped breathing",
        "his lips turned blue",
        "she passed out",
        "he had a seizure",
        "she is choking",
        "he can't breathe",
        "she won't wake up",
        "he swallowed a battery",
        "she hit her head and is throwing up",
        "he went limp",
        "she is not breathing",
        "his face is swelling up",
    ],
    "es": [
        "dejó de respirar",
        "se puso morado",
        "se desmayó",
        "le dio una convulsión",
        "se está ahogando",
        "no puede respirar",
        "no despierta",
        "se tragó una pila",
        "no respira",
        "tiene los labios azules",
        "se le hinchó la cara",
    ],
}
BEFORE = {
    "en": """
he was laughing and
we were tickling him and
he was giggling at his sister and then
she was watching a movie and
we were reading a story and
we watched the cartoon and then
in the middle of the book
after the video
during the song
while playing the game
he was playing pretend and
she was pretending to be a dog and
we were painting and
after he ate a popsicle
he had grape juice and then
his brother was there and
my mom was here when
grandma says
my sister says
the babysitter called,
the neighbor saw that
his cousin told me
dad thinks
daycare said
a kid pushed her and
another boy hit him and
i think
i'm not sure but
not sure if
maybe
it looks like
i'm scared because
i'm so worried,
i am afraid that
i don't know what to do
what do i do
what should i do,
should i call 911
do i call someone
is it normal that
is it an emergency
can you help
do you think it is bad that
i know i worry too much but
no fever but
no fever,
not crying but
he is not joking,
no joke
not kidding
this is not a game,
he was fine then
like last year
just like when he was a baby
same as last month,
it happened again,
this happened when he was two and now
he used to do this as a baby but now
last week he was fine but now
we did the exercises and
today at the park
out of nowhere
never seen this before,
nothing helps,
help
please help
we never had this but
he never did this before,
he didn't eat much and
she wasn't hungry and
he did not want the book,
without warning
for no reason
no one is answering,
nobody believes me but
the doctor is not answering and
if anyone reads this
in case it matters
i hope it is nothing but
could be nothing but
as soon as he ate the nut
every time he eats
i told my husband that
we were about to practise when
i was going to call you because
i wanted to tell you
i would not write if it was not serious,
it may be nothing but
can't tell why but
before we started
before the session
since last night
since yesterday
""",
    "es": """
estaba riéndose y
le hicimos cosquillas y
se reía con su hermana y luego
estaba viendo la tele y
leíamos un cuento y
después del cuento
en medio de la película
durante la canción
mientras jugábamos
jugaba a ser perro y
estábamos pintando y
se comió una paleta y luego
tomó jugo y después
su hermano estaba aquí y
mi mamá le daba de comer y
mi suegra dice que
la maestra me avisó que
la niñera llamó,
mi vecina vio que
su primo me dijo que
otro niño lo empujó y
creo que
no sé si es grave pero
no estoy segura pero
parece que
tengo miedo porque
estoy muy asustada,
no sé qué hacer,
qué hago,
a quién llamo,
debo llamar al 911,
es normal que
es una emergencia,
no tiene fiebre pero
no tiene fiebre,
no es broma,
no es juego,
en serio
como el año pasado
igual que cuando era bebé,
otra vez
hace rato estaba bien y ahora
hoy en el parque
de la nada
nunca había pasado,
ayuda
por favor ayuda
sin avisar
nadie contesta,
seguro no es nada pero
apenas comió la nuez
cada vez que come
le dije a mi esposo que
iba a llamar porque
desde anoche
antes de la sesión
y si no llegan,
""",
}
AFTER = {
    "en": """
while laughing
while we were reading a book
during the movie
after the game
like last year
like he did as a baby
and i am scared
and i don't know what to do
what should i do
should i call 911
is that normal
is this an emergency
but he is fine now
but she seems ok
for a minute
and my sister saw it
in front of grandma
when his brother hit him
when he was laughing
when i was not looking
no joke
i'm not kidding
and it's not from paint
not like last time
for the first time in years
before i could get there
before he finished his bottle
if that matters
just now
and nobody came
, no fever
, no cough no cold
at his cousin's party
at the cinema
with the blue cup
""",
    "es": """
riéndose
mientras leíamos
en la película
después del juego
como el año pasado
como cuando era bebé
y tengo miedo
y no sé qué hacer
qué hago
llamo al 911?
es normal?
pero ya está bien
por un minuto
y mi hermana lo vio
delante de su abuela
cuando su hermano le pegó
cuando se estaba riendo
no es broma
y no es por la pintura
, sin fiebre
en la fiesta de su primo
y no había comido paleta
""",
}


def lines(block):
    return block.strip().splitlines()


def is_seen(text):
    return {"now", "today"} & {one.urgency for one in ENGINE.read(text).mentions}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_stands_before_a_present_emergency_takes_nothing_away(language):
    """Laughter, a story, paint, somebody else, fear, a question or long ago before it: every sign of life is still seen."""
    said = [f"{before} {sign}" for before in lines(BEFORE[language]) for sign in PRESENT[language]]

    assert [] == [text for text in said if not is_seen(text)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_stands_after_a_present_emergency_takes_nothing_away(language):
    """And so is what is followed by them."""
    said = [f"{sign} {after}".replace(" ,", ",") for after in lines(AFTER[language]) for sign in PRESENT[language]]

    assert [] == [text for text in said if not is_seen(text)]


@pytest.mark.parametrize("text", ["choking, no air, please no", "choking and not breathing, oh no", "choked and can't breathe no"])
def test_a_no_at_the_end_denies_no_sign_at_the_beginning(text):
    """The word before the first one is none: a plea at the end of a note takes nothing back."""
    assert "core/choking-now" in {one.flag for one in ENGINE.read(text).mentions if one.urgency == "now"}
