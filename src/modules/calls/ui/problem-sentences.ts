import type { Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { problemMessages } from './problem-messages.ts';
import { refusalMessages } from './refusal-messages.ts';

/** A problem with its sentence, as pages show it. */
export interface SaidProblem {
	path: string;
	message: string;
}

/** Problems in the language of the page, in their order. */
export function sayProblems(problems: readonly Problem[], locale: Locale): SaidProblem[] {
	const sentences = { ...refusalMessages[locale], ...problemMessages[locale] } as Record<
		string,
		(params: Record<string, string | number>) => string
	>;
	return problems.map(({ path, code, params }) => ({ path, message: sentences[code]?.(params ?? {}) ?? code }));
}

/** The sentence at a path, or undefined. */
export function problemAt(problems: readonly SaidProblem[], path: string): string | undefined {
	return problems.find((problem) => problem.path === path)?.message;
}
