"""What a person can do: one small module per deed.

The only room that knows vault, documents and exchange together. Each deed is one transaction and answers with what
changed or with what was asked for. Time, randomness and identity come in through `Surroundings`; the deeds that
need a page or a signature load those libraries when first used.
"""
