"""The program: what its words mean, where its files are, and how it starts and starts again.

The only room that reads the clock, makes ids and randomness, and knows the system's folders; it hands them down. It
holds no rule of supervision, draws nothing, and loads heavy things only when a word asks for them.
"""
