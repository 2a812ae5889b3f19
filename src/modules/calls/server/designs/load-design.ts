import { eq } from 'drizzle-orm';
import type { Action, Actor, Subject } from '#core/access/index.ts';
import { demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callDesign } from '../design-tables.ts';

export type DesignRow = typeof callDesign.$inferSelect;

/** Where a design lies for `can`: in its edition or organisation, and in the call that it changes. */
export function designSubject({
	editionId,
	organisationId,
	callId,
}: Pick<DesignRow, 'editionId' | 'organisationId' | 'callId'>): Subject {
	return {
		within: {
			organisation: organisationId,
			...(editionId === null ? {} : { edition: editionId }),
			...(callId === null ? {} : { call: callId }),
		},
	};
}

/**
 * One design, for whoever may do this with it.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function loadDesign(
	ctx: Context,
	actor: Actor,
	id: string,
	action: Extract<Action, 'call.edit' | 'call.read'>,
	options: { lock?: boolean } = {},
): Promise<DesignRow> {
	const query = ctx.db.select().from(callDesign).where(eq(callDesign.id, id));
	const [row] = await (options.lock ? query.for('update') : query);
	if (!row) throw notFound();
	demand(ctx, actor, action, designSubject(row));
	return row;
}
