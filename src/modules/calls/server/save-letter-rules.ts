import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { letterRuleSchema } from '../call.ts';
import { bumpCall } from './bump-call.ts';
import { callSubject, scopeOf } from './subject.ts';
import { storedCalls } from './stored-call.ts';
import { call } from './tables.ts';

/**
 * Says by which rules the wordings of a call's letters are chosen, instead of those before. Who calls it has looked that
 * each wording is there.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `rules.0.outcome` and the like (`unknown-outcome`,
 *   `unknown-format`, `rule-bad`)
 */
export async function saveLetterRules(
	ctx: Context,
	actor: Actor,
	input: { call: string; rules: readonly unknown[] },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		await tx.db.select({ id: call.id }).from(call).where(eq(call.id, input.call)).for('update');
		const [stored] = await storedCalls(tx, eq(call.id, input.call));
		if (!stored) throw notFound();
		demand(tx, actor, 'call.edit', callSubject(stored));
		const read = z.array(letterRuleSchema).max(100).safeParse(input.rules);
		if (!read.success) {
			throw invalid(read.error.issues.map(({ path }) => ({ path: ['rules', ...path].join('.'), code: 'rule-bad' })));
		}
		const outcomes = stored.stages.flatMap(({ stage }) => stage.outcomes);
		const problems = read.data.flatMap(({ outcome, format }, i) => [
			...(outcome !== undefined && !outcomes.some(({ id }) => id === outcome)
				? [{ path: `rules.${i}.outcome`, code: 'unknown-outcome' }]
				: []),
			...(format !== undefined && !outcomes.some((one) => one.format === format)
				? [{ path: `rules.${i}.format`, code: 'unknown-format' }]
				: []),
		]);
		if (problems.length > 0) throw invalid(problems);
		const [row] = await tx.db.select({ settings: call.settings }).from(call).where(eq(call.id, input.call));
		const { letterRules: _, ...settings } = row?.settings ?? {};
		await tx.db
			.update(call)
			.set({
				settings: read.data.length > 0 ? { ...settings, letterRules: read.data } : settings,
				savedAt: tx.clock.edition.now(),
			})
			.where(eq(call.id, input.call));
		await bumpCall(tx, stored);
		await record(tx, actor, {
			action: 'save-letter-rules',
			subject: { type: 'call', id: input.call },
			scope: scopeOf(stored),
			data: { rules: read.data },
		});
	});
}
