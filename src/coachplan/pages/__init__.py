"""
Pages that people hold in their hands, as HTML that stands alone and prints, and as PDF: the extra `coachplan[pages]`.

Lays out the values of `coachplan.papers`, and adds no word to them but headings. Every value is cleaned and escaped.
"""
