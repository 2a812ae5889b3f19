import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { mayChange, stateForApplicant } from '../application-state.ts';
import { loadApplication } from './load.ts';
import { demandOpen } from './load-draft.ts';
import { lastAnnounced } from './load-stage.ts';
import { demandOwn } from './subject.ts';
import { applicationVersion, draft } from './tables.ts';

/**
 * Opens what was submitted for a change: a draft that begins as the newest version, or the one that is open already on
 * another device. Submitting it makes the next version; until then the submitted one counts.
 * @throws Refusal `not-found`; `closed` (`window-closed`); `conflict` (`wrong-state`)
 */
export async function startChange(
	ctx: Context,
	actor: Actor,
	input: { application: string },
): Promise<{ draft: string; revision: number }> {
	const found = await loadApplication(ctx, input.application);
	demandOwn(ctx, actor, 'application.write', found);
	demandOpen(found.window, ctx.clock.edition.now());
	const told = await lastAnnounced(ctx, found.id);
	if (!mayChange(found.state, told)) {
		const state = stateForApplicant(found.state, told);
		throw new Refusal('conflict', 'wrong-state', { params: { state } });
	}
	const [newest] = await ctx.db
		.select()
		.from(applicationVersion)
		.where(and(eq(applicationVersion.applicationId, found.id), eq(applicationVersion.version, found.version)));
	if (!newest) throw new Error(`application ${found.id} lacks its version ${found.version}`);
	const now = ctx.clock.edition.now();
	const [opened] = await ctx.db
		.insert(draft)
		.values({
			id: newId(),
			callId: found.callId,
			formVersion: newest.formVersion,
			applicationId: found.id,
			personId: found.personId,
			locale: newest.locale,
			answers: newest.answers,
			revision: 1,
			startedAt: now,
			savedAt: now,
		})
		// One draft for each application: both devices write the same one, and see each other's saves.
		.onConflictDoUpdate({ target: draft.applicationId, set: { applicationId: sql`excluded.application_id` } })
		.returning({ id: draft.id, revision: draft.revision });
	const { id, revision } = opened as { id: string; revision: number };
	return { draft: id, revision };
}
