"""
Eight kinds of families by another hand: made-up populations on which the software is judged.

Written by somebody who did not see the estimator, its numbers, its code or its tests: only how a made-up family is
drawn and lives its days, the cohorts that were there, the caregiver stories, the reference on the disciplines and the
open data. Frozen before any fit; a range is not to be changed after results have been seen.

Each cohort is a kind of clinic or of families that exists, and each is hard in a way of its own: strategies that mostly
do not suit; tall gaps with few offers; slow growth under many tries; tired caregivers whose days come in runs;
forgetting and illness; nothing to be found by changing strategy; bad logs; tiny steps on noisy days.

Above each cohort stand the reasons of its ranges. OBS: measured on the open half of the published single-case series
(treatment phases of five sessions and more, logistic trend; swing in logits, with the binomial part taken out where the
number of tries is known; many of these groups are small). An author and year: published; read as an abstract, a search
excerpt or a line in the project's reference on the disciplines, never in full; "by memory": not looked up. OWN: a
proposal. What is not named keeps the default of `Cohort`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from coachplan.simulation import Cohort

__all__ = ["BY_ANOTHER_HAND"]

# Children with few or no words, often autistic. Hard: most strategies do not suit, and the start is near the floor.
# suits: OWN, after Sherer & Schreibman 2005 (a widely used approach helps a part of the children; profiles differ);
#   OBS: 4 of 13 speech phases and 3 of 6 parent-delivered ones rise by less than 0.02 logits a session.
# unsuited: OWN: time and talk alone add next to nothing here.
# start: OBS: baselines in speech and language, median 0.22, quartiles 0.08 and 0.38 (14); new words before teaching: 0.
# rate: OBS: speech, 0.16 logits a session, quartiles 0.02 and 0.34 (the slope of all, suited or not); OWN above it.
# swing: OBS: speech, 0.35 (quartiles 0.16 and 0.49), parent-delivered 0.44 (0.34 to 0.54). carry: OBS: near nothing.
# tries: OWN: chances that come up in play and at snack. days: a group of late talkers' parents told of 87 % of the
#   home sessions done (Int J Speech Lang Pathol 2024, four mothers); OWN: four to six days.
# generous: Miller et al. 2017: where report and test differ, parents more often report the skill; OWN in size.
# stress, confidence: Estes et al. 2009 (by memory: more stress with young autistic children); OWN in size.
_FEW_WORDS = Cohort(
    name="few-words",
    about="hardly any words yet, a few chances a day, and most strategies do not suit this child",
    steps=(4, 6),
    start=(0.08, 0.25),
    gap=(0.6, 1.1),
    rate=(0.14, 0.35),
    unsuited=(0.0, 0.1),
    suits=(0.15, 0.35),
    swing=(0.3, 0.65),
    carry=(0.0, 0.25),
    tries=(2, 5),
    days_a_week=(4, 6),
    ill=(0.01, 0.03),
    fades=(0.0, 0.02),
    stress=(2.2, 3.4),
    confidence=(5.5, 8.0),
    generous=(0.04, 0.14),
    unwritten=(0.05, 0.2),
    late=(0.05, 0.2),
    upset=(0.05, 0.2),
)

# A feeding clinic: one or two small offers a meal. Hard: tall gaps, so long plateaus, with one to three tries a day.
# gap: OWN: to look, to touch, to lick and to swallow are leagues apart; who does one at nine in ten does the next at
#   three to five in ten, who does it at eight in ten, at two to four.
# rate: acceptance is said to need 8 to 15 offers; Fildes et al. 2014: gains after 14 daily tastes. OWN in logits, on
#   the quick side, since little is learnt of a step that nearly always fails.
# suits: OWN: those sent on to a clinic have tried the usual things. unsuited: OWN: mere exposure does a little.
# tries: Fildes et al. 2014: one taste a day; OWN: up to three. days: meals are daily; of parents asked for 14 days of
#   tasting 29 % stopped before the end (a web report of a trial of children of 2 to 6).
# swing: OWN (hunger, tiredness, the food itself): above what was OBS in parent-delivered series (0.44).
# stress, confidence, upset: Greer et al. 2008 (by memory: parents' stress in feeding disorders is high); OWN in size.
# generous: OWN: whether it was eaten is easy to see; unwritten: OWN: bad meals are not written down.
_MEALTIME_PLATEAUS = Cohort(
    name="mealtime-plateaus",
    about="a feeding clinic: one to three offers a day, tall steps, long plateaus and tears",
    steps=(4, 6),
    start=(0.15, 0.4),
    gap=(2.0, 3.0),
    rate=(0.2, 0.45),
    unsuited=(0.1, 0.25),
    suits=(0.4, 0.6),
    swing=(0.5, 0.95),
    carry=(0.1, 0.35),
    tries=(1, 3),
    days_a_week=(5, 7),
    ill=(0.008, 0.025),
    fades=(0.0, 0.015),
    stress=(2.5, 3.6),
    confidence=(5.0, 7.5),
    marks=(0.4, 0.8),
    generous=(0.0, 0.05),
    unwritten=(0.1, 0.25),
    upset=(0.2, 0.5),
)

# School-aged children: letters, buttons, scissors. Hard: slow growth, and practice teaches even with a wrong strategy,
# so that what suits and what does not look much alike.
# tries: OWN: a line of letters, a row of buttons. days: handwriting programmes ran 3.3 times a week (SD 1.5; Gee et al.
#   2022, 27 studies); home programme of school-aged children 17.5 times a month (Novak et al. 2009).
# rate: OBS: reading (7), arithmetic (26) and class-room (76) phases: medians 0.02 to 0.06 logits a session, upper
#   quartiles 0.08 to 0.24.
# unsuited: Engel et al. 2018 (no programme clearly better), Hoy et al. 2011 (by memory: practice matters more than the
#   method); OWN in size.
# start, gap: OBS: school series start high (baselines, medians 0.6 to 0.8); where a precision-teaching task went on,
#   success fell by nothing in the middle, many being at the ceiling, and by 0.9 logits at the upper tenth (39 changes):
#   small steps. OWN: somewhat taller, and a lower start.
# swing: OBS: the class-room series, 0.53 (quartiles 0.27 and 0.65); OWN: a little less, a quiet task at a table.
# carry: OBS: 0 to 0.3. ill: OWN: half of what toddlers have. late: OWN: the week is written down on Sunday.
# generous: OWN: the sheet is there to be counted.
_PENCIL_PAGES = Cohort(
    name="pencil-pages",
    about="school-aged fine motor work: a page of tries, slow growth, and any practice teaches a little",
    steps=(6, 8),
    start=(0.35, 0.6),
    gap=(0.35, 0.8),
    rate=(0.03, 0.1),
    unsuited=(0.25, 0.5),
    suits=(0.45, 0.7),
    swing=(0.2, 0.5),
    carry=(0.0, 0.3),
    tries=(12, 24),
    days_a_week=(2.5, 4.5),
    ill=(0.003, 0.01),
    away=(0.003, 0.008),
    fades=(0.0, 0.02),
    stress=(1.5, 2.6),
    confidence=(6.5, 9.0),
    marks=(0.15, 0.45),
    generous=(0.0, 0.04),
    unwritten=(0.05, 0.2),
    late=(0.15, 0.4),
    upset=(0.02, 0.12),
)

# One grown-up, little sleep. Hard: few days, good weeks and bad weeks (runs), few marks, and many who stop.
# days: Rone-Adams et al. 2004: 66 % fall short of what was asked, and the more the higher the stress; OWN: 1.5 to 4.
# stress, confidence: OWN, so that a fifth to two fifths stop in four months: 30 to 80 % leave parent trainings (a
#   review in PMC4795834); stress and disadvantage foretell it (Kazdin & Mazurick 1994).
# swing: OBS at the upper tenth of child series, 0.69; OWN up to 1. carry: OBS: parent-delivered upper quartile 0.30,
#   upper tenth 0.61 (six series), one of them 0.9; OWN: the higher half, since sleep and money go by weeks.
# ill: a birth cohort (Pediatr Pulmonol 2004; 38: 64-69): days with illness, 5 % at home with a good income, 10 % with a
#   low one; 13 to 15 % in day care.
# generous, unwritten, late: OWN.
_ALONE_AND_TIRED = Cohort(
    name="alone-and-tired",
    about="one worn-out caregiver: days skipped, good and bad weeks, some who stop",
    steps=(4, 6),
    start=(0.2, 0.5),
    gap=(0.7, 1.3),
    rate=(0.1, 0.28),
    unsuited=(0.05, 0.2),
    suits=(0.5, 0.7),
    swing=(0.5, 1.0),
    carry=(0.45, 0.75),
    tries=(3, 6),
    days_a_week=(1.5, 4),
    ill=(0.01, 0.03),
    away=(0.004, 0.012),
    fades=(0.0, 0.03),
    stress=(3.3, 4.5),
    confidence=(3.5, 6.5),
    marks=(0.1, 0.4),
    generous=(0.03, 0.15),
    unwritten=(0.15, 0.35),
    late=(0.1, 0.3),
    upset=(0.05, 0.2),
)

# Children with long illness, seizures, stays in hospital, or the first winter in day care. Hard: what was learnt fades.
# ill: Schuez-Havupalo et al. 2017: 3.8 days a month with symptoms before day care, 10.6 two months after its start;
#   OWN: about half of those days are bad enough to count (a chance of 0.03 to 0.06 is 13 to 23 % of the days).
# away: OWN: stays in hospital and with relatives, of five to eighteen days, two to six times a year.
# fades: OBS: at the three probes after treatment had ended, series of grown-ups counted by trials were 0.6 logits lower
#   (quartiles 0 and 1.4; 31 series; the days between not known); Longino et al. 2021: skills mastered at 80 % decayed
#   within a month. OWN: that much in one to three weeks without practice.
# rate: OWN: a slow to middling learner. start, gap: OWN, ordinary. suits: OWN.
# swing: OBS: child series 0.44, upper tenth 0.69; OWN around it. stress: OWN.
_HOSPITAL_WINTERS = Cohort(
    name="hospital-winters",
    about="often ill, now and then weeks away, and what was learnt fades in between",
    steps=(4, 6),
    start=(0.2, 0.45),
    gap=(0.6, 1.2),
    rate=(0.09, 0.24),
    unsuited=(0.05, 0.15),
    suits=(0.5, 0.75),
    swing=(0.35, 0.8),
    carry=(0.15, 0.5),
    tries=(4, 7),
    days_a_week=(3, 6),
    ill=(0.03, 0.06),
    away=(0.006, 0.016),
    fades=(0.03, 0.1),
    stress=(2.3, 3.6),
    confidence=(5.5, 8.0),
    generous=(0.0, 0.1),
    unwritten=(0.05, 0.2),
    late=(0.05, 0.2),
    upset=(0.03, 0.15),
)

# A clinic with a good eye, or mild delays: nearly all that is tried suits. Hard: growth is slow to middling, so that a
# plateau is hardly ever the strategy's fault and patience is right; each change costs the family for nothing.
# suits: OWN; Roberts & Kaiser 2011 and Novak & Honan 2019: several approaches help.
#   OBS: of the units taught to a preschool child there was a gain in 78 % (quartiles 57 and 100 %; 38 children by
#   condition).
# unsuited: OWN: what does not quite suit still does a third to a half.
# rate: OBS: all child series 0.06 a session, upper quartile 0.23; OWN: 0.06 to 0.16.
# swing, carry: OBS: child series, median 0.44, upper quartile 0.56; lag-1 about 0 to 0.26.
# days: OWN; Novak et al. 2009: four a week. start, gap: OWN.
_ANY_WAY_WORKS = Cohort(
    name="any-way-works",
    about="nearly every strategy suits, growth is unhurried, and patience is right",
    steps=(5, 7),
    start=(0.25, 0.55),
    gap=(0.5, 1.0),
    rate=(0.06, 0.16),
    unsuited=(0.3, 0.5),
    suits=(0.85, 1.0),
    swing=(0.25, 0.6),
    carry=(0.0, 0.3),
    tries=(4, 8),
    days_a_week=(3.5, 6),
    ill=(0.006, 0.02),
    fades=(0.0, 0.015),
    stress=(1.5, 2.6),
    confidence=(7.0, 9.5),
    generous=(0.0, 0.08),
    unwritten=(0.0, 0.12),
    late=(0.0, 0.15),
)

# Coached over a screen, far from a clinic, two or three people who write. Hard: the log, not the child.
# unwritten: James et al. 2026: 55 % of 150 days had an entry (five caregivers), not all the others without practice;
#   Wallisch et al. 2023: 79 % of weekly questions answered in tele-coaching. OWN: 15 to 40 %.
# late, wrong_day, twice: Stone et al. 2003: paper diaries handed in as 90 % kept were kept in time in 11 %, unopened on
#   a third of the days (grown-ups in pain): filled in afterwards. OWN in size.
# generous: Miller et al. 2017 for the direction, and nobody looks on; OWN in size.
# uncounted: OWN: every tenth to fourth entry has a mark of how it went in the place of counts.
# The child and the practice: OWN, ordinary, so that what is hard lies in the records. swing: OBS: 0.44.
_SCREEN_COACHED = Cohort(
    name="screen-coached",
    about="coached over a screen: entries missing, late, twice, on the wrong day, and generous",
    steps=(4, 6),
    start=(0.2, 0.5),
    gap=(0.7, 1.3),
    rate=(0.1, 0.28),
    unsuited=(0.1, 0.2),
    suits=(0.5, 0.75),
    swing=(0.3, 0.65),
    carry=(0.0, 0.35),
    tries=(4, 8),
    days_a_week=(3, 5.5),
    ill=(0.006, 0.02),
    stress=(2.0, 3.2),
    confidence=(5.5, 8.5),
    marks=(0.1, 0.5),
    generous=(0.1, 0.3),
    unwritten=(0.15, 0.4),
    late=(0.25, 0.55),
    twice=(0.06, 0.18),
    wrong_day=(0.1, 0.28),
    upset=(0.03, 0.12),
    uncounted=(0.1, 0.25),
)

# Babies: on the tummy, head to the other side, hands to the middle. Hard: tiny steps, each day much unlike the last,
# while practice is nearly daily; the worth of a step shows only over weeks.
# days: "Realistic dosage of tummy time" (Med Res Arch): no practice on 19 % of the days, under what was asked on 24 %:
#   about 5.7 days a week; OWN: 5 to 7. tries: two to three bouts a day of some minutes (Hewitt et al. 2020, handed on;
#   James et al. 2026: 2.65 bouts a day); OWN: up to five.
# gap, steps: OWN: many small steps (some seconds longer, a little less propping).
# rate: OWN: slow a practice, since there are many, and the baby grows too; the same with a strategy that does not suit
#   is a fifth to two fifths of that. fades: OWN: next to none, by growth.
# swing: OWN: hunger and sleep make the day; above OBS (0.44; upper tenth 0.69). carry: OWN: none to a little.
# upset: Cross et al. 2017: fussing on the tummy is common where there is motor delay; OWN in size.
# ill: OWN: fewer in the first half year, before day care. stress: OWN: new parents, broken nights.
_TUMMY_TIME = Cohort(
    name="tummy-time",
    about="babies: daily practice, tiny steps, and days that go by sleep and hunger",
    steps=(7, 8),
    start=(0.3, 0.6),
    gap=(0.25, 0.55),
    rate=(0.04, 0.1),
    unsuited=(0.2, 0.4),
    suits=(0.4, 0.65),
    swing=(0.6, 1.1),
    carry=(0.0, 0.15),
    tries=(2, 5),
    days_a_week=(5, 7),
    ill=(0.002, 0.01),
    away=(0.001, 0.006),
    fades=(0.0, 0.005),
    stress=(2.2, 3.4),
    confidence=(5.5, 8.0),
    marks=(0.2, 0.6),
    generous=(0.02, 0.12),
    unwritten=(0.05, 0.25),
    late=(0.05, 0.25),
    twice=(0.0, 0.06),
    upset=(0.1, 0.35),
)

#: Cohorts by somebody who did not see the estimator; frozen before any fit.
BY_ANOTHER_HAND: Mapping[str, Cohort] = MappingProxyType(
    {
        cohort.name: cohort
        for cohort in (
            _FEW_WORDS,
            _MEALTIME_PLATEAUS,
            _PENCIL_PAGES,
            _ALONE_AND_TIRED,
            _HOSPITAL_WINTERS,
            _ANY_WAY_WORKS,
            _SCREEN_COACHED,
            _TUMMY_TIME,
        )
    }
)
