import type { LetterRule } from '#modules/calls/call.ts';

/** What a rule looks at. */
export interface RuleCase {
	track: string | null;
	outcome: string;
	/** How it will be shown. */
	format: string | null;
}

function fits(rule: LetterRule, { track, outcome, format }: RuleCase): boolean {
	return (
		(rule.track === undefined || rule.track === track) &&
		(rule.outcome === undefined || rule.outcome === outcome) &&
		(rule.format === undefined || rule.format === format)
	);
}

/** The place of the first rule that fits, or -1: then the wording is the one that the outcome names. Pure. */
export function firstRule(rules: readonly LetterRule[], determined: RuleCase): number {
	return rules.findIndex((rule) => fits(rule, determined));
}

/** The rules that can never come to their turn, since one above fits whatever they fit; by their place. Pure. */
export function hiddenRules(rules: readonly LetterRule[]): number[] {
	const covers = (above: LetterRule, rule: LetterRule) =>
		(['track', 'outcome', 'format'] as const).every((part) => above[part] === undefined || above[part] === rule[part]);
	return rules.flatMap((rule, place) => (rules.slice(0, place).some((above) => covers(above, rule)) ? [place] : []));
}
