import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { callDesign } from '../design-tables.ts';
import { saveCallFromBundle } from '../save-call-from-bundle.ts';
import { call } from '../tables.ts';
import { type DesignSurroundings, findingsOf } from './check-design.ts';
import { type DesignRow, loadDesign } from './load-design.ts';

/**
 * Makes a design the call. A new call is there from then on, and opens when its window says; a call that is there changes,
 * in its form by a new version for those who apply later.
 * @param input `revision` of the design that was looked at
 * @returns id and address of the call, and whether anything of it changed
 * @throws Refusal `not-found`, `forbidden`; `invalid` with what is wrong at each path, also an address that is taken
 *   (`slug-taken`); `conflict` `design-changed`, `design-published`, `call-open` with what can't change any more
 */
export async function publishDesign(
	ctx: Context,
	actor: Actor,
	input: { design: string; revision: number } & DesignSurroundings,
): Promise<{ call: string; slug: string; changed: boolean }> {
	return transaction(ctx, async (tx) => {
		const row = await loadDesign(tx, actor, input.design, 'call.edit', { lock: true });
		if (row.publishedAt !== null) throw new Refusal('conflict', 'design-published');
		if (row.revision !== input.revision) throw new Refusal('conflict', 'design-changed', { params: { path: '' } });
		const { findings, wanted } = await findingsOf(tx, row, input);
		if (!wanted) throw invalid(findings.problems);
		if (findings.frozen.length > 0) throw new Refusal('conflict', 'call-open', { problems: findings.frozen });
		if (row.callId === null) await demandFreeAddress(tx, row, wanted.slug);
		const saved = await saveCallFromBundle(tx, actor, {
			edition: row.editionId,
			organisation: row.organisationId,
			call: wanted,
			tracks: input.tracks,
			outside: input.outside,
		});
		await tx.db
			.update(callDesign)
			.set({ callId: saved.call, publishedAt: tx.clock.edition.now(), personId: personOf(actor) ?? null })
			.where(eq(callDesign.id, row.id));
		return { ...saved, slug: wanted.slug };
	});
}

/** A new call takes nobody's place: a call is saved by its address. */
async function demandFreeAddress(ctx: Context, { editionId }: DesignRow, slug: string): Promise<void> {
	const [taken] = await ctx.db
		.select({ id: call.id })
		.from(call)
		.where(and(editionId === null ? isNull(call.editionId) : eq(call.editionId, editionId), eq(call.slug, slug)))
		.limit(1);
	if (taken) throw invalid([{ path: 'slug', code: 'slug-taken', params: { slug } }]);
}
