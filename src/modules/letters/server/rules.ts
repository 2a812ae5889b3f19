import { type Actor, demand, hasStake } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { type LetterRule, letterRuleSchema } from '#modules/calls/call.ts';
import {
	callForReview,
	callPlace,
	determinedEntries,
	type DeterminedEntry,
	saveLetterRules as saveRules,
} from '#modules/calls/server/index.ts';
import { lettersOf } from '#modules/editions/server/index.ts';
import { defaultTexts } from '../default-texts.ts';
import { firstRule, hiddenRules } from '../letter-rules.ts';
import type { LetterText } from '../letter-text.ts';

/** The wordings that a letter of a call can have, the nearest of one id first: the call's own, its edition's, ours. Two queries. */
export async function wordingsOf(
	ctx: Context,
	callId: string,
): Promise<(LetterText & { from: 'call' | 'edition' | 'ours' })[]> {
	const call = await callForReview(ctx, callId);
	const edition = call.editionId === null ? undefined : await lettersOf(ctx, call.editionId);
	const all = [
		...(call.settings.letters ?? []).map((text) => ({ ...text, from: 'call' as const })),
		...(edition?.texts ?? []).map((text) => ({ ...text, from: 'edition' as const })),
		...defaultTexts.map((text) => ({ ...text, from: 'ours' as const })),
	];
	return all.filter(({ id }, place) => all.findIndex((other) => other.id === id) === place);
}

/** What a list of rules comes to with the determinations that are there. */
export interface RulesTrial {
	rules: readonly LetterRule[];
	/** By rule, in order: how many of those that wait fit it first, and how many that were announced already would have. */
	counts: { waiting: number; announced: number }[];
	/** Rules that can never come to their turn. */
	hidden: number[];
	/** Those that wait and fit none: their letter is the one that the outcome names. */
	none: Pick<DeterminedEntry, 'application' | 'number' | 'title' | 'outcome' | 'track' | 'format'>[];
}

/**
 * Tries rules on the present determinations of a call without keeping them; without any, those that hold.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function tryLetterRules(
	ctx: Context,
	actor: Actor,
	input: { callId: string; rules?: readonly unknown[] },
): Promise<RulesTrial> {
	const place = await callPlace(ctx, input.callId);
	if (!place) throw notFound();
	const call = await callForReview(ctx, input.callId);
	demand(ctx, actor, 'letter.prepare', call.subject);
	const wanted = input.rules ?? call.settings.letterRules ?? [];
	// One that is not written to its end yet fits nothing.
	const usable = wanted.flatMap((rule, place) => {
		const { data } = letterRuleSchema.safeParse(rule);
		return data ? [{ rule: data, place }] : [];
	});
	const rules = usable.map(({ rule }) => rule);
	// Of what somebody has a stake in he learns nothing, not even here.
	const entries = (await determinedEntries(ctx, input.callId)).filter(
		({ application }) => !hasStake(actor, { within: { application } }),
	);
	const counts = wanted.map(() => ({ waiting: 0, announced: 0 }));
	const none: RulesTrial['none'] = [];
	for (const { announced, ...entry } of entries) {
		const count = counts[usable[firstRule(rules, entry)]?.place ?? -1];
		if (count) count[announced ? 'announced' : 'waiting'] += 1;
		else if (!announced) none.push(entry);
	}
	return { rules, counts, hidden: hiddenRules(rules).map((place) => usable[place]?.place ?? place), none };
}

/**
 * Says which wording is for what, in the order in which the rules are tried.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `rules.0.letter` and the like (`unknown-letter`, `rule-bad` …)
 */
export async function saveLetterRules(
	ctx: Context,
	actor: Actor,
	input: { callId: string; rules: readonly unknown[] },
): Promise<void> {
	const call = await callForReview(ctx, input.callId);
	demand(ctx, actor, 'call.edit', call.subject);
	const known = new Set((await wordingsOf(ctx, input.callId)).map(({ id }) => id));
	const problems = input.rules.flatMap((rule, i) => {
		const letter = (rule as { letter?: unknown } | null)?.letter;
		return typeof letter === 'string' && known.has(letter)
			? []
			: [{ path: `rules.${i}.letter`, code: 'unknown-letter' }];
	});
	if (problems.length > 0) throw invalid(problems);
	await saveRules(ctx, actor, { call: input.callId, rules: input.rules });
}
