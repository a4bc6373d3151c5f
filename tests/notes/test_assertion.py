"""
The rules of reading, one table a rule: a sentence, whose sign it is, and how it is meant; both sides of each boundary.
"""

# ruff: noqa: E501 -- a note stands on one line

from __future__ import annotations

import pytest

from coachplan.model.flags import RedFlag
from coachplan.notes.assertion import KINDS
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.reader import read
from coachplan.testing.builders import installed

ENGINE = installed()
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
    "time": """
        he choked when he was still a baby | past
        as a baby he choked, now he is five and fine | past
        as a baby he choked once, and now he is fine | past
        as a baby he choked, now he is not fine | affirmed
        as a baby he choked, now he is fine but it was back again | affirmed
        as a baby he turned blue, now he does it daily | affirmed
        last year he was fine, he choked today and is ok | affirmed
        last year he choked, was fine but it came back now | affirmed
        he choked last year.. he ate well today | past
        he choked last year, he ate well today | affirmed
        last year.. choking at dinner | affirmed
        he eats fast, he never used to, choking at every meal | affirmed
        last year at the birthday of mom on the porch he choked | affirmed
        he is choking history of reflux | affirmed
        he is fine, choked last year at the park | past
        she ll choke every time she drinks | affirmed
        since March he eats his lunch with us and plays and sleeps and is happy, no choking | past
        since March he eats his lunch with us and plays and sleeps and is so happy, no choking | negated
        no choking at any of the meals that he had here at home with us since March | past
        no choking at any of the meals that he had right here at home with us since March | negated
        he coughed like yesterday, what if he chokes | what-if
        last year he choked but is fine now and today it came back | affirmed
        last year he choked but is fine now and today it is worse | affirmed
        last year he choked so he is fine now | affirmed
        last year he choked but he has it now | affirmed
        last year he choked a bit but never like today | affirmed
        last year he choked but not as badly as now | affirmed
        last year he choked, not now | past
        last year he choked, never today | past
        el año pasado se ahogo, no ahora | past
        el año pasado se ahogo pero ahora esta bien | past
        tonight grandma told us he used to choke | past
        today we heard that he choked as a baby | past
        he still chokes as a baby does | affirmed
        he now chokes as a baby would | affirmed
        he has had seizures for years now | affirmed
        he has had seizures for a few years now | affirmed
        from last year he has seizures | affirmed
        desde el año pasado tiene convulsiones | affirmed
        last year he had seizures | past
        like I told you he choked last year | past
        as you know he choked when he was two | past
        como te dije se ahogo el año pasado | past
        he used to cough and choke | past
        he used to sleep well he is choking | affirmed
        he used to sleep well, choking | affirmed
        he used to sleep well he chokes | affirmed
        he used to sleep well and choked | affirmed
        last year he had surgery and he is not breathing | affirmed
        last year they had surgery and are choking | affirmed
        off the chair we got two years ago he fell | affirmed
        el año pasado se cayo y esta ahogado | affirmed
        last year he choked but he is not ok now | affirmed
        last year he choked but he is ok now | past
        he used to sit nicely at the table with us and choke | past
        previously he choked | past
        last year at my moms house on the porch he choked | past
        y de bebe se ahogo | past
        pero el año pasado se ahogo | past
        no era alergia y de bebe se ahogo | past
        esta bien pero de bebe se ahogo | past
        way back last year he choked | past
        way back when he was a baby, he choked | past
        he fell and used to be so careful | affirmed
        he choked, history of reflux | affirmed
        he choked, last year was fine | affirmed
        he choked while we were at the park, four years ago | past
        he choked while we were at the park, four years ago, all fine | past
        he choked because the piece was big, four years ago | past
        he choked at the park four years ago, all fine | past
        he choked, on rice I think, four years ago | past
        he fell, and we were careful, four years ago | affirmed
        he fell but we were careful, four years ago | affirmed
        se ahogo y estaba bien, hace dos años | affirmed
        se ahogo pero estaba bien, hace dos años | affirmed
        he fell and four years ago it was worse | affirmed
        he fell but four years ago it was worse | affirmed
        he fell so last year comes to mind | affirmed
        he fell because last year was hard | affirmed
        se ahogo porque el año pasado fue duro | affirmed
        he fell it was better last year | affirmed
        he choked, on a grape four years ago | past
        no choking, choking last year | past
        what if he chokes like that again | what-if
        what if he stops breathing like now | affirmed
        what if he stops breathing today | what-if
        what if he chokes on a small piece of bread like today | affirmed
        he would always choke on water | affirmed
        he'll choke every time he drinks | affirmed
        he will choke now | what-if
        we talked about a seizure | what-if
        it was about a minute, a seizure | affirmed
        about a minute of seizure | affirmed
        about an hour of seizures | affirmed
        about 10 minutes of seizure | affirmed
        si se ahogaron | affirmed
        si se ahogó | affirmed
        que hago si no respira | what-if
        si lo veo ahogando | what-if
        y si no respira | what-if
        no seizures in all the weeks since March | past
        since March there have been no seizures | past
        desde marzo no se ahogo | past
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
    "who it is said of": """
        mi mamá estaba y se ahogo | affirmed
        mi mamá estaba ahí y se cayo | affirmed
        mi mamá le daba de comer y se cayo | affirmed
        mi tía se cayo | somebody-else
        mi tía corrió y se cayo | somebody-else
        mi tía corrió y se ahogo | affirmed
        mi tía comia y se cayo | affirmed
        mi tía hacia la cena y se cayo | affirmed
        mi tía tenia al nene y se cayo | affirmed
        mi tía leia y se cayo | affirmed
        mis primos jugaban y se cayo | affirmed
        in the book the girl with long red hair and green boots choked | somebody-else
        in the book the old wolf in the deep dark wood choked | somebody-else
        in the book the old wolf in the deep dark green wood choked | somebody-else
        his cousin just choked | somebody-else
        his cousin still choked | somebody-else
        his cousin also choked | somebody-else
        my sister left then stopped breathing | affirmed
        my sister is here his lips are blue | affirmed
        my brother watched him choke | affirmed
        my sister and we saw her choke | affirmed
        his cousin had a cold and they choked | affirmed
        I told my brother that Mia choked | affirmed
        his cousin that choked | somebody-else
        le dije a mi tía que Mia se ahogo | affirmed
        mi prima que se ahogo | somebody-else
        a su primo le dio una convulsion | somebody-else
        su primo dio con una convulsion | affirmed
        a su primo le dijo el doctor convulsiones | affirmed
        my brother, choked | affirmed
        his cousin, sadly, choked | affirmed
        my dog is fine, choking | affirmed
        Leo and his brother choked | affirmed
        today Mia and her brother choked | affirmed
        lunch was fun, Mia and her brother choked | affirmed
        Mia y su hermano se ahogaron | affirmed
        my niece Zoe and her brother choked | somebody-else
        at nap Zoe and her brother choked | somebody-else
        he slept and her brother choked | somebody-else
        Mia and my brother choked | somebody-else
        the boy and my brother choked | somebody-else
        watching a show the babysitter called, Mia stopped breathing | affirmed
        in the book the wolf blew and he stopped breathing | affirmed
        I could not breathe with him on me | somebody-else
        can not breathe | affirmed
        I fell on my knee | somebody-else
        my knee hurts since I fell | somebody-else
        he fell on my foot and I cried | affirmed
        I think my son choked | affirmed
        I ran with Mia choking in my arms | affirmed
        I have my baby choking on my back | affirmed
        I saw her fall on my foot | affirmed
        I saw him fall on my foot | affirmed
        I saw Mia fall and she hit my foot | affirmed
        yo tengo una convulsion | somebody-else
        yo estoy en convulsiones | somebody-else
        yo tuve una convulsion | somebody-else
        yo ando con convulsiones | somebody-else
        yo estuve con convulsiones | somebody-else
        yo vi que se ahogo | affirmed
        yo vi una convulsion | affirmed
        I just choked | somebody-else
        I was really choking | somebody-else
        just choked | affirmed
        so did I, choked | affirmed
        Anna and I, then choked | affirmed
        in the book the very old wolf in the deep dark green wood near home choked | affirmed
        in the book the very old wolf in the deep dark green wood nearby choked | somebody-else
        my sister saw it and they had a seizure | affirmed
        we can not breathe in this heat | somebody-else
        it hit me and fell on my foot | somebody-else
        I have the baby choking on my back | affirmed
        I have my son choking | affirmed
        I have a cousin choking | somebody-else
        my cousin at school by the big lake choked | somebody-else
        my cousin at the school by the big lake choked | affirmed
        my friend Rosa's daughter choked | somebody-else
        I told you his cousin really choked | somebody-else
        my sister sneezed then stopped breathing | affirmed
        And his brother was choking on a cookie, sadly | somebody-else
        Mia fell on my foot | affirmed
        I ran with Mia choking on my shoulder | affirmed
        I did what I could, not breathing | affirmed
        I ran and Mia fell in my arms | affirmed
        it hit me and fell on my arm | somebody-else
    """,
    "what it is likened to": """
        he choked pretending to cough | affirmed
        she has goose bumps choking on cold milk | affirmed
        lips with goose bumps blue | affirmed
        paint all over the table and both hands blue | figurative
        paint all over the table and on both hands blue | affirmed
        blue hands and arms and nails all from paint | figurative
        blue hands and arms and nails and all from paint | affirmed
        so much paint.. lips blue | affirmed
        lips blue not from the popsicle | affirmed
    """,
    "the nearest denial": """
        rather than eat my son choked | affirmed
        instead of eating my son choked | affirmed
        instead of eating he choked on nothing | affirmed
        no, convulsiones otra vez | affirmed
        nunca convulsiones | negated
        no quiso ahogarse | negated
        no logra ahogar | negated
        no vi nada ahogado | negated
        faking he choked | figurative
        pretend he choked | figurative
    """,
    "supposed": """
        he often will choke when he drinks | affirmed
        sometimes he will choke on water | affirmed
        sometimes I think he will choke | what-if
        I think he will choke sometimes | affirmed
        each time he drinks he will choke | affirmed
        I always think he will choke | what-if
        I know he often will choke | affirmed
        will he choke, yes he did | affirmed
        can he choke, yes he did | affirmed
        he would choke on that, I said, and he did | affirmed
        I said he would choke on that big bread and he did | affirmed
        I was scared he would choke on that big slice of toast and he did | affirmed
        I was scared he would choke and he did not | what-if
        I was scared he would choke and he did great | what-if
        I was scared he would choke and he did so well | what-if
        I was scared he would choke on the toast and he did really good | what-if
        I said and he did, he might choke | what-if
        what do I do if he is choking now | affirmed
        what do I do if he is choking right now | affirmed
        what should I do if he is not breathing just now | affirmed
        what if his lips are blue now | affirmed
        what if he is having a seizure right now | affirmed
        what if he is having another big seizure right now | what-if
        what do I do if he chokes now | what-if
        what if he stops breathing now that we moved | what-if
        what if he is choking, now what | what-if
        what if he is choking and now alone | what-if
        que hago si se esta ahogando ahora | affirmed
        que hago si se esta ahogando ahorita | affirmed
        y si estan azul ahora | affirmed
        are seizures common now | what-if
        does it mean that he choked | affirmed
        what does it mean that he choked | affirmed
        what does choking look like | what-if
        what does a seizure look like | what-if
        what would a seizure look like | what-if
        I think this might be a seizure | affirmed
        it could be a seizure | affirmed
        that may be a seizure | affirmed
        he might be choking | affirmed
        he might be a seizure patient | what-if
        a choking hazard | what-if
        choking, hazard | affirmed
        choking hazard | what-if
        choking on a hazard | affirmed
        blue, he knows the hazard | affirmed
        choking scares me | what-if
        choking is my biggest fear | what-if
        what if he eats a big piece of that hard bread and chokes | what-if
        what if he eats a very big piece of that hard bread and chokes | affirmed
        if they are blue | what-if
        what if we play and he chokes | what-if
        what if we play and she sings and he chokes | affirmed
        should I call I am not sure if he choked | affirmed
        should I call I am not sure if he is choking | affirmed
        should I call I do not know if that can be a seizure | affirmed
        should I call I do not know if he chokes | what-if
        que hago si no se si se esta ahogando | affirmed
        if anyone reads this he is choking | affirmed
        if anyone reads this his lips are blue | affirmed
        if someone can hear me he chokes | affirmed
        if that turns blue | what-if
        if it makes him choke | what-if
        tal vez se ahogo | affirmed
        tal vez se ahoga | what-if
        if he choked | what-if
        if he ever eats bread and chokes | what-if
        if he ever eats hard bread and chokes | affirmed
        if he eats he chokes | affirmed
        if he eats bread, chokes | affirmed
        what if after about ten minutes he chokes | what-if
        the risk of one seizure | what-if
        after about an hour seizure | affirmed
        we talked about what it is like in seizures | affirmed
        we learned how the others live with seizures | what-if
        we learned how the others can live with seizures | what-if
        imagine he chokes | what-if
        imagine he choked | affirmed
        imagine he is choking | affirmed
        we talked about Mia she chokes | affirmed
        we talked about meals, seizures | affirmed
        we learned about meals and he chokes | affirmed
        scared he eats some big piece of this bread and chokes | what-if
        I fear he chokes | what-if
        I am scared for Mia she chokes | affirmed
        I fear he has seizures | affirmed
        I fear he had a seizure | affirmed
        I fear he was blue | affirmed
        I fear he is blue | affirmed
        I fear he keeps choking | affirmed
        so worried, seizures | affirmed
        so worried seizures came | affirmed
        scared Mia will one day choke | what-if
        scared Mia will one day be choking | what-if
        temo que se ahogue | what-if
        temo que se haya ahogado | affirmed
        temo que se ahogo | affirmed
        temo, convulsiones | affirmed
        tengo miedo convulsiones | affirmed
        should I call but seizures | affirmed
        should I call then seizures | affirmed
        should I call because seizures came | affirmed
        y si llora pero se ahoga | affirmed
        y si llora porque se ahoga | affirmed
        y si se muere, se ahogo | affirmed
        y si se muere, se esta ahogando | affirmed
        y si se muere, lo dejo y se ahogo | affirmed
        y si come, se ahoga | what-if
        y si come, y no se ahoga | negated
        y si vomita, o esta azul | what-if
        what if he dies, his lips are blue | affirmed
        what if he dies, and he is blue | what-if
        what if he dies and he is blue | what-if
        y si se muere y ella is blue | what-if
        what if Mia she is blue | affirmed
        what if she is blue | what-if
        what if he or she is blue | what-if
        should I he is turning blue | affirmed
        should I call he chokes | affirmed
        should I call his lips are blue | affirmed
        should I call if he chokes | what-if
        should I call when he chokes | what-if
        what does she do when she chokes | what-if
        is there a risk she chokes | what-if
        is there any chance that she chokes | what-if
        what would he do, choke | what-if
        what would help his lips are blue | affirmed
        what would help her lips are blue | affirmed
        what would help with his lips being blue | what-if
        can a big piece of bread with peanut butter choke | what-if
        can a very big piece of bread with peanut butter choke | affirmed
        could grapes choke him | what-if
        can grapes choke him | what-if
        do grapes choke him | what-if
        does bread choke him | what-if
        do only choke on water | affirmed
        will often choke on water | affirmed
        will swinging a lot make the kids choke | what-if
        could barely cry and choke | affirmed
        do I call someone he chokes | affirmed
        do I call he chokes | affirmed
        do we call someone he chokes | affirmed
        can you call someone he chokes | affirmed
        can you call someone, his lips are blue | affirmed
        do I call for seizures | what-if
        do we call for seizures | what-if
        do you call for seizures | what-if
        does he not choke | negated
        do people see him choke | affirmed
        do others think it is choking | affirmed
        does it mean he has a seizure | affirmed
        no, can he choke | what-if
        he will always choke | affirmed
        he will choke whenever he drinks | affirmed
        every time he drinks he will choke | affirmed
        he usually would choke | affirmed
        he'll choke each time he drinks | affirmed
        he would choke each time | affirmed
        he might choke each time | what-if
        we said he might choke on that big piece of bread and he did | affirmed
        we said he might choke on that big piece of soft old bread and he did | what-if
        do you hear him choke | affirmed
        if that matters she choked | affirmed
        if anyone answers he is choking | affirmed
        so worried Mia she chokes | affirmed
        we said he might choke on that big piece of soft bread and he did | affirmed
        y si come, y esta azul | what-if
        does he not stop choking | affirmed
        he ll choke each time he drinks | affirmed
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


@pytest.mark.parametrize("word", ["every time", "always", "whenever", "sometimes", "usually", "each time", "often"])
@pytest.mark.parametrize("will", ["he will", "he'll", "he would"])
def test_what_will_happen_as_it_often_does_is_no_supposition(will, word):
    """A habit told with *will* is told, and not feared."""
    assert read(SIGNS, f"{will} choke {word} he drinks").mentions[-1].kind == "affirmed"


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
def test_what_stands_before_a_present_emergency_takes_nothing_away(language, some_of):
    """Laughter, a story, paint, somebody else, fear, a question or long ago before it: every sign of life is still seen."""
    texts = [f"{before} {sign}" for before in lines(BEFORE[language]) for sign in PRESENT[language]]

    assert [] == [text for text in some_of(texts, one_in=7) if not is_seen(text)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_stands_after_a_present_emergency_takes_nothing_away(language, some_of):
    """And so is what is followed by them."""
    texts = [f"{sign} {after}".replace(" ,", ",") for after in lines(AFTER[language]) for sign in PRESENT[language]]

    assert [] == [text for text in some_of(texts, one_in=7) if not is_seen(text)]


@pytest.mark.parametrize("text", ["choking, no air, please no", "choking and not breathing, oh no", "choked and can't breathe no"])
def test_a_no_at_the_end_denies_no_sign_at_the_beginning(text):
    """The word before the first one is none: a plea at the end of a note takes nothing back."""
    assert "core/choking-now" in {one.flag for one in ENGINE.read(text).mentions if one.urgency == "now"}
