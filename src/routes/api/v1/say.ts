import type { Say } from '#modules/api/server/index.ts';
import { problemMessages as callProblems } from '#modules/calls/ui/problem-messages.ts';
import { refusalMessages as callRefusals } from '#modules/calls/ui/refusal-messages.ts';
import { problemMessages as peopleProblems } from '#modules/people/ui/problem-messages.ts';

type Sentences = Record<string, string | ((params: Record<string, string | number>) => string)>;

/** The sentence of a refusal or problem of any module that the interface reaches. */
export const say: Say = (code, locale, params) => {
	const known: Sentences[] = [callProblems[locale], callRefusals[locale], peopleProblems[locale] as Sentences];
	for (const sentences of known) {
		const found = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
		if (found !== undefined) return typeof found === 'string' ? found : found(params);
	}
	return undefined;
};
