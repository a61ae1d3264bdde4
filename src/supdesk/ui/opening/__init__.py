"""The door: making a first vault and opening one that is there.

It asks for passphrases and recovery words, hands them to the desk on the bench, and keeps none of them. It shows
nothing of what is inside a vault.
"""
