"""Documents: a record and its form become pages, the pages a sealed PDF, and a PDF can be asked whether it holds.

It holds the typefaces, the one sheet on which flowables become pages (`sheet`), what each field kind looks like on
paper (`setting`), the cycle ring for screen and page, the owner's certificate, sealing and verifying. Rendering is
a pure function: the same record, form and agreement give the same bytes. What it never does: read the vault, know
the clock, write a file, let a typed text act as markup, or drop a letter it can't show without a mark.
"""
