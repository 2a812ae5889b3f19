/** What a letter's text may name in braces, as in `{title}`; whoever renders a letter fills all of them. */
export const letterPlaceholders = [
	'recipient',
	'reference',
	'title',
	'track',
	'from-track',
	'conditions',
	'reason',
	'edition',
	'dates',
	'mode',
	'confirm-by',
	'mode-until',
	'manuscript-by',
	'call',
	'outcome',
	'amount',
] as const;
export type LetterPlaceholder = (typeof letterPlaceholders)[number];

/** The placeholders that a text names, each once, in order of appearance; unknown ones too. */
export function placeholdersIn(text: string): string[] {
	return [...new Set([...text.matchAll(/\{([^{}\s]+)\}/g)].map((match) => match[1] as string))];
}
