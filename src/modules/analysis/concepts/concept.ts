import type { Bilingual, Locale } from '#core/i18n/index.ts';

/**
 * Terms by how much they tell: `sure` ones nearly name the concept, `good` ones belong to it, `weak` ones are found elsewhere
 * too and count only together. Separated by commas. English terms are compared by their stems, so one form is enough; `=` in
 * front wants the very form (`=shares`), a `*` at the end stands for any ending (`procur*`); what is written in capitals is
 * found in capitals only (`WHO`). A `?` at the end marks a word that means other things elsewhere (a strike of dockers, a bond of
 * atoms): it counts only in a text that has a `sure` or `good` term of the concept without that mark. Chinese terms are found wherever they stand.
 */
export type Terms = Partial<Record<'sure' | 'good' | 'weak', string>>;

/** Something that readers look for, or that tells them to look elsewhere: a list of words in both languages. */
export interface Concept {
	key: string;
	label: Bilingual;
	terms: Record<Locale, Terms>;
	/** Amounts of money in the text are evidence of it as well. */
	amounts?: boolean;
}
