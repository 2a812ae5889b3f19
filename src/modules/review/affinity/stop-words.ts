/** English words that say nothing of a subject: articles, prepositions, pronouns, auxiliaries. */
export const stopWords: ReadonlySet<string> = new Set(
	(
		'a about after all also am an and any are as at be because been before being between both but by can could did do ' +
		'does doing down during each few for from further had has have having he her here hers him his how i if in into is ' +
		'it its itself just may me might more most much must my no nor not of off on once one only onto or other our ours ' +
		'out over own per same shall she should since so some such than that the their theirs them then there these they ' +
		'this those through thus to too under until up upon us use used uses using very via was we were what when where ' +
		'whether which while who whom whose why will with within without would yet you your yours'
	).split(' '),
);
