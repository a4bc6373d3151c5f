CREATE FUNCTION public.coachplan_journal_refuses() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op = 'DELETE' and tg_table_name = 'coachplan_journal' then
        if old.stream = nullif(current_setting('coachplan.erasing', true), '') then
            return old;
        end if;
    end if;
    raise exception 'the journal only grows';
end $$;
CREATE TABLE public.coachplan_journal (
    seq bigint NOT NULL,
    stream text NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    plan text NOT NULL,
    item text NOT NULL,
    once text,
    document text NOT NULL,
    at text NOT NULL,
    by text NOT NULL,
    seal text NOT NULL
);
CREATE TABLE public.coachplan_journal_erasing (
    stream text NOT NULL
);
CREATE TABLE public.coachplan_journal_erasures (
    seq bigint NOT NULL,
    at text NOT NULL,
    by text NOT NULL,
    events integer NOT NULL
);
ALTER TABLE public.coachplan_journal_erasures ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.coachplan_journal_erasures_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.coachplan_journal ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.coachplan_journal_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.coachplan_journal_version (
    version_num character varying(32) NOT NULL
);
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (1, 'sam', 1, 'family', '', 'sam', NULL, '{"format":"coachplan-family/1","child":{"name":"Sam","age_months":48,"interests":["trains"]},"caregivers":[{"name":"Alex"}],"id":"sam","routines":[{"id":"play","kind":"play","matters":4},{"id":"bed","kind":"bedtime"},{"id":"tidy","kind":"tidy-up"}]}', '2026-03-02T08:00:00+00:00', 'Alex', 'f4a25e798b94e601b38c3bd118194afc');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (2, 'sam', 2, 'plan', 'p1', 'p1', NULL, '{"format":"coachplan-plan/3","id":"p1","family":{"child":{"name":"Sam","age_months":48,"interests":["trains"]},"caregivers":[{"name":"Alex"}],"id":"sam","routines":[{"id":"play","kind":"play","matters":4},{"id":"bed","kind":"bedtime"},{"id":"tidy","kind":"tidy-up"}]},"focuses":[{"id":"f1","routine":"play","skill":"toy/stack-blocks","step":2,"strategy":"toy/show-first","since":"2026-03-02"}],"approval":{"by":"Dana, OT","on":"2026-03-02","steps":{"toy/stack-blocks":"all"},"strategies":["all"],"routines":["play","bed","tidy"]}}', '2026-03-02T08:00:00+00:00', 'Dana, OT', 'b4168c46ecbe479723ffc01d95427929');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (3, 'sam', 3, 'entry', 'p1', 'e1', 'e9082a480136a5499974f571854745da', '{"format":"coachplan-entry/1","id":"e1","on":"2026-03-02","focus":"f1","tries":5,"successes":5}', '2026-03-04T08:00:00+00:00', 'Alex', 'b2647aa49c52b5b5dd063be851266b50');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (4, 'sam', 4, 'entry', 'p1', 'e2', 'd10306e44192f919d364faa46fe365e8', '{"format":"coachplan-entry/1","id":"e2","on":"2026-03-03","focus":"f1","tries":5,"successes":5}', '2026-03-04T08:00:00+00:00', 'Alex', '48d99958380f04d01ae444fda57a8aa7');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (5, 'sam', 5, 'entry', 'p1', 'e3', '86ceabeb276cf2f3024b8899e9ebed34', '{"format":"coachplan-entry/1","id":"e3","on":"2026-03-04","focus":"f1","tries":5,"successes":5}', '2026-03-04T08:00:00+00:00', 'Alex', '9cade57d34e3a4e285efc0d00ba3198e');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (6, 'sam', 6, 'entry', 'p1', 'e9', '23ac89329ba75e7f518873a437248612', '{"format":"coachplan-entry/1","id":"e9","on":"2026-03-04","focus":"f1","worked":"He fell and hit his head and was sick. \u0000 \u00f1","question":"Why?"}', '2026-03-04T08:00:00+00:00', 'Alex', '6f7777b4cfa9b047c631dc736c21813c');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (7, 'sam', 7, 'review', 'p1', 'ba0b642037e4da3d', 'fae266ddaa48d4a0ea68eb3a96c916a5', '{"format":"coachplan-review/3","id":"ba0b642037e4da3d","plan":"p1@0","on":"2026-03-05","next_steps":[{"focus":"f1","action":{"kind":"pause"},"rule":"core/red-flag","message":{"key":"core/because","values":{"do":{"key":"core/do.pause","values":{"apart":"","child":"Sam","counted":{"key":"core/counted.tries","values":{"n":3,"reached":3,"successes":15,"tries":15}},"days":3,"pace":{"key":"core/pace.well"},"routine":{"key":"play#title"},"skill":{"key":"toy/stack-blocks#title"},"step":{"key":"toy/stack-blocks#steps.2.title"},"strategy":{"key":"toy/show-first#title"},"successes":15,"tries":15}},"reason":{"key":"core/red-flag","values":{"child":"Sam","words":"head and was sick; hit his head"}}}},"plan":"p1","revision":0,"evidence":["e9"],"on":"2026-03-05","review_by":"2026-03-05","agreed":"9571b1a07cf63d321962b7285a24a0b6","held":[{"key":"core/paused-since","values":{"day":{"key":"core/day","values":{"month":{"key":"core/month.3"},"number":4,"weekday":{"key":"core/weekday.3"}}},"n":1}}],"standing":{"key":"core/standing.of","values":{"counted":{"key":"core/counted.tries","values":{"n":3,"reached":3,"successes":15,"tries":15}},"likely":{"key":"core/standing.likely","values":{"about":7,"least":6,"most":9}}}},"doubt":{"key":"core/doubt.range","values":{"least":6,"most":9,"n":3}},"would_change":{"key":"core/outlook.cleared","values":{"day":{"key":"core/day","values":{"month":{"key":"core/month.3"},"number":4,"weekday":{"key":"core/weekday.3"}}},"n":1}}}],"alerts":[{"urgency":"now","flags":["core/head-injury","core/head-hit"],"words":["head and was sick","hit his head"],"urgencies":["now","today"],"entry":"e9","on":"2026-03-04","pauses":true,"plan":"p1","seen":["414f8a75a8da406b2c74bc6b67203847"],"messages":[{"key":"core/alert.now","values":{"call":{"key":"core/help.call"},"emergency":{"key":"core/help.emergency"}}},{"key":"core/head-injury#say","values":{"call":{"key":"core/help.call"},"child":"Sam","emergency":{"key":"core/help.emergency"}}},{"key":"core/alert.wrote-on","values":{"day":{"key":"core/day","values":{"month":{"key":"core/month.3"},"number":4,"weekday":{"key":"core/weekday.3"}}},"words":"head and was sick; hit his head"}},{"key":"core/alert.paused"},{"key":"core/alert.limits"}]}],"questions":[{"entry":"e9","focus":"f1","words":"Why?","entries":["e9"],"waits":{"key":"core/question.goes"}}],"mentions":[{"words":"hit his head","kind":"affirmed","flag":"core/head-hit","urgency":"today","language":"en","start":12,"entry":"e9","phrase":"<hit> ...4 his|her|the|their|on|of|own <head>"},{"words":"head and was sick","kind":"affirmed","flag":"core/head-injury","urgency":"now","language":"en","start":20,"entry":"e9","phrase":"<head> ...12 balance|wants-to-sleep|sleepy|sleeping|sick|vomit*|dizzy|wobbly|confused|staring|slurr*|unsteady|double"}],"from_words":[{"entry":"e9","focus":"f1","tags":[{"tag":"injured","words":"He fell and hit his head and was sick","weighed":["hit","head","fell"],"start":12}]}],"caregivers":[{"name":"Alex"}],"made_with":[["coachplan","0.1.0"],["toy",""]],"agreed":"9571b1a07cf63d321962b7285a24a0b6"}', '2026-03-05T08:00:00+00:00', 'Dana, OT', 'fb925588dbd091a1cd841d589154813b');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (8, 'sam', 8, 'alert', 'p1', 'e9', '3d61386e6b313f0c9a468af35fadca88', '{"format":"coachplan-alert/2","urgency":"now","flags":["core/head-injury","core/head-hit"],"words":["head and was sick","hit his head"],"urgencies":["now","today"],"entry":"e9","on":"2026-03-04","pauses":true,"plan":"p1","seen":["414f8a75a8da406b2c74bc6b67203847"],"messages":[{"key":"core/alert.now","values":{"call":{"key":"core/help.call"},"emergency":{"key":"core/help.emergency"}}},{"key":"core/head-injury#say","values":{"call":{"key":"core/help.call"},"child":"Sam","emergency":{"key":"core/help.emergency"}}},{"key":"core/alert.wrote-on","values":{"day":{"key":"core/day","values":{"month":{"key":"core/month.3"},"number":4,"weekday":{"key":"core/weekday.3"}}},"words":"head and was sick; hit his head"}},{"key":"core/alert.paused"},{"key":"core/alert.limits"}]}', '2026-03-05T08:00:00+00:00', 'Dana, OT', 'ff72ee8ec008f596094dfc8965720cde');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (9, 'sam', 9, 'plan', 'p1', 'p1', NULL, '{"format":"coachplan-plan/3","id":"p1","family":{"child":{"name":"Sam","age_months":48,"interests":["trains"]},"caregivers":[{"name":"Alex"}],"id":"sam","routines":[{"id":"play","kind":"play","matters":4},{"id":"bed","kind":"bedtime"},{"id":"tidy","kind":"tidy-up"}]},"focuses":[{"id":"f1","routine":"play","skill":"toy/stack-blocks","step":2,"strategy":"toy/show-first","since":"2026-03-02"}],"approval":{"by":"Dana, OT","on":"2026-03-02","steps":{"toy/stack-blocks":"all"},"strategies":["all"],"routines":["play","bed","tidy"]},"open_flags":[{"entry":"e9","flag":"core/head-injury","urgency":"now","words":"head and was sick","on":"2026-03-04","pauses":true,"content":"414f8a75a8da406b2c74bc6b67203847"},{"entry":"e9","flag":"core/head-hit","urgency":"today","words":"hit his head","on":"2026-03-04","pauses":true,"content":"414f8a75a8da406b2c74bc6b67203847"}]}', '2026-03-05T08:00:00+00:00', 'Dana, OT', '3397250c4f0b9ebac413ec87afcfa4c5');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (10, 'sam', 10, 'plan', 'p1', 'p1', NULL, '{"format":"coachplan-plan/3","id":"p1","family":{"child":{"name":"Sam","age_months":48,"interests":["trains"]},"caregivers":[{"name":"Alex"}],"id":"sam","routines":[{"id":"play","kind":"play","matters":4},{"id":"bed","kind":"bedtime"},{"id":"tidy","kind":"tidy-up"}]},"focuses":[{"id":"f1","routine":"play","skill":"toy/stack-blocks","step":2,"strategy":"toy/show-first","since":"2026-03-02"}],"approval":{"by":"Dana, OT","on":"2026-03-02","steps":{"toy/stack-blocks":"all"},"strategies":["all"],"routines":["play","bed","tidy"]},"cleared":[{"entry":"e9","flags":["core/head-injury","core/head-hit"],"words":["head and was sick","hit his head"],"by":"Dana, OT","on":"2026-03-05","note":"seen","seen":["414f8a75a8da406b2c74bc6b67203847"],"urgencies":["now","today"]}],"history":[{"on":"2026-03-05","kind":"clear","by":"Dana, OT","role":"clinician","why":"seen","revision":1}],"revision":1}', '2026-03-05T08:00:00+00:00', 'Dana, OT', 'a054a82a4e0eca3ec08e3b934f96bcb2');
INSERT INTO public.coachplan_journal OVERRIDING SYSTEM VALUE VALUES (11, 'sam', 11, 'cleared', 'p1', 'e9', NULL, '{"entry":"e9","flags":["core/head-injury","core/head-hit"],"words":["head and was sick","hit his head"],"by":"Dana, OT","on":"2026-03-05","note":"seen","seen":["414f8a75a8da406b2c74bc6b67203847"],"urgencies":["now","today"]}', '2026-03-05T08:00:00+00:00', 'Dana, OT', 'a718e9c135d95576651db6f32f0c2385');
INSERT INTO public.coachplan_journal_erasures OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-06T08:00:00+00:00', 'The clinic', 1);
INSERT INTO public.coachplan_journal_version VALUES ('0001');
SELECT pg_catalog.setval('public.coachplan_journal_erasures_seq_seq', 1, true);
SELECT pg_catalog.setval('public.coachplan_journal_seq_seq', 12, true);
ALTER TABLE ONLY public.coachplan_journal_erasing
    ADD CONSTRAINT coachplan_journal_erasing_pkey PRIMARY KEY (stream);
ALTER TABLE ONLY public.coachplan_journal_erasures
    ADD CONSTRAINT coachplan_journal_erasures_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.coachplan_journal
    ADD CONSTRAINT coachplan_journal_once UNIQUE (stream, once);
ALTER TABLE ONLY public.coachplan_journal
    ADD CONSTRAINT coachplan_journal_one_after_another UNIQUE (stream, version);
ALTER TABLE ONLY public.coachplan_journal
    ADD CONSTRAINT coachplan_journal_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.coachplan_journal_version
    ADD CONSTRAINT coachplan_journal_version_pkc PRIMARY KEY (version_num);
CREATE INDEX coachplan_journal_items ON public.coachplan_journal USING btree (stream, kind, item, version);
CREATE INDEX coachplan_journal_plans ON public.coachplan_journal USING btree (kind, item);
CREATE TRIGGER coachplan_journal_erasures_stand BEFORE DELETE OR UPDATE ON public.coachplan_journal_erasures FOR EACH ROW EXECUTE FUNCTION public.coachplan_journal_refuses();
CREATE TRIGGER coachplan_journal_erasures_stay BEFORE TRUNCATE ON public.coachplan_journal_erasures FOR EACH STATEMENT EXECUTE FUNCTION public.coachplan_journal_refuses();
CREATE TRIGGER coachplan_journal_stands BEFORE DELETE OR UPDATE ON public.coachplan_journal FOR EACH ROW EXECUTE FUNCTION public.coachplan_journal_refuses();
CREATE TRIGGER coachplan_journal_stays BEFORE TRUNCATE ON public.coachplan_journal FOR EACH STATEMENT EXECUTE FUNCTION public.coachplan_journal_refuses();
