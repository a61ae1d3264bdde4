"""A form as data: packs and their definitions, field kinds, answers and checks.

Reads the TOML of a policy pack into definitions, tells every fault in it, and turns what a person typed into
parsed answers or into problems that point at fields. Nothing about any one organisation stands here. What a
kind looks like is not known here: the window finds a widget, and the page a flowable, by the kind's name.
"""
