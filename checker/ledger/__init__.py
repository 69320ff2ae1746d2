"""The ledger: all claims of an archive in one SQLite file, indexed by what makes claims comparable.

``base`` opens and makes the file, ``write`` builds and updates it, ``look`` finds what a draft has to be compared with,
``query`` lists claims. See docs/scale.md.
"""
