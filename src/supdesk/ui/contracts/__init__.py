"""Contracts: which there are, how each stands against its review, making one and renewing one.

The contract itself is a form and is written where forms are written.
"""
