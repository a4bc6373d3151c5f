"""
What people hold in their hands, as values: handout, log sheet, cues, brief, overview, and the days of a chart.

Each is made from a plan, its log and its review by one function, in one language, and holds plain words, days and
counts, so that a page, a document or an app can lay it out. Needs nothing beside the core. Decides nothing: whatever a
paper says was decided in the review.
"""
