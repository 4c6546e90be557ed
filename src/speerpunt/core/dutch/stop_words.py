"""Words that stand in every text and tell nothing of it."""

_STOP_WORDS = """
aan al alle als ben bent bij daar dan dat de der deze die dit doch doen door dus een eens en er ge geen
had hadden heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kon kunnen maar me meer men met
mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen ten
ter toch toen tot u uit uw van veel voor want waren was wat we wel werd wezen wie wij wil worden wordt
zal ze zei zelf zich zij zijn zo zonder zou
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
