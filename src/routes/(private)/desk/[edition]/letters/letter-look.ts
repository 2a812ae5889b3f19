import type { State } from '#ui/states.ts';

/** Where a letter stands, as one word and one mark. */
export interface LetterLook {
	badge: State;
	word: LetterWord;
}
export type LetterWord =
	| 'written'
	| 'faulty'
	| 'revoked'
	| 'queued'
	| 'held'
	| 'sending'
	| 'sent'
	| 'kept'
	| 'failed'
	| 'uncertain';

const badges: Record<LetterWord, State> = {
	written: 'waiting',
	faulty: 'failed',
	revoked: 'revoked',
	queued: 'waiting',
	held: 'partial',
	sending: 'waiting',
	sent: 'sent',
	kept: 'done',
	failed: 'failed',
	uncertain: 'overdue',
};

/**
 * Where a letter stands: its own state first, then its mail's. A letter that was revoked is that, wherever its mail is;
 * one that could not be typeset says so until it was.
 */
export function letterLook(letter: { state: string; delivery: string | null; fault: string | null }): LetterLook {
	const word = wordOf(letter);
	return { word, badge: badges[word] };
}

function wordOf({
	state,
	delivery,
	fault,
}: {
	state: string;
	delivery: string | null;
	fault: string | null;
}): LetterWord {
	if (state === 'revoked') return 'revoked';
	if (state === 'draft') return fault === null ? 'written' : 'faulty';
	return delivery !== null && Object.hasOwn(badges, delivery) ? (delivery as LetterWord) : 'queued';
}
