import type { SeenRequest } from '../../../../tests/setup/language-model.ts';
import type { RawAnswer } from '../model/answer.ts';

/* For tests: what a model answers that has read the article it was sent. */

/** The sentences that a request shows, by number. */
export function sentencesOf(request: SeenRequest): Map<number, string> {
	const data = request.body.messages.find(({ content }) => content.startsWith('DATA '))?.content ?? '';
	return new Map([...data.matchAll(/^S(\d+) (.+)$/gm)].map(([, number, text]) => [Number(number), text as string]));
}

/** An answer out of the article's own words, which holds; with more in it where a test wants that. */
export function honestAnswer(request: SeenRequest, more: Partial<RawAnswer> = {}): RawAnswer {
	const sentences = [...sentencesOf(request)].filter(([, text]) => text !== '(not shown)');
	const say = (at: number) => {
		const [sentence, text] = sentences[at % sentences.length] as [number, string];
		return { text, evidence: [{ sentence, quote: text }] };
	};
	return {
		readers: ['industry', 'finance', 'policy'].map((reader, at) => ({
			reader,
			abstain: false,
			score: 6 + at,
			rationale: [say(at)],
			summary: [say(at + 1)],
		})),
		summary: [say(0), say(2)],
		trends: [],
		questions: [say(1)],
		...more,
	};
}
