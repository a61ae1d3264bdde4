"""Evaluations: asking for them, handing the laptop over, looking at what came back, and sending them on.

What is handed over shows nothing of the vault but the one form, and nothing leads back from it but the lock.
"""
